//! What a line may be taken for by itself, and how much that proves of the text it stands in.

use super::fact::{self, Found};
use super::furniture::{Furniture, furniture};
use super::line::Line;

/// What a line is taken for.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Item {
    /// The title or a repetition of it.
    Title,
    /// The rule under the title.
    Underline,
    /// Steps of the breadcrumb on one line.
    Breadcrumb(Vec<String>),
    /// Facts and nothing else.
    Facts(Vec<Found>),
    /// Facts among other words: the line is set aside as well.
    FactsAmongOthers(Vec<Found>),
    /// A bare word among the facts.
    Category(String),
    /// Furniture.
    Furniture(Furniture),
}

impl Item {
    /// What a line tells by itself, wherever it stands.
    pub(super) fn of(line: &Line<'_>) -> Option<Self> {
        fact::facts(line.content)
            .map(Self::Facts)
            .or_else(|| fact::facts_among_others(line.content).map(Self::FactsAmongOthers))
            .or_else(|| furniture(line.content).map(Self::Furniture))
    }

    /// How much it proves that this is a page.
    pub(super) fn proof(&self) -> Proof {
        match self {
            Self::Facts(found) | Self::FactsAmongOthers(found) => {
                let sure = found.iter().filter(|found| found.is_sure).count();
                Proof { sure, likely: found.len() - sure }
            }
            Self::Furniture(Furniture::ShareRow) => Proof { sure: 1, likely: 0 },
            Self::Title
            | Self::Underline
            | Self::Breadcrumb(_)
            | Self::Category(_)
            | Self::Furniture(Furniture::Advertisement | Furniture::LinksHeading | Furniture::Other) => {
                Proof::default()
            }
        }
    }

    pub(super) fn is_facts(&self) -> bool {
        matches!(self, Self::Facts(_) | Self::FactsAmongOthers(_))
    }
}

/// Evidence that a text is a page: sure signs, and likely ones of which two make a sure one.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) struct Proof {
    pub(super) sure: usize,
    pub(super) likely: usize,
}

impl Proof {
    pub(super) fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        items.into_iter().map(Item::proof).fold(Self::default(), Self::and)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { sure: self.sure + other.sure, likely: self.likely + other.likely }
    }

    pub(super) fn is_enough(self) -> bool {
        self.sure > 0 || self.likely > 1
    }
}
