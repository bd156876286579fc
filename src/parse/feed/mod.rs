//! The bytes of a feed to its values, in whichever format, however broken.
//!
//! Nothing is refused that something can be read from. Time and memory grow with the bytes and no faster: nothing here
//! goes into itself, every search is bounded, and no entity that a document declares is expanded twice.

mod bounds;
mod entity;
mod field;
mod gather;
mod json;
mod json_feed;
mod kind;
mod outline;
mod pace;
mod slot;
mod space;
mod text;
mod token;
mod tree;
mod xml;

use crate::news::ParsedFeed;

pub use bounds::ARTICLES;
pub use outline::{newsboat, outline};

use super::decode::decode_feed;
use super::packed;

/// Reads a feed: RSS of every version, RDF, Atom, CDF, JSON Feed and RSS in JSON. `charset` is what a server said of
/// the bytes.
///
/// It never fails: what is no feed gives an empty one with a sentence that says what it is.
#[must_use]
pub fn feed(bytes: &[u8], charset: Option<&str>) -> ParsedFeed {
    let Some(unpacked) = packed::unpack(bytes) else { return plain(bytes, charset) };
    let mut feed = plain(&unpacked.bytes, charset);
    feed.complaints.extend(unpacked.complaint);
    feed
}

fn plain(bytes: &[u8], charset: Option<&str>) -> ParsedFeed {
    let decoded = decode_feed(bytes, charset);
    let text = decoded.text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}');
    let mut feed = if text.is_empty() {
        ParsedFeed { complaints: vec!["The document is empty.".to_owned()], ..ParsedFeed::default() }
    } else {
        from_json(text).unwrap_or_else(|| xml::feed(text))
    };
    feed.complaints.splice(0..0, decoded.complaints);
    feed
}

/// What a text says that begins as JSON does; brackets may stand before other feeds too.
fn from_json(text: &str) -> Option<ParsedFeed> {
    let feed = json_feed::feed(&json::within(text)?);
    let is_markup = || text.contains("<rss") || text.contains("<feed") || text.contains("<rdf:RDF");
    (feed.format.is_some() || !is_markup()).then_some(feed)
}
