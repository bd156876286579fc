//! What a query may sort by. It knows the names and their usual directions, and compares nothing itself.

use std::fmt;

use super::complaint::{nearest, shown};

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

/// One key of an order; a dash before it turns it round.
///
/// # Errors
/// A sentence that names the keys there are.
pub(super) fn sort_key(word: &str) -> Result<SortKey, String> {
    let lower = word.to_ascii_lowercase();
    let (name, reversed) = lower.strip_prefix('-').map_or((lower.as_str(), false), |name| (name, true));
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, by)| SortKey { by: *by, reversed }).ok_or_else(|| no_key(word))
}

fn no_key(word: &str) -> String {
    let meant = nearest(&word.to_lowercase(), NAMES.map(|(name, _)| (name, name)));
    let meant = meant.map(|name| format!(" Did you mean sort:{name}?"));
    format!(
        "sort: knows date, seen, read, views, opened and feed, several joined by commas, not “{}”.{}",
        shown(word),
        meant.unwrap_or_default()
    )
}
