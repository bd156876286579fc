//! A document and a measure in, lines out.
//!
//! Knows text and its rules (UAX #14 for breaks, UAX #29 for clusters, UAX #11 for widths, UAX #9 for order, the
//! syllables of languages) and the blocks of [`news`](crate::news). It must not know colours, panes or the terminal: lines say what a span *is*.

mod bidi;
mod binding;
mod blocks;
mod breaking;
mod fragment;
mod glyphs;
mod headline;
mod hyphenation;
mod justify;
mod language;
mod layout;
mod options;
mod page;
mod paragraph;
mod piece;
mod spans;
mod steps;
mod table;
mod width;
mod words;

pub use bidi::{begins_right_to_left, seen};
pub use breaking::{break_lines, cost};
pub use fragment::{Fragment, fragments};
pub use glyphs::Glyphs;
pub use headline::{FirstLine, first_line, wrap_line};
pub use language::Language;
pub use layout::{HeadingLine, Layout, Line, Part, Span};
pub use options::{Bidi, Hyphens, JUSTIFIED_FROM, Options, Paragraphs, RAGGED_FROM};
pub use width::{
    Ambiguous, behind, counting, counts_wide, first_cluster, fitting, lone_width, truncate, width,
};

use crate::news::{Block, Document};
use page::Page;

/// Sets a document. Takes time in proportion to its length, whatever it holds.
#[must_use]
pub fn typeset(document: &Document, options: &Options) -> Layout {
    counting(options.ambiguous, || set(document, options))
}

fn set(document: &Document, options: &Options) -> Layout {
    let mut page = Page::new(document, options);
    let mut above: Option<&Block> = None;
    for (block, number) in document.blocks.iter().zip(0..) {
        let gap = above.is_none_or(|above| blocks::stands_apart(&mut page, above, block));
        page.begin_block(number, gap);
        blocks::set(&mut page, block, 0);
        above = Some(block);
    }
    page.finish()
}
