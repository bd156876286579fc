//! What a list may be sorted by.

use std::cmp::Ordering;

use super::library::Store;
use crate::news::ArticleId;

/// An order of articles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sorting {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By feed, as the feeds are listed; in each the newest first.
    Feed,
    /// What takes least time to read first.
    Shortest,
    /// What takes most time to read first.
    Longest,
    /// What was viewed most first; what nobody counted last.
    Views,
}

impl Sorting {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] =
        [Self::Newest, Self::Oldest, Self::Feed, Self::Shortest, Self::Longest, Self::Views];
}

/// Articles not in memory come last; among equals the newer comes first, and then the one that came later.
type Key = (bool, i64, i64, i64);

impl Store {
    /// Which of two articles comes first.
    #[must_use]
    pub fn sorts(&self, sorting: Sorting, a: ArticleId, b: ArticleId) -> Ordering {
        match sorting {
            Sorting::Newest => self.newest_first(a, b),
            Sorting::Oldest | Sorting::Feed | Sorting::Shortest | Sorting::Longest | Sorting::Views => {
                self.key(sorting, a).cmp(&self.key(sorting, b))
            }
        }
    }

    /// Sorts articles that stand newest first.
    pub fn sort(&self, sorting: Sorting, articles: &mut [ArticleId]) {
        match sorting {
            Sorting::Newest => (),
            Sorting::Oldest => articles.reverse(),
            Sorting::Feed | Sorting::Shortest | Sorting::Longest | Sorting::Views => {
                articles.sort_by_cached_key(|id| self.key(sorting, *id));
            }
        }
    }

    fn key(&self, sorting: Sorting, id: ArticleId) -> Key {
        let row = self.rows.find(id).filter(|row| self.has_facts(*row));
        let Some(row) = row else { return (true, 0, 0, id.row()) };
        let date = self.rows.date(row).as_microsecond();
        let facts = || self.rows.get(row);
        let words = || i64::from(facts().words);
        let first = match sorting {
            Sorting::Newest => 0,
            Sorting::Oldest => return (false, date, id.row(), 0),
            Sorting::Feed => i64::from(self.feeds.get(self.shown_in(row)).rank),
            Sorting::Shortest => words(),
            Sorting::Longest => -words(),
            Sorting::Views => {
                facts().views.map_or(i64::MAX, |views| -i64::try_from(views).unwrap_or(i64::MAX))
            }
        };
        (false, first, -date, -id.row())
    }
}
