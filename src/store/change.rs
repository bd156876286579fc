//! The keystone: everything that alters the library, in memory and on disk alike.
//!
//! Values are absolute, never toggles, so that a change can be replayed, shared with a second reader and
//! undone. The store applies it in memory and says its inverse; the disk writes both in one transaction.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::batch::Batch;
use crate::news::{Article, ArticleId, ArticleKey, Feed, FeedId, Place, PublicId};

/// One alteration of the library.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// What the reader's hand did: journaled with its inverse, undoable across restarts.
    Reader(ReaderChange),
    /// What reading leaves behind: saved within a second, never an undo step.
    Trace(Trace),
    /// What the world brought: committed by the disk first, which gives the ids.
    World(WorldChange),
}

/// A reader's change. Its JSON is what the journal keeps: names here are a format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReaderChange {
    /// Read, or unread.
    Read {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// What they become.
        read: bool,
    },
    /// Bookmarked since then, or not at all.
    Bookmark {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// Since when.
        at: Option<Timestamp>,
    },
    /// A tag set or taken away.
    Tag {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// The tag's name.
        tag: String,
        /// Set, or taken away.
        present: bool,
    },
    /// A note written or deleted.
    Note {
        /// Which article.
        article: ArticleId,
        /// Its text.
        note: Option<String>,
    },
    /// Articles removed (a tombstone) or brought back.
    Remove {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// Since when.
        at: Option<Timestamp>,
    },
    /// A feed removed with its articles, or brought back.
    RemoveFeed {
        /// Which feed.
        feed: FeedId,
        /// Since when.
        at: Option<Timestamp>,
    },
    /// What the reader calls a feed.
    TitleFeed {
        /// Which feed.
        feed: FeedId,
        /// Its title.
        title: String,
    },
    /// A feed put into a folder, which is made where it is not there.
    FileFeed {
        /// Which feed.
        feed: FeedId,
        /// The path of folders, outermost first; empty: into none.
        folder: Vec<String>,
    },
    /// Whether the articles of a feed are read from their pages.
    WholeFeed {
        /// Which feed.
        feed: FeedId,
        /// Always, or when asked for.
        always: bool,
    },
    /// A feed muted, or heard again.
    MuteFeed {
        /// Which feed.
        feed: FeedId,
        /// Its articles are in no list but its own, unless a bookmark or a note holds them.
        muted: bool,
    },
    /// How often a feed is asked.
    PaceFeed {
        /// Which feed.
        feed: FeedId,
        /// Seconds between two askings; none: as the feed and its server say.
        interval: Option<u32>,
    },
    /// Which feeds are asked first.
    RankFeed {
        /// Which feed.
        feed: FeedId,
        /// Higher is earlier.
        priority: i32,
    },
    /// Several at once: one step, one row.
    Together(Vec<ReaderChange>),
}

impl ReaderChange {
    /// What alters nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::Together(Vec::new())
    }

    /// Several changes as one: none, the one there is, or all in order without nesting.
    pub fn together(changes: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for change in changes {
            match change {
                Self::Together(inner) => flat.extend(inner),
                Self::Read { .. }
                | Self::Bookmark { .. }
                | Self::Tag { .. }
                | Self::Note { .. }
                | Self::Remove { .. }
                | Self::RemoveFeed { .. }
                | Self::TitleFeed { .. }
                | Self::FileFeed { .. }
                | Self::WholeFeed { .. }
                | Self::MuteFeed { .. }
                | Self::PaceFeed { .. }
                | Self::RankFeed { .. } => flat.push(change),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop(),
            _ => Some(Self::Together(flat)),
        }
    }

    /// The articles it names, each once. A feed's articles are not among them.
    #[must_use]
    pub fn articles(&self) -> BTreeSet<ArticleId> {
        match self {
            Self::Read { articles, .. }
            | Self::Bookmark { articles, .. }
            | Self::Tag { articles, .. }
            | Self::Remove { articles, .. } => articles.iter().copied().collect(),
            Self::Note { article, .. } => BTreeSet::from([*article]),
            Self::RemoveFeed { .. }
            | Self::TitleFeed { .. }
            | Self::FileFeed { .. }
            | Self::WholeFeed { .. }
            | Self::MuteFeed { .. }
            | Self::PaceFeed { .. }
            | Self::RankFeed { .. } => BTreeSet::new(),
            Self::Together(changes) => changes.iter().flat_map(Self::articles).collect(),
        }
    }
}

/// What reading leaves behind.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// Where reading stopped, and how far it got in thousandths.
    Place {
        /// Which article.
        article: ArticleId,
        /// Where.
        place: Place,
        /// How far.
        progress: u16,
    },
    /// Opened in the reader once more.
    Opened {
        /// Which article.
        article: ArticleId,
        /// When.
        at: Timestamp,
        /// How often by now, this time included.
        times: u32,
    },
}

/// What the world brought.
#[derive(Clone, Debug, PartialEq)]
pub enum WorldChange {
    /// All feeds as they are now. Comes before [`Counters`](Self::Counters) at start.
    Feeds(Vec<Feed>),
    /// The kept counters as they are on disk, so that counts are right before all headlines are in memory.
    /// From the same snapshot as the headlines that are loaded: those were counted. Every scope that counts
    /// something is named. Empty, or never said: what is in memory is counted as it comes.
    Counters(Vec<(Scope, Counts)>),
    /// Headlines read from disk at start, many at a time, each known once only, in any order (the newest first
    /// are taken in fastest). Marks made since the start stand against what they say.
    Loaded(Arc<Batch>),
    /// All headlines are in memory. From here on counts are those of what is in memory.
    AllLoaded,
    /// Articles that came in or were revised; the disk has committed them. An id that is in memory is revised,
    /// and keeps its marks; one that is not adds to the counters.
    Arrived(Vec<Arrival>),
}

/// One article that came in or was revised.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// The number the disk gave it.
    pub id: ArticleId,
    /// Its stable key.
    pub key: ArticleKey,
    /// The feed that its facts are from.
    pub feed: FeedId,
    /// The other feeds that it is in, all of them.
    pub others: Vec<FeedId>,
    /// Its facts.
    pub article: Article,
    /// When it first came in.
    pub added: Timestamp,
}

impl Arrival {
    /// The date lists go by: published, or updated, or else arrived.
    #[must_use]
    pub fn date(&self) -> Timestamp {
        self.article.published.or(self.article.updated).map_or(self.added, |dated| dated.at)
    }

    /// The name for people and scripts.
    #[must_use]
    pub fn public_id(&self) -> PublicId {
        self.key.public_id()
    }
}

/// What a list or a counter is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Everything that is not removed.
    All,
    /// One feed.
    Feed(FeedId),
    /// The feeds in a folder and in those below it; an article in two of them counts once.
    Folder(Vec<String>),
    /// One tag.
    Tag(String),
}

/// The kept numbers of a scope. Removed articles are in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Articles.
    pub total: u32,
    /// Those not read.
    pub unread: u32,
    /// Those bookmarked.
    pub bookmarked: u32,
}
