//! The objects of `list --json` and `show --format json`: their fields and order are a public contract.
//!
//! Names do not change once released. Times are RFC 3339 in UTC or null, unknown numbers are null.

use serde::{Deserialize, Serialize};

use crate::news::{Article, Document, Feed, Headline};

/// One object of `list --json`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct HeadlineJson {
    /// The public id.
    pub id: String,
    /// One line; may be empty.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// What its feed is called.
    pub feed: String,
    /// The folders its feed sits in, outermost first, joined by `/`.
    pub folder: Option<String>,
    /// The last step of the breadcrumb.
    pub section: Option<String>,
    /// The path of sections above it, outermost first.
    pub breadcrumb: Vec<String>,
    /// What the publisher files it under.
    pub categories: Vec<String>,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// When it was first published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// When it came into the library.
    pub added: Option<String>,
    /// The publisher's count of views.
    pub views: Option<u64>,
    /// How often the reader opened it.
    pub opened: u32,
    /// Words in the body.
    pub words: u32,
    /// Our own estimate, in minutes.
    pub read_minutes: u32,
    /// The publisher's, in minutes.
    pub publisher_read_minutes: Option<u32>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is bookmarked.
    pub bookmarked: bool,
    /// The reader's tags.
    pub tags: Vec<String>,
    /// How far reading got, from 0 to 1, to three decimals.
    pub progress: f64,
}

impl HeadlineJson {
    /// The object of an article, from its row in the library, its facts and its feed.
    #[must_use]
    pub fn new(headline: &Headline<'_>, article: &Article, feed: &Feed) -> Self {
        Self {
            id: headline.public_id.to_string(),
            title: headline.title.to_owned(),
            author: told(headline.author),
            feed: feed.title.clone(),
            folder: told(&feed.folder.join("/")),
            section: told(headline.section),
            breadcrumb: article.breadcrumb.clone(),
            categories: article.categories.clone(),
            url: article.url.clone(),
            published: article.published.map(|dated| dated.at.to_string()),
            updated: article.updated.map(|dated| dated.at.to_string()),
            added: Some(headline.added.to_string()),
            views: headline.views,
            opened: headline.opened,
            words: headline.words,
            read_minutes: headline.read_minutes(),
            publisher_read_minutes: headline.publisher_read_minutes,
            language: told(headline.language),
            read: headline.read,
            bookmarked: headline.bookmarked,
            tags: headline.tags.to_vec(),
            progress: f64::from(headline.progress.min(1000)) / 1000.0,
        }
    }
}

/// The object of `show --format json`, and of `open --format json` where it prints.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShowJson {
    /// Everything the list has.
    #[serde(flatten)]
    pub headline: HeadlineJson,
    /// The body as plain text.
    pub text: String,
    /// The body as allow-listed HTML.
    pub content_html: String,
    /// The reader's notes.
    pub notes: Vec<String>,
    /// The passages the reader marked.
    pub highlights: Vec<String>,
}

impl ShowJson {
    /// The object of an article with its body.
    #[must_use]
    pub fn new(headline: HeadlineJson, document: &Document, notes: Vec<String>) -> Self {
        Self {
            headline,
            text: document.plain_text(),
            content_html: super::html::html(document),
            notes,
            highlights: Vec::new(),
        }
    }
}

fn told(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
