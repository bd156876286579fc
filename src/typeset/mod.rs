//! A document and a measure in, lines out.
//!
//! Knows text and its rules (UAX #14 for breaks, UAX #29 for clusters, UAX #11 for widths) and the blocks of
//! [`news`](crate::news). It must not know colours, panes or the terminal: lines say what a span *is*.

mod blocks;
mod breaking;
mod fragment;
mod glyphs;
mod headline;
mod layout;
mod options;
mod page;
mod paragraph;
mod table;
mod width;
mod words;

pub use breaking::{break_lines, cost};
pub use fragment::{Fragment, fragments};
pub use glyphs::Glyphs;
pub use headline::{FirstLine, first_line, wrap_line};
pub use layout::{HeadingLine, Layout, Line, Part, Span};
pub use options::Options;
pub use width::{behind, fitting, lone_width, truncate, width};

use crate::news::Document;
use page::Page;

/// Sets a document. Takes time in proportion to its length, whatever it holds.
#[must_use]
pub fn typeset(document: &Document, options: &Options) -> Layout {
    let mut page = Page::new(document, options);
    for (block, number) in document.blocks.iter().zip(0..) {
        page.begin_block(number);
        blocks::set(&mut page, block, 0);
    }
    page.finish()
}
