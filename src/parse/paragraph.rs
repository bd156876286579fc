//! Lines to paragraphs: lines wrapped at a column are joined, all others keep their ends.

use super::line::{Line, Marker};
use crate::news::Foreign;

/// Narrower text was not wrapped by a program: verse, lists, signatures.
const NARROWEST: usize = 45;

/// No program wraps wider; longer lines are paragraphs by themselves.
const WIDEST: usize = 100;

/// Fewer wrapped lines prove nothing.
const FEWEST: usize = 3;

/// The paragraphs of blocks of adjoining lines.
pub(super) fn paragraphs(blocks: &[Vec<Line<'_>>]) -> Vec<Foreign> {
    let column = column(blocks);
    blocks.iter().flat_map(|block| split(block, column)).map(Foreign::new).collect()
}

/// The column the text was wrapped at: nearly every line is as full as the next word allows.
fn column(blocks: &[Vec<Line<'_>>]) -> Option<usize> {
    let breaks: Vec<Break> = blocks.iter().flat_map(|block| block.windows(2)).filter_map(Break::of).collect();
    let capitals = breaks.iter().filter(|line| line.next_is_capital).count();
    let mut seen = [0_usize; WIDEST + 1];
    breaks.iter().filter(|line| line.length <= WIDEST).for_each(|line| seen[line.length] += 1);
    let best = (NARROWEST..=WIDEST)
        .filter(|column| seen[*column] > 0)
        .max_by_key(|column| breaks.iter().filter(|line| line.is_full(*column)).count())?;
    let full = breaks.iter().filter(|line| line.is_full(best)).count();
    // Verse sets a capital at each line's start; prose seldom does.
    (full >= FEWEST && full * 5 >= breaks.len() * 4 && capitals * 5 <= breaks.len() * 3).then_some(best)
}

/// Where one line ends and the next begins inside a block.
struct Break {
    length: usize,
    next_word: usize,
    next_is_capital: bool,
}

impl Break {
    /// `None` where the end is no question: before list items, quotes and rows of columns.
    fn of(pair: &[Line<'_>]) -> Option<Self> {
        let [line, next] = pair else { return None };
        let first = next.text.split_whitespace().next()?;
        let kept = next.marker != Marker::None || is_set(line) || is_set(next) || changes_indent(line, next);
        (!kept).then(|| Self {
            length: line.raw.chars().count(),
            next_word: first.chars().count(),
            next_is_capital: first.starts_with(char::is_uppercase),
        })
    }

    fn is_full(&self, column: usize) -> bool {
        self.length <= column && self.length + 1 + self.next_word > column
    }
}

/// Whether a line was set by hand: quotes, columns, code, rules.
fn is_set(line: &Line<'_>) -> bool {
    line.text.starts_with(['>', '|', '+', '#'])
        || line.text.contains("   ")
        || line.text.contains('\t')
        || !line.text.contains(char::is_alphanumeric)
}

/// A continued line stands under its first line or, in a list, under the item's words.
fn changes_indent(line: &Line<'_>, next: &Line<'_>) -> bool {
    let marker = line.text.chars().count() - line.content.chars().count();
    next.indent() != line.indent() && next.indent() != line.indent() + marker
}

fn split(block: &[Line<'_>], column: Option<usize>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for (at, line) in block.iter().enumerate() {
        current.push_str(if current.is_empty() || current.ends_with('\n') { line.raw } else { line.text });
        match block.get(at + 1).map(|next| joint(line, next, column)) {
            Some(Joint::Space) => current.push(' '),
            Some(Joint::Nothing) => (),
            Some(Joint::Line) => current.push('\n'),
            Some(Joint::Paragraph) | None => paragraphs.push(std::mem::take(&mut current)),
        }
    }
    paragraphs
}

/// What becomes of the end of a line.
enum Joint {
    Space,
    Nothing,
    Line,
    Paragraph,
}

fn joint(line: &Line<'_>, next: &Line<'_>, column: Option<usize>) -> Joint {
    let length = line.raw.chars().count();
    let full = column.is_some_and(|column| {
        Break::of(&[*line, *next])
            .is_some_and(|found| found.is_full(column) || (length > column && length <= WIDEST))
    });
    let is_long = length > WIDEST && next.raw.chars().count() > WIDEST / 2 && next.marker == Marker::None;
    match (full, is_long) {
        (true, _) if ends_in_hyphen(line.text) && next.text.starts_with(char::is_lowercase) => Joint::Nothing,
        (true, _) => Joint::Space,
        (false, true) => Joint::Paragraph,
        (false, false) => Joint::Line,
    }
}

fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix(['-', '‐']).is_some_and(|head| head.ends_with(char::is_alphabetic))
}
