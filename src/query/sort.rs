//! What a query may sort by. It knows the names and their usual directions, and compares nothing itself.

use std::fmt;

/// What articles are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// When they were published: the newest first.
    Date,
    /// When they came into the library: the latest first.
    Seen,
    /// The minutes they take: the shortest first.
    Read,
    /// Their views: the most first; what nobody counted last.
    Views,
    /// How often they were opened: the most first.
    Opened,
    /// Their feed, as the feeds are listed.
    Feed,
}

/// One key of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// What it looks at.
    pub by: SortBy,
    /// Whether it runs against its usual direction.
    pub reversed: bool,
}

/// Keys that an order has at most.
pub const MOST_KEYS: usize = 4;

/// The names, as they are written.
pub(super) const NAMES: [(&str, SortBy); 6] = [
    ("date", SortBy::Date),
    ("seen", SortBy::Seen),
    ("read", SortBy::Read),
    ("views", SortBy::Views),
    ("opened", SortBy::Opened),
    ("feed", SortBy::Feed),
];

impl SortBy {
    fn name(self) -> &'static str {
        NAMES.iter().find(|(_, by)| *by == self).map_or("", |(name, _)| name)
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.reversed { "-" } else { "" }, self.by.name())
    }
}
