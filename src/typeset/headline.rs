//! Headlines: a line of text over few lines of about equal length. It must not know documents.

use super::breaking::break_lines;
use super::fragment::{Fragment, fragments};
use super::width::{fitting, truncate, width as width_of};

/// A headline over at most `max_lines` lines of at most `width` columns, as few as it takes and of about equal
/// length; where that is not enough the last one is cut and ends in `…`.
#[must_use]
pub fn wrap_line(text: &str, width: u16, max_lines: usize) -> Vec<String> {
    if max_lines == 0 || width == 0 {
        return Vec::new();
    }
    let flat: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    if width < 2 || fits_as_it_is(&flat, width) {
        return vec![truncate(&flat, width)];
    }
    let pieces = fragments(&flat, width);
    let ends = break_lines(&pieces, width);
    if ends.len() > max_lines {
        return cut_off(&flat, &pieces, &ends[..max_lines], width);
    }
    let mut start = 0;
    let lines = balanced(&pieces, width, ends).into_iter();
    lines
        .map(|end| {
            let line = &pieces[start..end as usize];
            start = end as usize;
            draw(&flat, line)
        })
        .collect()
}

/// The first of the lines that a text fills one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FirstLine {
    /// The byte where it ends.
    pub end: usize,
    /// Whether it shows a hyphen there, as a word is parted at a soft one.
    pub hyphen: bool,
    /// The byte where the next line begins.
    pub next: usize,
}

/// How much of a text, which does not begin with space, stands on the first line.
#[must_use]
pub fn first_line(text: &str, width: u16) -> FirstLine {
    // No word beyond twice the width bears on where the first line ends.
    let head = &text[..fitting(text, width.saturating_mul(2).saturating_add(2))];
    let pieces = fragments(head, width);
    // A space behind what is not painted stands before the first word.
    let before = pieces.first().map_or(0, |first| width_of(&head[..first.start as usize]));
    let mut used = u32::from(before);
    let mut last: Option<&Fragment> = None;
    for piece in &pieces {
        if last.is_some_and(|last| last.forced) || used + piece.last_width() > u32::from(width) {
            let last = last.copied().unwrap_or_default();
            return FirstLine { end: last.end as usize, hyphen: last.hyphen, next: piece.start as usize };
        }
        used += u32::from(piece.width) + u32::from(piece.space);
        last = Some(piece);
    }
    FirstLine { end: last.map_or(0, |last| last.end as usize), hyphen: false, next: head.len() }
}

/// Most of what stands beside an article is a line of its own: nothing is to be balanced there.
fn fits_as_it_is(text: &str, columns: u16) -> bool {
    !text.is_empty() && text.trim().len() == text.len() && fitting(text, columns) == text.len()
}

/// The ends of lines for the narrowest width that takes no more of them.
fn balanced(pieces: &[Fragment], width: u16, mut ends: Vec<u32>) -> Vec<u32> {
    let widest = pieces.iter().map(|piece| piece.width + u16::from(piece.hyphen)).max().unwrap_or(0);
    let (mut low, mut high) = (widest.min(width), width);
    while low < high {
        let middle = low.midpoint(high);
        let tried = break_lines(pieces, middle);
        if tried.len() <= ends.len() {
            high = middle;
            ends = tried;
        } else {
            low = middle + 1;
        }
    }
    ends
}

fn cut_off(text: &str, pieces: &[Fragment], ends: &[u32], width: u16) -> Vec<String> {
    let mut start = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for (number, end) in ends.iter().enumerate() {
        let line = &pieces[start..*end as usize];
        if number + 1 == ends.len() {
            let rest = line.first().map_or("", |first| &text[first.start as usize..]);
            lines.push(truncate(rest, width));
        } else {
            lines.push(draw(text, line));
        }
        start = *end as usize;
    }
    lines
}

/// What a line shows.
fn draw(text: &str, line: &[Fragment]) -> String {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return String::new();
    };
    let mut shown = truncate(&text[first.start as usize..last.end as usize], u16::MAX);
    if last.hyphen {
        shown.push('-');
    }
    shown
}
