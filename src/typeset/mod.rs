//! A document and a measure in, lines out.
//!
//! Knows text and its rules (UAX #14 for breaks, UAX #29 for clusters, UAX #11 for widths) and the blocks of
//! [`news`](crate::news). It must not know colours, panes or the terminal: lines say what a span *is*.

mod glyphs;
mod layout;
mod width;

pub use glyphs::Glyphs;
pub use layout::{HeadingLine, Layout, Line, Part, Span};
pub use width::{truncate, width};

use crate::news::{Block, Document, Style};

/// How a document is to be set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Options {
    /// Columns for prose; less than two count as two.
    pub measure: u16,
    /// Columns there are: tables may be wider than the measure up to here. Less than the measure counts as it.
    pub pane: u16,
    /// Which marks may be drawn.
    pub glyphs: Glyphs,
    /// Whether links are followed by their number.
    pub link_marks: bool,
}

/// Sets a document.
#[must_use]
pub fn typeset(document: &Document, options: &Options) -> Layout {
    let mut layout = Layout::default();
    for (number, block) in document.blocks.iter().enumerate() {
        layout.block_lines.push(layout.lines.len() as u32);
        let plain = block.plain_text();
        if number > 0
            && let Some(last) = layout.lines.last().cloned()
        {
            layout.block_lines[number] += 1;
            layout.lines.push(Line {
                spans: Vec::new(),
                start: last.end + 1,
                end: last.end + 1,
                width: 0,
                ..last
            });
        }
        let mut start = 0;
        for text in wrap_line(&plain, options.measure.max(2), usize::MAX) {
            start = plain[start..].find(&text).map_or(start, |at| start + at);
            let (end, columns) = (start + text.len(), width(&text));
            layout.words += text.split_whitespace().count() as u32;
            let part = match block {
                Block::Heading(level, _) => Part::Heading(*level),
                _ => Part::Text,
            };
            let span = Span { text, part, style: Style::PLAIN, link: None, start: Some(start as u32) };
            layout.lines.push(Line {
                spans: vec![span],
                block: number as u32,
                start: start as u32,
                end: end as u32,
                words: layout.words,
                width: columns,
                ..Line::default()
            });
            start = end;
        }
    }
    layout
}

/// A headline over at most `max_lines` lines of at most `width` columns, the lines of about equal length; the
/// last one ends in `…` where not all of it fits.
#[must_use]
pub fn wrap_line(text: &str, columns: u16, max_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() >= max_lines;
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None if full => break,
            Some(_) | None => lines.push(truncate(word, columns)),
        }
    }
    lines
}
