//! What a list is of: the names of the lists the reader can open. It holds no article.

use std::sync::Arc;

use jiff::Timestamp;

use crate::news::{ArticleId, FeedId};

/// One list of articles. Removed articles, and those of removed feeds, are in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// What is not read, newest first.
    Unread,
    /// Everything, newest first.
    All,
    /// What is bookmarked, newest first.
    Bookmarked,
    /// What one feed brought first, newest first.
    Feed(FeedId),
    /// What the feeds in a folder and in the folders within it brought, newest first: the path, outermost first.
    Folder(Vec<String>),
    /// What carries one tag, newest first.
    Tag(String),
    /// What was opened, the latest opening first.
    History,
    /// What was begun and is not read: progress from 1 to 989 thousandths, the latest opening first.
    Continue,
    /// What came into the library at that moment or later, newest first.
    New {
        /// The moment.
        since: Timestamp,
    },
    /// What was opened together now, in the order in which it was named.
    Opened {
        /// What it is called.
        title: Arc<str>,
        /// The articles, each once.
        articles: Arc<[ArticleId]>,
    },
}
