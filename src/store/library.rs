//! The store: columns of facts, marks on them, counters, and what may be asked of a single article.
//!
//! What alters it lies above, in `reader` and `world`; here are the few steps they are made of, each of which
//! leaves facts, marks, order and counters in step.
//!
//! Counters come in two sets. `tally` is of what is in memory, and exact. `promised` is there while headlines
//! stream in and the disk has said its own counters: it is moved by every mark like the tally, and each row
//! that comes from disk moves it only by what differs from what the disk had counted. So counts are right
//! before the headlines are there; at `AllLoaded` the tally takes over.

use std::cmp::Ordering;
use std::fmt;

use jiff::Timestamp;

use super::change::{Counts, Scope};
use super::feeds::Feeds;
use super::marks::{Flags, Marks};
use super::order::Order;
use super::rows::Rows;
use super::session::Entry;
use super::tally::{Share, Tally};
use crate::news::{ArticleId, Feed, FeedId, Headline, NumberMap, Place, PublicId, Status};

/// Every headline and every mark, in memory.
///
/// About 200 bytes an article with a title of 72 bytes. Dates are kept to the microsecond.
#[derive(Clone, Default)]
pub struct Store {
    pub(super) rows: Rows,
    pub(super) marks: Marks,
    pub(super) order: Order,
    pub(super) feeds: Feeds,
    pub(super) tally: Tally,
    pub(super) promised: Option<Tally>,
    /// Entries of rows that the disk may still speak of, and of every hollow row.
    pub(super) session: NumberMap<u32, Entry>,
    pub(super) loaded: bool,
}

/// Only its size: a million headlines help nobody in a message.
impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({} headlines)", self.len())
    }
}

impl Store {
    /// An empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The headline of an article, removed ones too; `None` while it is not in memory.
    #[must_use]
    pub fn headline(&self, id: ArticleId) -> Option<Headline<'_>> {
        self.rows.find(id).filter(|row| self.has_facts(*row)).map(|row| self.headline_of(row))
    }

    pub(super) fn headline_of(&self, row: u32) -> Headline<'_> {
        let facts = self.rows.get(row);
        let flags = self.marks.flags(row);
        let slot = self.feeds.get(self.shown_in(row));
        Headline {
            id: self.rows.id(row),
            public_id: facts.public_id,
            title: facts.title,
            author: facts.author,
            feed: slot.id,
            feed_title: slot.feed.as_ref().map_or("", |feed| &feed.title),
            folder: slot.feed.as_ref().map_or(&[], |feed| &feed.folder),
            section: facts.section,
            date: facts.date,
            added: facts.added,
            views: facts.views,
            opened: self.marks.opening(row).times,
            words: facts.words,
            publisher_read_minutes: facts.publisher_read_minutes,
            language: facts.language,
            read: flags.has(Flags::READ),
            bookmarked: flags.has(Flags::BOOKMARKED),
            noted: flags.has(Flags::NOTED),
            removed: flags.has(Flags::REMOVED),
            progress: self.marks.progress(row),
            tags: self.marks.tags(row),
            feed_tags: slot.feed.as_ref().map_or(&[], |feed| &feed.tags),
        }
    }

    /// The article a public id names, removed ones too. A scan: about a millisecond for a million articles.
    #[must_use]
    pub fn find(&self, id: PublicId) -> Option<ArticleId> {
        self.rows.named(id).find(|row| self.has_facts(*row)).map(|row| self.rows.id(row))
    }

    /// The note of an article.
    #[must_use]
    pub fn note(&self, id: ArticleId) -> Option<&str> {
        self.marks.note(self.rows.find(id)?)
    }

    /// The tags of an article, sorted by name.
    #[must_use]
    pub fn tags(&self, id: ArticleId) -> &[String] {
        self.rows.find(id).map_or(&[], |row| self.marks.tags(row))
    }

    /// Everything the reader's hand left on an article; the place only where this session set it.
    #[must_use]
    pub fn status(&self, id: ArticleId) -> Status {
        self.rows.find(id).map(|row| self.marks.status(row)).unwrap_or_default()
    }

    /// Where reading stopped, where this session set it; else it is on disk alone.
    #[must_use]
    pub fn place(&self, id: ArticleId) -> Option<Place> {
        self.marks.place(self.rows.find(id)?)
    }

    /// The feeds that are not removed, by folder, position and title.
    pub fn feeds(&self) -> impl Iterator<Item = &Feed> {
        self.feeds.listed().filter(|feed| !feed.removed)
    }

    /// A feed, removed or not.
    #[must_use]
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.feeds.get(self.feeds.find(id)?).feed.as_ref()
    }

    /// The kept numbers of a scope: the disk's while headlines stream in, then those of what is in memory.
    #[must_use]
    pub fn counts(&self, scope: &Scope) -> Counts {
        let tally = self.shown();
        match scope {
            Scope::All => tally.all,
            Scope::Feed(id) => self.feeds.find(*id).map(|slot| tally.feed(slot)).unwrap_or_default(),
            Scope::Folder(path) => tally.folder(path, self.feeds.in_folder(path)),
            Scope::Tag(tag) => tally.tag(tag),
        }
    }

    /// The tags that some listed article carries, by name, with their numbers.
    #[must_use]
    pub fn tag_names(&self) -> Vec<(String, Counts)> {
        self.shown().tags()
    }

    fn shown(&self) -> &Tally {
        self.promised.as_ref().unwrap_or(&self.tally)
    }

    /// Whether all headlines are in memory.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// How many headlines are in memory, removed ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.rows().len()
    }

    /// Whether no headline is in memory.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The date lists go by: what [`headline`](Self::headline) says, at a fifth of its cost.
    #[must_use]
    pub fn date(&self, id: ArticleId) -> Option<Timestamp> {
        self.rows.find(id).filter(|row| self.has_facts(*row)).map(|row| self.rows.date(row))
    }

    /// The order of lists: by date and then by id, the greater first. Articles not in memory come last.
    #[must_use]
    pub fn newest_first(&self, a: ArticleId, b: ArticleId) -> Ordering {
        let key = |id: ArticleId| {
            let row = self.rows.find(id).filter(|row| self.has_facts(*row));
            (row.is_none(), row.map(|row| self.rows.rank(row)), id)
        };
        key(a).cmp(&key(b))
    }

    /// The slot of the feed that a row is shown with: the one that its facts are from, unless another shows it alone.
    pub(super) fn shown_in(&self, row: u32) -> u32 {
        let first = self.rows.feed(row);
        if !self.rows.is_shared(row) {
            return first;
        }
        self.rows.feeds(row).find(|slot| !self.feeds.get(*slot).is_hidden()).unwrap_or(first)
    }

    /// Whether all its feeds hide a row.
    pub(super) fn is_hidden_by_feeds(&self, row: u32) -> bool {
        self.rows.feeds(row).all(|slot| self.feeds.get(slot).is_hidden())
    }

    /// Whether the row is not hollow.
    pub(super) fn has_facts(&self, row: u32) -> bool {
        self.marks.flags(row).has(Flags::LOADED)
    }

    /// The row of an article; a hollow one is made where nothing named it before.
    pub(super) fn row(&mut self, id: ArticleId) -> u32 {
        self.rows.find(id).unwrap_or_else(|| {
            self.marks.push();
            self.rows.push(id)
        })
    }

    /// The entry of a row that the disk may still speak of; `None` where it has said all.
    pub(super) fn entry(&mut self, row: u32) -> Option<&mut Entry> {
        let flags = self.marks.flags(row);
        let from_disk = flags.has(Flags::LOADED);
        if from_disk && self.loaded {
            return None;
        }
        Some(self.session.entry(row).or_insert_with(|| match from_disk {
            true => Entry {
                disk_flags: flags.with(Flags::FEED_HIDDEN, false),
                disk_feed: self.rows.feed(row),
                disk_others: self.rows.others(row).collect(),
                disk_tags: self.marks.tags(row).to_vec(),
                ..Entry::default()
            },
            false => Entry::default(),
        }))
    }

    /// Alters a row's marks (tags apart) and moves the counters by what its share changed.
    pub(super) fn alter(&mut self, row: u32, edit: impl FnOnce(&mut Marks)) {
        let before = self.share(row);
        edit(&mut self.marks);
        let after = self.share(row);
        self.shift(row, &before, &after);
    }

    /// Moves the counters by what a row adds to them.
    pub(super) fn shift(&mut self, row: u32, before: &Share, after: &Share) {
        let tags = self.marks.tags(row);
        self.tally.shift(tags, before, after);
        if let Some(promised) = &mut self.promised {
            promised.shift(tags, before, after);
        }
    }

    /// What a row adds to the counters.
    pub(super) fn share(&self, row: u32) -> Share {
        self.share_where(row, |slot| self.feeds.get(slot).is_hidden())
    }

    /// What a row adds to the counters where these feeds hide their articles.
    pub(super) fn share_where(&self, row: u32, hides: impl Fn(u32) -> bool) -> Share {
        Share::of(self.marks.flags(row), self.rows.feed(row), self.rows.others(row), &self.feeds, hides)
    }

    /// Sets a tag or takes it away, and moves its counter.
    pub(super) fn alter_tag(&mut self, row: u32, tag: &str, present: bool) {
        if self.marks.has_tag(row, tag) == present {
            return;
        }
        self.marks.set_tag(row, tag, present);
        let (with, without) = (self.marks.flags(row).share(), Counts::default());
        let (before, after) = if present { (without, with) } else { (with, without) };
        self.tally.shift_tag(tag, before, after);
        if let Some(promised) = &mut self.promised {
            promised.shift_tag(tag, before, after);
        }
    }

    /// The tags that the disk delivered of a row.
    pub(super) fn delivered_tags(&self, row: u32) -> &[String] {
        self.session.get(&row).map_or_else(|| self.marks.tags(row), |entry| &entry.disk_tags)
    }

    /// What the disk counted for a row.
    pub(super) fn counted(&self, row: u32) -> Share {
        let hides = |slot| self.feeds.get(slot).counted_hidden;
        match self.session.get(&row) {
            Some(entry) => {
                let others = entry.disk_others.iter().copied();
                Share::of(entry.disk_flags, entry.disk_feed, others, &self.feeds, hides)
            }
            None => self.share_where(row, hides),
        }
    }
}
