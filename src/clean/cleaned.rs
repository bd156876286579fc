//! What reading a page or a text gave, and what all readings share: the limit of size and the title told once.

use super::text::{LINE_BYTES, border_before, str_line};
use crate::news::{Block, Document};

/// What a page or text gave.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cleaned {
    /// What it calls itself, on one line. It is not in the document again.
    pub title: Option<String>,
    /// Its body.
    pub document: Document,
    /// BCP 47 tag, where it names its language.
    pub language: Option<String>,
    /// The front matter of a Markdown text: keys in lower case, one pair for each value.
    pub front: Vec<(String, String)>,
    /// One sentence for each thing that could not be kept.
    pub complaints: Vec<String>,
}

/// The most of one text that is read, in bytes.
pub const PAGE_BYTES: usize = 10_000_000;

/// How many bytes of a text are read; where there are more, a complaint says so.
pub(super) fn capped(text: &str, complaints: &mut Vec<String>) -> usize {
    if text.len() <= PAGE_BYTES {
        return text.len();
    }
    complaints.push("The text is longer than 10 MB: what follows was left out.".to_owned());
    border_before(text, PAGE_BYTES)
}

/// Takes the heading of level 1 that opens a document out of it, unless it is too long for a title.
pub(super) fn take_opening_heading(document: &mut Document) -> Option<String> {
    let Some(Block::Heading(1, text)) = document.blocks.first() else { return None };
    if text.string.len() > LINE_BYTES {
        return None;
    }
    let title = str_line(&text.string);
    document.blocks.remove(0);
    Some(title)
}

/// Whether a document opens with a heading of level 1 that says the same as its title.
pub(super) fn opens_with(document: &Document, title: &str) -> bool {
    matches!(document.blocks.first(), Some(Block::Heading(1, text)) if str_line(&text.string) == title)
}
