//! The kept counters: moved by what each change moves, never counted anew. They know no article.

use std::collections::BTreeMap;

use super::change::Counts;

/// Counters of everything, of each feed slot and of each tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) all: Counts,
    feeds: Vec<Counts>,
    tags: BTreeMap<String, Counts>,
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

    /// One article's share, in all scopes it belongs to, was `before` and is `after`.
    pub(super) fn shift(&mut self, slot: u32, tags: &[String], before: Counts, after: Counts) {
        if before == after {
            return;
        }
        shift(&mut self.all, before, after);
        shift(self.feed_mut(slot), before, after);
        for tag in tags {
            shift(self.tag_mut(tag), before, after);
        }
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
