//! The kept counters: moved by what each change moves, never counted anew. They know no article.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Counts;
use super::feeds::Feeds;
use super::marks::Flags;

/// Counters of everything, of each feed slot and of each tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) all: Counts,
    feeds: Vec<Counts>,
    tags: BTreeMap<String, Counts>,
    /// What the feeds of a folder count together beyond the articles there are: those in two of them.
    twice: BTreeMap<Vec<String>, Counts>,
}

/// What one article adds to the counters.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Share {
    /// To that of everything, and to that of each of its tags.
    pub(super) whole: Counts,
    /// To that of the feed in this slot, which its facts are from.
    pub(super) first: (u32, Counts),
    /// To those of the others that it is in.
    pub(super) others: Vec<(u32, Counts)>,
    /// What the feeds of a folder count of it beyond once.
    pub(super) twice: Vec<(Vec<String>, Counts)>,
}

impl Share {
    /// By the flags of a row, its feeds, and whether each of them hides it.
    pub(super) fn of(
        flags: Flags,
        first: u32,
        others: impl Iterator<Item = u32>,
        feeds: &Feeds,
        hides: impl Fn(u32) -> bool,
    ) -> Self {
        if !flags.is_there() {
            return Self::default();
        }
        let part = |slot| (slot, flags.with(Flags::FEED_HIDDEN, hides(slot)).share());
        let mut share = Self { first: part(first), others: others.map(part).collect(), ..Self::default() };
        let shown = share.feeds().map(|(_, counts)| counts).find(|counts| counts.total > 0);
        share.whole = shown.unwrap_or_default();
        if !share.others.is_empty() {
            share.twice = share.beyond_once(feeds);
        }
        share
    }

    /// By folder: once less than there are feeds in it that count the article.
    fn beyond_once(&self, feeds: &Feeds) -> Vec<(Vec<String>, Counts)> {
        let mut met = BTreeSet::new();
        let mut twice = Vec::new();
        for (slot, counts) in self.feeds().filter(|(_, counts)| counts.total > 0) {
            let Some(feed) = &feeds.get(slot).feed else { continue };
            for depth in 0..=feed.folder.len() {
                let path = &feed.folder[..depth];
                if !met.insert(path) {
                    twice.push((path.to_vec(), counts));
                }
            }
        }
        twice
    }

    fn feeds(&self) -> impl Iterator<Item = (u32, Counts)> + '_ {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

impl Tally {
    pub(super) fn feed(&self, slot: u32) -> Counts {
        self.feeds.get(slot as usize).copied().unwrap_or_default()
    }

    pub(super) fn feed_mut(&mut self, slot: u32) -> &mut Counts {
        let at = slot as usize;
        if self.feeds.len() <= at {
            self.feeds.resize(at + 1, Counts::default());
        }
        &mut self.feeds[at]
    }

    pub(super) fn tag(&self, tag: &str) -> Counts {
        self.tags.get(tag).copied().unwrap_or_default()
    }

    pub(super) fn tag_mut(&mut self, tag: &str) -> &mut Counts {
        if !self.tags.contains_key(tag) {
            self.tags.insert(tag.to_owned(), Counts::default());
        }
        self.tags.get_mut(tag).expect("it was put there a line above")
    }

    /// Tags that count at least one article, by name.
    pub(super) fn tags(&self) -> Vec<(String, Counts)> {
        self.tags
            .iter()
            .filter(|(_, counts)| counts.total > 0)
            .map(|(tag, counts)| (tag.clone(), *counts))
            .collect()
    }

    /// What one article with these tags adds was `before` and is `after`.
    pub(super) fn shift(&mut self, tags: &[String], before: &Share, after: &Share) {
        if before == after {
            return;
        }
        let nothing = Counts::default();
        shift(&mut self.all, before.whole, after.whole);
        before.feeds().for_each(|(slot, counts)| shift(self.feed_mut(slot), counts, nothing));
        after.feeds().for_each(|(slot, counts)| shift(self.feed_mut(slot), nothing, counts));
        for tag in tags {
            shift(self.tag_mut(tag), before.whole, after.whole);
        }
        self.take_twice(before);
        self.put_twice(after);
    }

    fn take_twice(&mut self, share: &Share) {
        for (path, counts) in &share.twice {
            shift(self.twice.entry(path.clone()).or_default(), *counts, Counts::default());
        }
    }

    fn put_twice(&mut self, share: &Share) {
        for (path, counts) in &share.twice {
            shift(self.twice.entry(path.clone()).or_default(), Counts::default(), *counts);
        }
    }

    /// Counts anew what folders count beyond once: feeds were filed otherwise.
    pub(super) fn recount_twice(&mut self, shares: &[Share]) {
        self.twice.clear();
        shares.iter().for_each(|share| self.put_twice(share));
    }

    /// A folder, by the slots of the feeds in it.
    pub(super) fn folder(&self, path: &[String], slots: impl Iterator<Item = u32>) -> Counts {
        let mut sum = Counts::default();
        slots.for_each(|slot| shift(&mut sum, Counts::default(), self.feed(slot)));
        shift(&mut sum, self.twice.get(path).copied().unwrap_or_default(), Counts::default());
        sum
    }

    /// One article's share in one tag was `before` and is `after`.
    pub(super) fn shift_tag(&mut self, tag: &str, before: Counts, after: Counts) {
        if before != after {
            shift(self.tag_mut(tag), before, after);
        }
    }
}

/// Saturating, as counters that came from outside may be wrong: then a number is off, and nothing breaks.
fn shift(counts: &mut Counts, before: Counts, after: Counts) {
    let moved = |count: u32, before: u32, after: u32| count.saturating_add(after).saturating_sub(before);
    counts.total = moved(counts.total, before.total, after.total);
    counts.unread = moved(counts.unread, before.unread, after.unread);
    counts.bookmarked = moved(counts.bookmarked, before.bookmarked, after.bookmarked);
}
