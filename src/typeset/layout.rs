//! A document as lines, and the ways between lines, places and progress. It must not know how lines are made or drawn.

use std::ops::Range;

use compact_str::CompactString;

use super::width::width;
use crate::news::{Document, LinkId, Place, Style};

/// What a span is, for whoever gives it colours.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// Words of the article.
    Text,
    /// A heading of this level, its mark included.
    Heading(u8),
    /// The bar at the left of a quote or of code.
    Bar,
    /// The bullet, number, box or label before an entry, and the spaces around it.
    Marker,
    /// The number after a link.
    LinkMark,
    /// A line of code.
    Code,
    /// A break in thought, or the line above footnotes.
    Rule,
    /// Rules between the cells of a table, and the spaces that fill its columns.
    TableRule,
    /// The head of a column or row of a table, or the label of a value in a table too wide for its columns.
    TableHead,
    /// What a picture or table shows.
    Caption,
    /// Our own words: placeholders, labels.
    Note,
}

/// A stretch of a line with one look. Holds no control character and no cluster that takes no column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// What is drawn: most spans of a line are short.
    pub text: CompactString,
    /// What it is.
    pub part: Part,
    /// The look its author gave it.
    pub style: Style,
    /// The link it belongs to.
    pub link: Option<LinkId>,
    /// Byte offset in the block's plain text, where the text stands there byte for byte; `None` for what was
    /// made up: markers, bars, hyphens, link marks.
    pub start: Option<u32>,
    /// Whether its clusters stand in the opposite order, brackets turned, as it runs from right to left and was put
    /// in the order in which it is seen: the last of its bytes are at its left.
    pub reversed: bool,
}

impl Span {
    /// The columns, counted from its left end, that some bytes of the block's plain text take in it: none where they
    /// stand elsewhere.
    #[must_use]
    pub fn columns(&self, bytes: Range<u32>) -> Range<u16> {
        let Some(start) = self.start else { return 0..0 };
        let length = self.text.len();
        let within = |byte: u32| (byte.saturating_sub(start) as usize).min(length);
        let (from, to) = (within(bytes.start), within(bytes.end));
        let (from, to) = if self.reversed { (length - to, length - from) } else { (from, to) };
        let left = |byte: usize| width(self.text.get(..byte).unwrap_or_default());
        left(from)..left(to.max(from))
    }
}

/// One line as it is drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// Its spans from left to right; none for an empty line.
    pub spans: Vec<Span>,
    /// Number of its top-level block. An empty line between two blocks belongs to the one above.
    pub block: u32,
    /// Byte offset in the block's plain text where the line's text begins; for lines without text, where they
    /// stand.
    pub start: u32,
    /// Byte offset where its text ends.
    pub end: u32,
    /// Words of the document up to and including this line.
    pub words: u32,
    /// Columns of all spans.
    pub width: u16,
    /// Whether it belongs to a paragraph that runs from right to left, which stands at the right of the measure.
    pub right_to_left: bool,
    /// Whether it is code: may be wider than the measure and the pane.
    pub code: bool,
    /// Whether it is nothing without the line below: a heading, a term, the caption of a table, and the empty lines
    /// behind these.
    pub keeps_with_next: bool,
}

/// A heading and its first line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadingLine {
    /// Number of its first line.
    pub line: u32,
    /// Level, 1 to 6.
    pub level: u8,
    /// What it says, on one line.
    pub title: String,
}

/// A document set for one measure.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The lines, by block in reading order.
    pub lines: Vec<Line>,
    /// Words of the document: by white space; two wide characters (CJK) count as one word.
    pub words: u32,
    /// The headings in reading order.
    pub headings: Vec<HeadingLine>,
    /// Number of the first line of each top-level block; a block without lines has that of the next.
    pub block_lines: Vec<u32>,
}

impl Layout {
    /// The line that holds a place: in the block with its hash that is nearest to its number, else in the
    /// block of that number, else in the last one.
    #[must_use]
    pub fn line_at(&self, document: &Document, place: &Place) -> usize {
        let block = block_at(document, place).unwrap_or(place.block);
        self.line_of(block, place.offset)
    }

    /// The place where a line begins. Lines past the end count as the last one.
    #[must_use]
    pub fn place_of(&self, document: &Document, line: usize) -> Place {
        let Some(line) = self.lines.get(line.min(self.lines.len().saturating_sub(1))) else {
            return Place::default();
        };
        let hash = document.blocks.get(line.block as usize).map_or(0, crate::news::Block::hash);
        Place { block: line.block, hash, offset: line.start }
    }

    /// The line of a block that shows the byte at `offset` of its plain text, or else the last one that begins
    /// at or before it.
    #[must_use]
    pub fn line_of(&self, block: u32, offset: u32) -> usize {
        let (first, end) = self.lines_of(block);
        let lines = &self.lines[first..end];
        let after = lines.partition_point(|line| line.start <= offset);
        let nearest = after.saturating_sub(1);
        // Only the lines of one row of a table overlap: the cell further right may stand on a line above.
        let row = &lines[nearest.saturating_sub(ROW)..after];
        let back = row.iter().rev().position(|line| line.shows(offset)).unwrap_or(0);
        first + nearest - back.min(nearest)
    }

    /// How far somebody is who has read up to and including a line: thousandths of the words, 1000 at the end.
    #[must_use]
    pub fn progress(&self, line: usize) -> u16 {
        let Some(read) = self.lines.get(line + 1).and(self.lines.get(line)) else {
            return 1000;
        };
        let thousandths = u64::from(read.words) * 1000 / u64::from(self.words.max(1));
        u16::try_from(thousandths).unwrap_or(1000)
    }

    /// Numbers of the first line of a block and of the one behind its last; for a number too high, those of
    /// the last block.
    fn lines_of(&self, block: u32) -> (usize, usize) {
        let Some(last) = self.lines.last() else {
            return (0, 0);
        };
        let block = block.min(last.block) as usize;
        let first = self.block_lines.get(block).copied().unwrap_or(0) as usize;
        let end = self.block_lines.get(block + 1).map_or(self.lines.len(), |line| *line as usize);
        (first, end.min(self.lines.len()))
    }
}

/// How many lines above the nearest one may hold an offset in a row of a table.
const ROW: usize = 256;

impl Line {
    /// Whether the byte at `offset` stands on this line.
    fn shows(&self, offset: u32) -> bool {
        self.spans.iter().any(|span| {
            span.start.is_some_and(|start| start <= offset && offset < start + span.text.len() as u32)
        })
    }
}

/// The number of the block a place speaks of, found by its hash; nearest first, as most documents do not change.
fn block_at(document: &Document, place: &Place) -> Option<u32> {
    let count = document.blocks.len();
    let middle = (place.block as usize).min(count.saturating_sub(1));
    let matches = |block: &usize| document.blocks.get(*block).is_some_and(|b| b.hash() == place.hash);
    let around = (1..=count).flat_map(|step| [middle.checked_sub(step), Some(middle + step)]);
    let found = std::iter::once(Some(middle)).chain(around).flatten().find(matches)?;
    u32::try_from(found).ok()
}
