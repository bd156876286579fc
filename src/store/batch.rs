//! Headlines on their way from the disk into memory: columns, not objects.
//!
//! The disk worker fills a batch on its own thread; the store takes it over without parsing anything.

use jiff::Timestamp;

use crate::news::{ArticleId, FeedId, PublicId};

/// Many headlines, column by column, with their texts in one string.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Batch {
    pub(super) rows: Vec<BatchRow>,
    /// Places in `rows`, ascending, with the feeds beside the one that the facts name.
    pub(super) others: Vec<(u32, FeedId)>,
    pub(super) texts: String,
    pub(super) tags: Vec<(ArticleId, String)>,
    pub(super) notes: Vec<(ArticleId, String)>,
}

/// The numbers of one headline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchFacts {
    /// Its number.
    pub id: ArticleId,
    /// Its name for people and scripts.
    pub public_id: PublicId,
    /// Its first feed.
    pub feed: FeedId,
    /// The date lists go by.
    pub date: Timestamp,
    /// When it came in.
    pub added: Timestamp,
    /// The publisher's views.
    pub views: Option<u64>,
    /// Words in the body.
    pub words: u32,
    /// The publisher's minutes.
    pub publisher_read_minutes: Option<u32>,
    /// How often it was opened.
    pub opened: u32,
    /// How far reading got, in thousandths.
    pub progress: u16,
    /// Read.
    pub read: bool,
    /// Bookmarked since.
    pub bookmarked: Option<Timestamp>,
    /// Removed since.
    pub removed: Option<Timestamp>,
    /// There is a note on it, which comes beside.
    pub noted: bool,
    /// When it was last opened.
    pub opened_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BatchRow {
    pub(super) facts: BatchFacts,
    /// Ends, in `texts`, of title, author, section and language, one after the other.
    pub(super) ends: [u32; 4],
}

impl Batch {
    /// An empty batch with room for `rows` headlines.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), texts: String::with_capacity(rows * 100), ..Self::default() }
    }

    /// Adds one headline.
    pub fn push(&mut self, facts: BatchFacts, title: &str, author: &str, section: &str, language: &str) {
        let mut ends = [0; 4];
        for (end, text) in ends.iter_mut().zip([title, author, section, language]) {
            self.texts.push_str(text);
            *end = self.texts.len() as u32;
        }
        self.rows.push(BatchRow { facts, ends });
    }

    /// Says another feed that the headline pushed last is in.
    pub fn push_feed(&mut self, feed: FeedId) {
        if let Some(last) = self.rows.len().checked_sub(1) {
            self.others.push((last as u32, feed));
        }
    }

    /// Says a tag of an article in this batch or an earlier one.
    pub fn push_tag(&mut self, article: ArticleId, tag: String) {
        self.tags.push((article, tag));
    }

    /// Says the note of an article in this batch: who has the headline has the note.
    pub fn push_note(&mut self, article: ArticleId, note: String) {
        self.notes.push((article, note));
    }

    /// The articles it holds, in its order.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + '_ {
        self.rows.iter().map(|row| row.facts.id)
    }

    /// How many headlines it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
