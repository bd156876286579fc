//! The facts of all headlines, column by column, and the way from an id to its row.
//!
//! A row is a place in every column. Rows are given in the order articles are first heard of and never move.
//! Some are hollow: a mark named an article whose headline is not in memory yet.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::texts::{Arena, Names, Span};
use crate::news::{ArticleId, NumberMap, PublicId};

/// The facts of one headline on their way into the columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub(super) public_id: PublicId,
    /// The slot of the feed that they are from.
    pub(super) feed: u32,
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    pub(super) section: &'a str,
    pub(super) language: &'a str,
    pub(super) date: Timestamp,
    pub(super) added: Timestamp,
    pub(super) views: Option<u64>,
    pub(super) words: u32,
    pub(super) publisher_read_minutes: Option<u32>,
}

/// Every column of facts.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    index: Index,
    ids: Vec<ArticleId>,
    public_ids: Vec<PublicId>,
    /// Slots, with a bit for rows that are in other feeds, too.
    feeds: Vec<u32>,
    /// Rows with the slots of their other feeds: few articles are in more than one.
    others: BTreeSet<(u32, u32)>,
    dates: Vec<i64>,
    added: Vec<i64>,
    titles: Vec<Span>,
    authors: Vec<u32>,
    sections: Vec<u32>,
    languages: Vec<u32>,
    words: Vec<u32>,
    views: Vec<u32>,
    minutes: Vec<u16>,
    /// Views and minutes that their column is too narrow for; only read where the column says so.
    wide_views: NumberMap<u32, u64>,
    wide_minutes: NumberMap<u32, u32>,
    arena: Arena,
    names: Names,
}

/// In the column of feeds: it is in others, too.
const SHARED: u32 = 1 << 31;

/// In a narrow column: not told.
const NO_VIEWS: u32 = u32::MAX;
const NO_MINUTES: u16 = u16::MAX;
/// In a narrow column: told, but too great for it.
const WIDE_VIEWS: u32 = u32::MAX - 1;
const WIDE_MINUTES: u16 = u16::MAX - 1;

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.ids.reserve(more);
        self.public_ids.reserve(more);
        self.dates.reserve(more);
        self.added.reserve(more);
        self.titles.reserve(more);
    }

    /// The row of an article, hollow or not.
    pub(super) fn find(&self, id: ArticleId) -> Option<u32> {
        self.index.get(id)
    }

    /// A new hollow row for an article that has none.
    pub(super) fn push(&mut self, id: ArticleId) -> u32 {
        let row = self.ids.len() as u32;
        self.index.set(id, row);
        self.ids.push(id);
        self.public_ids.push(PublicId(0));
        self.feeds.push(0);
        self.dates.push(0);
        self.added.push(0);
        self.titles.push(Span::default());
        self.authors.push(0);
        self.sections.push(0);
        self.languages.push(0);
        self.words.push(0);
        self.views.push(NO_VIEWS);
        self.minutes.push(NO_MINUTES);
        row
    }

    /// Writes facts into a row, over what is there.
    pub(super) fn set(&mut self, row: u32, facts: &Facts<'_>) {
        let at = row as usize;
        self.public_ids[at] = facts.public_id;
        self.feeds[at] = facts.feed | self.feeds[at] & SHARED;
        self.dates[at] = facts.date.as_microsecond();
        self.added[at] = facts.added.as_microsecond();
        // A revision seldom alters the title; the arena never gives a text's room back.
        if self.arena.get(self.titles[at]) != facts.title {
            self.titles[at] = self.arena.push(facts.title);
        }
        self.authors[at] = self.names.number(facts.author);
        self.sections[at] = self.names.number(facts.section);
        self.languages[at] = self.names.number(facts.language);
        self.words[at] = facts.words;
        self.set_views(row, facts.views);
        self.set_minutes(row, facts.publisher_read_minutes);
    }

    fn set_views(&mut self, row: u32, views: Option<u64>) {
        let narrow =
            views.map_or(NO_VIEWS, |views| u32::try_from(views).unwrap_or(WIDE_VIEWS).min(WIDE_VIEWS));
        self.views[row as usize] = narrow;
        if let (Some(views), WIDE_VIEWS) = (views, narrow) {
            self.wide_views.insert(row, views);
        }
    }

    fn set_minutes(&mut self, row: u32, minutes: Option<u32>) {
        let narrow =
            minutes.map_or(NO_MINUTES, |told| u16::try_from(told).unwrap_or(WIDE_MINUTES).min(WIDE_MINUTES));
        self.minutes[row as usize] = narrow;
        if let (Some(minutes), WIDE_MINUTES) = (minutes, narrow) {
            self.wide_minutes.insert(row, minutes);
        }
    }

    /// The facts of a row.
    pub(super) fn get(&self, row: u32) -> Facts<'_> {
        let at = row as usize;
        Facts {
            public_id: self.public_ids[at],
            feed: self.feed(row),
            title: self.arena.get(self.titles[at]),
            author: self.names.get(self.authors[at]),
            section: self.names.get(self.sections[at]),
            language: self.names.get(self.languages[at]),
            date: self.date(row),
            added: self.added(row),
            views: match self.views[at] {
                NO_VIEWS => None,
                WIDE_VIEWS => self.wide_views.get(&row).copied(),
                views => Some(u64::from(views)),
            },
            words: self.words[at],
            publisher_read_minutes: match self.minutes[at] {
                NO_MINUTES => None,
                WIDE_MINUTES => self.wide_minutes.get(&row).copied(),
                minutes => Some(u32::from(minutes)),
            },
        }
    }

    pub(super) fn id(&self, row: u32) -> ArticleId {
        self.ids[row as usize]
    }

    /// The slot of the feed that its facts are from.
    pub(super) fn feed(&self, row: u32) -> u32 {
        self.feeds[row as usize] & !SHARED
    }

    /// The slots of its other feeds.
    pub(super) fn others(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let pairs = self.is_shared(row).then(|| self.others.range((row, 0)..=(row, u32::MAX)));
        pairs.into_iter().flatten().map(|(_, slot)| *slot)
    }

    /// The slots of all its feeds; that of the one that its facts are from first.
    pub(super) fn feeds(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.feed(row)).chain(self.others(row))
    }

    /// Whether it is in more than one feed.
    pub(super) fn is_shared(&self, row: u32) -> bool {
        self.feeds[row as usize] & SHARED != 0
    }

    /// The rows that are in more than one feed, in order.
    pub(super) fn shared(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.others.iter().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// Says in which feeds a row is beside the one that its facts are from.
    pub(super) fn set_others(&mut self, row: u32, slots: &[u32]) {
        if self.is_shared(row) {
            let gone: Vec<u32> = self.others(row).collect();
            gone.into_iter().for_each(|slot| _ = self.others.remove(&(row, slot)));
        }
        let first = self.feed(row);
        let others = slots.iter().filter(|slot| **slot != first);
        self.others.extend(others.clone().map(|slot| (row, *slot)));
        self.feeds[row as usize] = if others.count() > 0 { first | SHARED } else { first };
    }

    pub(super) fn date(&self, row: u32) -> Timestamp {
        moment(self.dates[row as usize])
    }

    pub(super) fn added(&self, row: u32) -> Timestamp {
        moment(self.added[row as usize])
    }

    /// Whether the date in the row is this one, to the microsecond.
    pub(super) fn is_dated(&self, row: u32, date: Timestamp) -> bool {
        self.dates[row as usize] == date.as_microsecond()
    }

    /// What lists are sorted by, ascending: the later date first, then the greater id.
    pub(super) fn rank(&self, row: u32) -> Reverse<(i64, ArticleId)> {
        Reverse((self.dates[row as usize], self.ids[row as usize]))
    }

    /// Rows with that public id: a scan of one column, about a millisecond for a million.
    pub(super) fn named(&self, id: PublicId) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).zip(&self.public_ids).filter(move |(_, named)| **named == id).map(|(row, _)| row)
    }
}

/// The columns hold microseconds; what is finer is cut off when a headline comes in.
fn moment(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).expect("the column was filled from a timestamp")
}

const PAGE: usize = 4096;
const NOWHERE: u32 = u32::MAX;

/// From ids to rows. Ids are dense, so pages of an array do; a stray great id costs one page.
#[derive(Clone, Debug, Default)]
struct Index {
    pages: Vec<Option<Box<[u32]>>>,
}

impl Index {
    fn place(id: ArticleId) -> (usize, usize) {
        let number = id.row() as usize;
        (number / PAGE, number % PAGE)
    }

    fn get(&self, id: ArticleId) -> Option<u32> {
        let (page, at) = Self::place(id);
        let row = self.pages.get(page)?.as_ref()?[at];
        (row != NOWHERE).then_some(row)
    }

    fn set(&mut self, id: ArticleId, row: u32) {
        let (page, at) = Self::place(id);
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        self.pages[page].get_or_insert_with(|| vec![NOWHERE; PAGE].into_boxed_slice())[at] = row;
    }
}
