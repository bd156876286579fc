//! The only door for foreign text.
//!
//! What `parse` took out of a page or feed is [`Foreign`](crate::news::Foreign) and cannot be shown. Here it
//! becomes plain text, addresses and [`Document`]s that hold nothing a stranger could do harm with. Nothing
//! fails: the worst input gives the text that could be read, in bounded time and memory.

mod builder;
mod flat;
mod front;
pub mod html;
pub mod markdown;
pub mod plain;
mod table;
pub mod text;
pub mod url;

use crate::news::Document;

pub use html::html;
pub use markdown::markdown;

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

/// The part of a text that is read, and a complaint where there is more of it.
fn capped(text: &str, complaints: &mut Vec<String>) -> usize {
    if text.len() <= PAGE_BYTES {
        return text.len();
    }
    complaints.push("The text is longer than 10 MB: what follows was left out.".to_owned());
    text::border_before(text, PAGE_BYTES)
}

/// Takes the heading of level 1 that opens a document out of it.
fn take_opening_heading(document: &mut Document) -> Option<String> {
    use crate::news::Block;
    let Some(Block::Heading(1, text)) = document.blocks.first() else { return None };
    let title = text::str_line(&text.string);
    document.blocks.remove(0);
    Some(title)
}
