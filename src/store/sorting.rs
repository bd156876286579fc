//! What a list may be sorted by.

use std::cmp::Ordering;

use super::library::Store;
use crate::news::ArticleId;
use crate::query::{MOST_KEYS, SortBy, SortKey};

/// An order of articles: by one key after the other, and then the newest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sorting {
    keys: [Option<SortKey>; MOST_KEYS],
}

impl Sorting {
    /// The newest first.
    pub const NEWEST: Self = Self { keys: [None; MOST_KEYS] };
    /// The oldest first.
    pub const OLDEST: Self = Self::one(SortBy::Date, true);
    /// By feed, as the feeds are listed; in each the newest first.
    pub const FEED: Self = Self::one(SortBy::Feed, false);
    /// What takes least time to read first.
    pub const SHORTEST: Self = Self::one(SortBy::Read, false);
    /// What takes most time to read first.
    pub const LONGEST: Self = Self::one(SortBy::Read, true);
    /// What was viewed most first; what nobody counted last.
    pub const VIEWS: Self = Self::one(SortBy::Views, false);

    /// Those that are offered.
    pub const ALL: [Self; 6] =
        [Self::NEWEST, Self::OLDEST, Self::FEED, Self::SHORTEST, Self::LONGEST, Self::VIEWS];

    const fn one(by: SortBy, reversed: bool) -> Self {
        Self { keys: [Some(SortKey { by, reversed }), None, None, None] }
    }

    /// By these keys, the first four of them. What follows the date sorts nothing any more.
    #[must_use]
    pub fn by(keys: &[SortKey]) -> Self {
        let mut sorting = Self::NEWEST;
        sorting.keys.iter_mut().zip(keys).for_each(|(place, key)| *place = Some(*key));
        match sorting.keys {
            [Some(SortKey { by: SortBy::Date, reversed: false }), ..] => Self::NEWEST,
            [Some(SortKey { by: SortBy::Date, reversed: true }), ..] => Self::OLDEST,
            _ => sorting,
        }
    }

    /// The keys, the first one first.
    pub fn keys(&self) -> impl Iterator<Item = SortKey> {
        self.keys.iter().flatten().copied()
    }

    /// The first key: what a list sorted so is grouped by. By date where none is named.
    #[must_use]
    pub fn first(&self) -> SortKey {
        self.keys[0].unwrap_or(SortKey { by: SortBy::Date, reversed: false })
    }
}

/// Articles not in memory come last; among equals the newer comes first, and then the one that came later.
type Key = (bool, [i64; MOST_KEYS], i64, i64);

impl Store {
    /// Which of two articles comes first.
    #[must_use]
    pub fn sorts(&self, sorting: Sorting, a: ArticleId, b: ArticleId) -> Ordering {
        if sorting == Sorting::NEWEST {
            return self.newest_first(a, b);
        }
        self.key(sorting, a).cmp(&self.key(sorting, b))
    }

    /// Sorts articles that stand newest first.
    pub fn sort(&self, sorting: Sorting, articles: &mut [ArticleId]) {
        match sorting {
            Sorting::NEWEST => (),
            Sorting::OLDEST => articles.reverse(),
            _ => articles.sort_by_cached_key(|id| self.key(sorting, *id)),
        }
    }

    fn key(&self, sorting: Sorting, id: ArticleId) -> Key {
        let row = self.rows.find(id).filter(|row| self.has_facts(*row));
        let Some(row) = row else { return (true, [0; MOST_KEYS], 0, id.row()) };
        let date = self.rows.date(row).as_microsecond();
        if sorting == Sorting::OLDEST {
            return (false, [0; MOST_KEYS], date, id.row());
        }
        (false, sorting.keys.map(|key| key.map_or(0, |key| self.part(key, row))), -date, -id.row())
    }

    /// What one key makes of a row: less comes first.
    fn part(&self, key: SortKey, row: u32) -> i64 {
        let facts = || self.rows.get(row);
        let part = match key.by {
            SortBy::Date => -self.rows.date(row).as_microsecond(),
            SortBy::Seen => -facts().added.as_microsecond(),
            SortBy::Read => i64::from(facts().words),
            SortBy::Views => match facts().views {
                Some(views) => -i64::try_from(views).unwrap_or(i64::MAX),
                // What nobody counted is last both ways.
                None => return i64::MAX,
            },
            SortBy::Opened => -i64::from(self.marks.opening(row).times),
            SortBy::Feed => i64::from(self.feeds.get(self.shown_in(row)).rank),
        };
        if key.reversed { -part } else { part }
    }
}
