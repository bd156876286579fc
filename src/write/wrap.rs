//! Where the lines of a paragraph break: at the opportunities of UAX #14, fitted as a whole.
//!
//! A word wider than a line breaks between grapheme clusters. It knows strings and widths, no styles.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells a text takes: the sum over its clusters, as terminals paint them.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The byte ranges of the lines of a paragraph without line feeds, none wider than `columns` unless a single
/// cluster is; blanks at their ends are left out.
pub(super) fn wrap(paragraph: &str, columns: usize) -> Vec<Range<usize>> {
    let pieces = pieces(paragraph, columns.max(1));
    let columns = [columns.max(1) as f64];
    let fitted = wrap_optimal_fit(&pieces, &columns, &Penalties::new()).ok();
    // Fitting as a whole may find a line that is too wide less ugly than a short one.
    let fits = |lines: &Vec<&[Piece]>| lines.iter().all(|line| line_width(line) <= columns[0] as usize);
    let lines = fitted.filter(fits).unwrap_or_else(|| wrap_first_fit(&pieces, &columns));
    let ranges = lines.iter().filter_map(|line| Some(line.first()?.start..line.last()?.end));
    ranges.map(|range| without_blanks(paragraph, range)).collect()
}

/// A word that had to be broken may have blanks inside it (UAX #14 keeps some stops with the blank before them).
fn without_blanks(paragraph: &str, range: Range<usize>) -> Range<usize> {
    let line = &paragraph[range.clone()];
    let start = range.end - line.trim_start_matches(' ').len();
    start..start + paragraph[start..range.end].trim_end_matches(' ').len()
}

/// What stays together on a line, and the blanks after it.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    width: usize,
    blanks: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn line_width(line: &[Piece]) -> usize {
    let blanks: usize = line.iter().rev().skip(1).map(|piece| piece.blanks).sum();
    blanks + line.iter().map(|piece| piece.width).sum::<usize>()
}

fn pieces(paragraph: &str, columns: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(paragraph) {
        let end = start + word.word.len();
        push_word(&mut pieces, &paragraph[start..end], start, columns);
        if let Some(last) = pieces.last_mut() {
            last.blanks = word.whitespace.len();
        }
        start = end + word.whitespace.len();
    }
    pieces
}

/// One piece for a word, or several for one that is wider than a line.
fn push_word(pieces: &mut Vec<Piece>, word: &str, offset: usize, columns: usize) {
    let mut piece = Piece { start: offset, end: offset, width: 0, blanks: 0 };
    for cluster in word.graphemes(true) {
        let cells = cluster.width();
        if piece.width + cells > columns && piece.end > piece.start {
            let next = Piece { start: piece.end, end: piece.end, width: 0, blanks: 0 };
            pieces.push(std::mem::replace(&mut piece, next));
        }
        piece.end += cluster.len();
        piece.width += cells;
    }
    pieces.push(piece);
}
