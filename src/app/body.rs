//! What opening an article brings. It knows values, and nothing of how they are read or shown.

use crate::news::{Article, Document, FeedId, Place};

/// What opening an article brings: all its facts, its document, and the lines that were set aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// All its facts.
    pub article: Article,
    /// Its body.
    pub document: Document,
    /// Lines of the page that are neither text nor facts (share rows, menus), kept to be shown.
    pub set_aside: Vec<String>,
    /// The file it was opened from.
    pub path: Option<String>,
    /// The text is of a page that was fetched for it, and not what its feed said.
    pub fetched: bool,
    /// The feeds that brought it.
    pub feeds: Vec<FeedId>,
    /// Where reading stopped in an earlier run.
    pub place: Option<Place>,
}
