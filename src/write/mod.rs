//! Values to text that others read: plain text, text for terminals, Markdown, HTML, JSON.
//!
//! What is written here carries no control characters but `\n` and `\t`, and no bidirectional overrides; only
//! [`ansi()`] adds the escapes that set a look. It knows neither where the values came from nor where the text goes.

mod archive;
mod html;
pub mod json;
mod lines;
mod markdown;
mod opml;
mod wrap;

pub use archive::{ArchivedPage, archive};
pub use html::{HTML_END, html, html_begin};
pub use lines::{ansi, text};
pub use markdown::markdown;
pub use opml::opml;
