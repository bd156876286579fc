//! A field that several elements may fill: the better kind of element wins, of one kind the last.

/// A value and how good its source is: less is better.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Slot<T> {
    held: Option<(u16, T)>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { held: None }
    }
}

impl<T> Slot<T> {
    /// Whether a value of this rank would be taken.
    pub(super) fn takes(&self, rank: u16) -> bool {
        self.held.as_ref().is_none_or(|(held, _)| rank <= *held)
    }

    /// Offers a value.
    pub(super) fn offer(&mut self, rank: u16, value: Option<T>) {
        if let Some(value) = value
            && self.takes(rank)
        {
            self.held = Some((rank, value));
        }
    }

    pub(super) fn rank(&self) -> Option<u16> {
        self.held.as_ref().map(|(rank, _)| *rank)
    }

    pub(super) fn value(&self) -> Option<&T> {
        self.held.as_ref().map(|(_, value)| value)
    }

    pub(super) fn into_value(self) -> Option<T> {
        self.held.map(|(_, value)| value)
    }
}

/// Values of all ranks, the best in front.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ranked<T> {
    held: Vec<(u16, T)>,
}

/// How many values of one field are kept.
const MOST: usize = 200;

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self { held: Vec::new() }
    }
}

impl<T: PartialEq> Ranked<T> {
    /// Adds a value that is not there yet; beyond a bound none.
    pub(super) fn add(&mut self, rank: u16, value: Option<T>) {
        if let Some(value) = value
            && self.held.len() < MOST
            && !self.held.iter().any(|(_, each)| *each == value)
        {
            self.held.push((rank, value));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// All values in their order.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.held.iter().map(|(_, value)| value)
    }

    /// All values, the best first, else in their order.
    pub(super) fn into_values(mut self) -> Vec<T> {
        self.held.sort_by_key(|(rank, _)| *rank);
        self.held.into_iter().map(|(_, value)| value).collect()
    }

    /// All values, the best first, and of one rank the last.
    pub(super) fn into_latest(mut self) -> Vec<T> {
        self.held.reverse();
        self.into_values()
    }

    /// The values of the best rank alone.
    pub(super) fn into_best(self) -> Vec<T> {
        let best = self.held.iter().map(|(rank, _)| *rank).min();
        self.held.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, value)| value).collect()
    }
}
