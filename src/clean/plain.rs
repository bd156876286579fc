//! Plain paragraphs to a document: text without markup, in which bare web addresses become links and blanks that
//! somebody set by hand are kept.

use super::builder::{Builder, Role};
use super::text::{code, str_paragraph};
use crate::news::{Document, Foreign};

/// Columns that set a block off as code, as in Markdown (CommonMark 0.31, section 4.4).
const CODE_INDENT: usize = 4;

/// What is set by hand is not wider; it would have to be scrolled sideways.
const WIDEST: usize = 100;

/// Entries of lists are never set in further than this.
const DEEPEST: usize = 24;

/// A tab reaches to the next multiple of this.
const TAB: usize = 8;

/// A document of paragraphs; `\n` inside one is a line break, an empty line parts two.
///
/// Lines that were set by hand (code, tables of characters, verse with indents) become a [`Code`] block with every
/// blank they had; entries of lists keep their indents; in all other text blanks fold to one.
///
/// [`Code`]: crate::news::Block::Code
#[must_use]
pub fn paragraphs(paragraphs: &[Foreign]) -> Document {
    let texts: Vec<String> = paragraphs.iter().map(code).collect();
    // Some programs save a whole page set in; only what goes beyond was meant.
    let margin = texts.iter().filter_map(|text| least_indent(text)).min().unwrap_or(0);
    let mut builder = Builder::new(None);
    for text in &texts {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if is_set_by_hand(&lines, margin) {
            verbatim(&mut builder, text);
        } else if is_list(&lines) {
            list(&mut builder, &lines, margin);
        } else {
            prose(&mut builder, text);
        }
    }
    builder.finish()
}

fn verbatim(builder: &mut Builder<'_>, text: &str) {
    let depth = builder.depth();
    builder.open(Role::Code { language: None, text: String::new() });
    builder.letters(text);
    builder.close_to(depth);
}

fn list(builder: &mut Builder<'_>, lines: &[&str], margin: usize) {
    for line in lines {
        builder.indent(indent(line).saturating_sub(margin).min(DEEPEST));
        builder.prose(&str_paragraph(line));
        builder.line_break();
    }
    builder.end_paragraph();
}

fn prose(builder: &mut Builder<'_>, text: &str) {
    for line in str_paragraph(text).split('\n') {
        if line.is_empty() {
            builder.end_paragraph();
        } else {
            builder.prose(line);
            builder.line_break();
        }
    }
    builder.end_paragraph();
}

/// Whether the blanks of these lines mean something. One line alone has nothing to line up with.
fn is_set_by_hand(lines: &[&str], margin: usize) -> bool {
    let indents = || lines.iter().map(|line| indent(line));
    if lines.len() < 2 || lines.iter().any(|line| columns(line) > WIDEST) {
        return false;
    }
    let is_set_in = indents().all(|indent| indent >= margin + CODE_INDENT);
    let has_columns = lines.iter().filter(|line| has_gap(line)).count() > 1;
    // An indent of the first line alone begins a paragraph.
    let is_staggered = indents().skip(1).any(|indent| indents().nth(1) != Some(indent))
        || indents().next() < indents().nth(1);
    is_set_in || has_columns || (is_staggered && !is_list(lines))
}

/// Whether the first line, and so the text, begins with a bullet or a number.
fn is_list(lines: &[&str]) -> bool {
    lines.len() > 1 && lines.first().is_some_and(|line| after_marker(line.trim_start()).is_some())
}

/// What follows a bullet, or a number with a point or a bracket.
fn after_marker(line: &str) -> Option<&str> {
    let (marker, rest) = line.split_once(char::is_whitespace)?;
    let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number || matches!(marker, "-" | "*" | "+" | "•" | "◦" | "▪" | "‣" | "–" | "·")).then_some(rest)
}

/// Whether words stand apart from each other as columns do.
fn has_gap(line: &str) -> bool {
    let text = line.trim();
    let words = after_marker(text).unwrap_or(text).trim();
    words.contains("   ") || words.contains('\t')
}

fn least_indent(text: &str) -> Option<usize> {
    text.lines().filter(|line| !line.trim().is_empty()).map(indent).min()
}

/// How many columns stand before a line's text.
fn indent(line: &str) -> usize {
    columns(&line[..line.len() - line.trim_start().len()])
}

/// How many columns a line takes, a letter being one.
fn columns(line: &str) -> usize {
    line.chars()
        .fold(0, |column, letter| if letter == '\t' { column + TAB - column % TAB } else { column + 1 })
}
