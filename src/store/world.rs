//! What the world brings: feeds, the disk's counters, headlines that stream in, arrivals.
//!
//! The disk reads its counters and all headlines from one snapshot, in any order and in batches of any size.
//! Meanwhile marks are made and articles arrive. Each value has one winner: facts of an arrival over those
//! from disk, marks of this session over those from disk.

use super::batch::{Batch, BatchFacts};
use super::change::{Arrival, Counts, Scope};
use super::feeds::{Feeds, Slot};
use super::library::Store;
use super::marks::{Flags, Opening};
use super::rows::Facts;
use super::session::Entry;
use super::tally::{Share, Tally};
use crate::news::{Feed, FeedId};

impl Store {
    pub(super) fn replace_feeds(&mut self, feeds: &[Feed]) {
        self.follow_feeds(|known| known.replace(feeds));
    }

    /// Alters the feeds; their articles leave lists and counters, or come back, as the feeds do.
    pub(super) fn follow_feeds(&mut self, edit: impl FnOnce(&mut Feeds)) {
        let before = hidden(&self.feeds);
        edit(&mut self.feeds);
        let after = hidden(&self.feeds);
        let moved: Vec<bool> = (0..after.len())
            .map(|slot| before.get(slot).is_some_and(|hidden| *hidden) != after[slot])
            .collect();
        if moved.contains(&true) {
            for row in 0..self.rows.len() as u32 {
                if self.has_facts(row) && self.rows.feeds(row).any(|slot| moved[slot as usize]) {
                    self.follow_feeds_of(row, &before, &after);
                }
            }
        }
        self.recount_folders();
    }

    fn follow_feeds_of(&mut self, row: u32, before: &[bool], after: &[bool]) {
        let was = self.share_where(row, |slot| before[slot as usize]);
        let is_hidden = self.rows.feeds(row).all(|slot| after[slot as usize]);
        self.marks.set_flag(row, Flags::FEED_HIDDEN, is_hidden);
        self.shift(row, &was, &self.share(row));
    }

    /// Feeds may be filed otherwise: what their folders count twice is counted anew, of the few articles there are in
    /// several feeds.
    fn recount_folders(&mut self) {
        let shared: Vec<Share> = self.rows.shared().into_iter().map(|row| self.share(row)).collect();
        self.tally.recount_twice(&shared);
    }

    /// Takes the disk's counters as true until all headlines are in memory. Without any, what is in memory
    /// counts at once; afterwards they are not needed.
    pub(super) fn promise(&mut self, counters: &[(Scope, Counts)]) {
        if self.loaded || counters.is_empty() {
            self.promised = None;
            return;
        }
        let mut promised = Tally::default();
        for (scope, counts) in counters {
            match scope {
                Scope::All => promised.all = *counts,
                Scope::Feed(feed) => *promised.feed_mut(self.feeds.slot(*feed)) = *counts,
                Scope::Tag(tag) => *promised.tag_mut(tag) = *counts,
                // Told by those of its feeds.
                Scope::Folder(_) => {}
            }
        }
        for row in 0..self.rows.len() as u32 {
            promised.shift(self.marks.tags(row), &Share::default(), &self.share(row));
            promised.shift(self.delivered_tags(row), &self.counted(row), &Share::default());
        }
        self.promised = Some(promised);
    }

    pub(super) fn end_loading(&mut self) {
        self.loaded = true;
        self.promised = None;
        let marks = &self.marks;
        self.session.retain(|row, _| !marks.flags(*row).has(Flags::LOADED));
        self.session.shrink_to_fit();
    }

    /// Takes a batch in. A headline that the disk delivered before is skipped; after the end of loading, so
    /// are tags and notes of articles that were in memory already.
    pub(super) fn load(&mut self, batch: &Batch) {
        self.rows.reserve(batch.rows.len());
        self.marks.reserve(batch.rows.len());
        let first_new = self.rows.len() as u32;
        let mut fresh = Vec::with_capacity(batch.rows.len());
        let (mut start, mut others) = (0, batch.others.as_slice());
        for (number, row) in (0..).zip(&batch.rows) {
            let of_row = others.partition_point(|(at, _)| *at <= number);
            let (feeds, rest) = others.split_at(of_row);
            others = rest;
            let texts = row.ends.map(|end| {
                let text = &batch.texts[start..end as usize];
                start = end as usize;
                text
            });
            fresh.extend(self.load_row(&row.facts, feeds, texts));
        }
        self.order.insert(fresh, |row| self.rows.rank(row));
        let was_loaded = self.loaded;
        for (id, tag) in &batch.tags {
            let row = self.row(*id);
            if !was_loaded || row >= first_new {
                self.load_tag(row, tag);
            }
        }
        for (id, note) in &batch.notes {
            let row = self.row(*id);
            if (!was_loaded || row >= first_new) && self.session.get(&row).is_none_or(|entry| !entry.note) {
                self.marks.set_note(row, Some(note.clone()));
            }
        }
    }

    /// Says the row if its headline was not in memory before.
    fn load_row(&mut self, facts: &BatchFacts, others: &[(u32, FeedId)], texts: [&str; 4]) -> Option<u32> {
        let row = self.row(facts.id);
        let slot = self.feeds.slot(facts.feed);
        let others: Vec<u32> = others.iter().map(|(_, feed)| self.feeds.slot(*feed)).collect();
        let was_loaded = self.has_facts(row);
        let mut entry = self.session.remove(&row);
        let disk_spoke = entry.as_ref().map_or(was_loaded, |entry| entry.disk_flags.has(Flags::LOADED));
        if disk_spoke {
            self.session.extend(entry.map(|entry| (row, entry)));
            return None;
        }
        if !was_loaded {
            self.rows.set(row, &from_batch(facts, slot, texts));
            self.rows.set_others(row, &others);
        }
        self.load_marks(row, facts, entry.as_ref());
        if let Some(entry) = &mut entry {
            (entry.disk_feed, entry.disk_others) = (slot, others);
            entry.disk_flags = Flags::LOADED
                .with(Flags::READ, facts.read)
                .with(Flags::BOOKMARKED, facts.bookmarked.is_some())
                .with(Flags::REMOVED, facts.removed.is_some())
                .with(Flags::NOTED, facts.noted);
        }
        self.session.extend(entry.map(|entry| (row, entry)));
        self.settle_promise(row);
        (!was_loaded).then_some(row)
    }

    /// Sets what the disk delivered, where no mark of this session stands against it.
    fn load_marks(&mut self, row: u32, facts: &BatchFacts, entry: Option<&Entry>) {
        let free = |set: fn(&Entry) -> bool| entry.is_none_or(|entry| !set(entry));
        let feed_hidden = self.is_hidden_by_feeds(row);
        self.alter(row, |marks| {
            marks.set_flag(row, Flags::LOADED, true);
            marks.set_flag(row, Flags::FEED_HIDDEN, feed_hidden);
            if free(|entry| entry.read) {
                marks.set_read(row, facts.read);
            }
            if free(|entry| entry.bookmarked) {
                marks.set_bookmarked(row, facts.bookmarked);
            }
            if free(|entry| entry.removed) {
                marks.set_removed(row, facts.removed);
            }
            if free(|entry| entry.note) {
                // What it says comes with the notes.
                marks.set_flag(row, Flags::NOTED, facts.noted);
            }
            if free(|entry| entry.place) {
                marks.set_progress(row, facts.progress);
            }
            if free(|entry| entry.opening) {
                marks.set_opening(row, Opening { times: facts.opened, at: facts.opened_at });
            }
        });
    }

    /// The row has just moved the promise; what the disk had counted for it was in there already.
    fn settle_promise(&mut self, row: u32) {
        if self.promised.is_none() {
            return;
        }
        let counted = self.counted(row);
        let tags = self.delivered_tags(row).to_vec();
        if let Some(promised) = &mut self.promised {
            promised.shift(&tags, &counted, &Share::default());
        }
    }

    fn load_tag(&mut self, row: u32, tag: &str) {
        if !self.has_facts(row) {
            self.entry(row);
        }
        let (known, is_free) = match self.session.get_mut(&row) {
            Some(entry) => {
                let known = entry.disk_tags.iter().any(|known| known == tag);
                if !known {
                    entry.disk_tags.push(tag.to_owned());
                }
                (known, !entry.has_marked(tag))
            }
            None => (self.marks.has_tag(row, tag), true),
        };
        if known {
            return;
        }
        if is_free {
            self.alter_tag(row, tag, true);
        }
        let counted = self.counted(row).whole;
        if let Some(promised) = &mut self.promised {
            promised.shift_tag(tag, counted, Counts::default());
        }
    }

    /// Takes articles in that came or were revised. Marks stay as they are.
    pub(super) fn arrive(&mut self, arrivals: &[Arrival]) {
        let redated: Vec<u32> = arrivals
            .iter()
            .filter_map(|arrival| self.rows.find(arrival.id).map(|row| (row, arrival.date())))
            .filter(|(row, date)| self.has_facts(*row) && !self.rows.is_dated(*row, *date))
            .map(|(row, _)| row)
            .collect();
        self.order.withdraw(&redated, |row| self.rows.rank(row));
        let mut moved = redated;
        moved.extend(arrivals.iter().filter_map(|arrival| self.arrive_one(arrival)));
        moved.sort_unstable();
        moved.dedup();
        self.order.insert(moved, |row| self.rows.rank(row));
    }

    /// Says the row if its headline was not in memory before.
    fn arrive_one(&mut self, arrival: &Arrival) -> Option<u32> {
        let row = self.row(arrival.id);
        let slot = self.feeds.slot(arrival.feed);
        let others: Vec<u32> = arrival.others.iter().map(|feed| self.feeds.slot(*feed)).collect();
        let was_loaded = self.has_facts(row);
        if !self.loaded {
            // The disk may still deliver an older state of it, or has, and counted that.
            self.entry(row);
        }
        self.alter(row, |marks| marks.set_flag(row, Flags::LOADED, false));
        self.rows.set(row, &from_arrival(arrival, slot));
        self.rows.set_others(row, &others);
        let feed_hidden = self.is_hidden_by_feeds(row);
        self.alter(row, |marks| {
            marks.set_flag(row, Flags::FEED_HIDDEN, feed_hidden);
            marks.set_flag(row, Flags::LOADED, true);
        });
        if self.loaded {
            self.session.remove(&row);
        }
        (!was_loaded).then_some(row)
    }
}

/// Whether each feed hides its articles, by slot.
fn hidden(feeds: &Feeds) -> Vec<bool> {
    feeds.slots().map(Slot::is_hidden).collect()
}

fn from_batch<'a>(
    facts: &BatchFacts,
    feed: u32,
    [title, author, section, language]: [&'a str; 4],
) -> Facts<'a> {
    Facts {
        public_id: facts.public_id,
        feed,
        title,
        author,
        section,
        language,
        date: facts.date,
        added: facts.added,
        views: facts.views,
        words: facts.words,
        publisher_read_minutes: facts.publisher_read_minutes,
    }
}

fn from_arrival(arrival: &Arrival, feed: u32) -> Facts<'_> {
    let article = &arrival.article;
    Facts {
        public_id: arrival.public_id(),
        feed,
        title: &article.title,
        author: article.author.as_deref().unwrap_or_default(),
        section: article.section().unwrap_or_default(),
        language: article.language.as_deref().unwrap_or_default(),
        date: arrival.date(),
        added: arrival.added,
        views: article.views,
        words: article.words,
        publisher_read_minutes: article.publisher_read_minutes,
    }
}
