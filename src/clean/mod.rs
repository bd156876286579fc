//! The only door for foreign text.
//!
//! What `parse` took out of a page or feed is [`Foreign`](crate::news::Foreign) and cannot be shown. Here it
//! becomes plain text, addresses and [`Document`](crate::news::Document)s that hold nothing a stranger could do harm with. Nothing
//! fails: the worst input gives the text that could be read, in bounded time and memory.

mod builder;
mod cleaned;
mod discovery;
pub mod extract;
mod feed;
mod flat;
mod front;
pub mod html;
pub mod joining;
mod links;
pub mod markdown;
pub mod metadata;
mod outline;
pub mod plain;
mod shapes;
mod skim;
mod table;
pub mod text;
mod tree;
pub mod url;

pub use cleaned::{Cleaned, PAGE_BYTES};
pub use discovery::{FeedLink, feed_links};
pub use feed::{Enclosure, FeedArticle, FeedCleaner, FeedFacts, FeedItem, FeedText, feed};
pub use html::html;
pub use markdown::markdown;
pub use outline::outline;
