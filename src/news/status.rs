//! What the reader did with an article, apart from the article: a server may speak of one never seen.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A spot in a document that outlives widths, re-fetches and edits.
///
/// Found again by the hash of its block first (nearest to `block` if several match), else by the block's number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// Number of the top-level block.
    pub block: u32,
    /// Hash of that block's plain text.
    pub hash: u64,
    /// Byte offset in that block's plain text.
    pub offset: u32,
}

/// Everything the reader's hand left on one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Status {
    /// Read, by hand or by reading.
    pub read: bool,
    /// Since when it is bookmarked.
    pub bookmarked: Option<Timestamp>,
    /// Names of its tags, sorted: so that taking a tag away and setting it again leaves no trace.
    pub tags: Vec<String>,
    /// A note in the reader's words.
    pub note: Option<String>,
    /// Since when it is removed: a tombstone, so that it does not come back.
    pub removed: Option<Timestamp>,
    /// Where reading stopped.
    pub place: Option<Place>,
    /// How far reading got, in thousandths of its words.
    pub progress: u16,
    /// How often it was opened.
    pub opened: u32,
    /// When it was last opened.
    pub opened_at: Option<Timestamp>,
}
