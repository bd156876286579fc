//! Counters kept, never counted: what a change adds to each scope is gathered, then written once.

use std::collections::BTreeMap;

use rusqlite::Connection;

/// A scope as the counter table keys it: 0 all, 1 a feed, 2 a tag; and which.
pub(super) type ScopeRow = (i64, i64);

pub(super) const ALL: ScopeRow = (0, 0);

/// A feed that an article is in, and what it hides its articles by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Home {
    pub(super) feed: i64,
    pub(super) hidden: i64,
}

/// What of some feeds hides an article that nothing holds: the least of what each of them would hide it by.
pub(super) fn least_hidden(homes: &[Home]) -> i64 {
    homes.iter().map(|home| home.hidden).min().unwrap_or_default()
}

/// The marks of one article that decide whether it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marks {
    pub(super) read: bool,
    pub(super) bookmarked: bool,
    pub(super) noted: bool,
    pub(super) removed: bool,
}

impl Marks {
    /// Whether the reader put something on it that outlives its feed.
    pub(super) fn is_held(self) -> bool {
        self.bookmarked || self.noted
    }

    /// Total, unread, bookmarked: what one article adds to a scope that would hide it by this.
    fn counts(self, hidden: i64) -> [i64; 3] {
        if self.removed || (hidden != 0 && !self.is_held()) {
            return [0; 3];
        }
        [1, i64::from(!self.read), i64::from(self.bookmarked)]
    }
}

/// What a transaction adds to the counters, scope by scope.
#[derive(Debug, Default)]
pub(super) struct Tally {
    added: BTreeMap<ScopeRow, [i64; 3]>,
}

impl Tally {
    /// An article with these marks and tags came into these feeds.
    pub(super) fn put(&mut self, marks: Marks, homes: &[Home], tags: &[i64]) {
        self.weigh(marks, homes, tags, 1);
    }

    /// An article stood so, and does not any more.
    pub(super) fn take(&mut self, marks: Marks, homes: &[Home], tags: &[i64]) {
        self.weigh(marks, homes, tags, -1);
    }

    /// An article got a tag (1) or lost it (-1).
    pub(super) fn tagged(&mut self, tag: i64, marks: Marks, homes: &[Home], sign: i64) {
        self.add((2, tag), marks.counts(least_hidden(homes)), sign);
    }

    fn weigh(&mut self, marks: Marks, homes: &[Home], tags: &[i64], sign: i64) {
        let counts = marks.counts(least_hidden(homes));
        self.add(ALL, counts, sign);
        homes.iter().for_each(|home| self.add((1, home.feed), marks.counts(home.hidden), sign));
        tags.iter().for_each(|tag| self.add((2, *tag), counts, sign));
    }

    fn add(&mut self, scope: ScopeRow, counts: [i64; 3], sign: i64) {
        let sum = self.added.entry(scope).or_default();
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += sign * count);
    }

    /// Adds everything gathered to the counter table.
    pub(super) fn write(&self, transaction: &Connection) -> rusqlite::Result<()> {
        let mut write = transaction.prepare(
            "INSERT INTO counter (scope, target, total, unread, bookmarked) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (scope, target) DO UPDATE SET total = total + excluded.total, \
             unread = unread + excluded.unread, bookmarked = bookmarked + excluded.bookmarked",
        )?;
        for (scope, counts) in self.added.iter().filter(|(_, counts)| **counts != [0; 3]) {
            write.execute((scope.0, scope.1, counts[0], counts[1], counts[2]))?;
        }
        Ok(())
    }
}
