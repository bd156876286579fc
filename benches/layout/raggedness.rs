//! How lines look, in figures: beside lines that are filled one after the other (first-fit) and those of textwrap's
//! optimal-fit on the same text.

use courant::news::Document;
use courant::typeset::{Fragment, Hyphens, Options, fragments, typeset, width};
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

/// A line, and whether it ends with a hyphen that is not in the text.
struct Row {
    text: String,
    hyphen: bool,
}

type Paragraph = Vec<Row>;

/// Prints the table for our own ways and theirs, at widths from narrow to wide.
pub(crate) fn print_table(paragraphs: &[String]) {
    println!("white²: mean square of the columns left free, of all lines but the last of each paragraph");
    println!("loose: lines that leave 15 % or more; hyphens, gaps ≥ 4 (were the line filled): of 100 lines");
    println!("ladders: three hyphens and more below each other; rivers: of 1,000 windows of four lines");
    println!(
        "{:>7} {:<22} {:>6} {:>7} {:>6} {:>8} {:>8} {:>7} {:>7}",
        "columns", "lines by", "lines", "white²", "loose", "hyphens", "ladders", "gaps", "rivers"
    );
    for columns in [36, 44, 66, 80] {
        let plain =
            Options { measure: columns, pane: columns, hyphens: Hyphens::Never, ..Options::default() };
        let hyphenated = Options { hyphens: Hyphens::Always, ..plain };
        let mut ways = vec![
            ("first-fit", theirs(paragraphs, columns, first_fit)),
            ("textwrap’s optimal-fit", theirs(paragraphs, columns, optimal_fit)),
            ("ours", ours(paragraphs, &plain)),
            ("ours, hyphenated", ours(paragraphs, &hyphenated)),
        ];
        if columns >= 60 {
            ways.push(("ours, justified", ours(paragraphs, &Options { justify: true, ..hyphenated })));
        }
        ways.iter().for_each(|(name, lines)| print_row(name, lines, columns));
    }
}

fn first_fit(pieces: &[Fragment], columns: u16) -> Vec<&[Fragment]> {
    wrap_first_fit(pieces, &[f64::from(columns)])
}

fn optimal_fit(pieces: &[Fragment], columns: u16) -> Vec<&[Fragment]> {
    wrap_optimal_fit(pieces, &[f64::from(columns)], &Penalties::new()).unwrap_or_default()
}

fn theirs(
    paragraphs: &[String],
    columns: u16,
    wrap: fn(&[Fragment], u16) -> Vec<&[Fragment]>,
) -> Vec<Paragraph> {
    let row = |text: &str, line: &[Fragment]| {
        let ends = line.first().zip(line.last());
        let text = ends.map_or("", |(first, last)| &text[first.start as usize..last.end as usize]);
        Row { text: text.to_owned(), hyphen: false }
    };
    let set = |text: &String| {
        let pieces = fragments(text, columns);
        wrap(&pieces, columns).into_iter().map(|line| row(text, line)).collect()
    };
    paragraphs.iter().map(set).collect()
}

fn ours(paragraphs: &[String], options: &Options) -> Vec<Paragraph> {
    let set = |text: &String| {
        let document = Document {
            language: Some("en".to_owned()),
            ..Document::of_paragraphs(std::iter::once(text.clone()))
        };
        let lines = typeset(&document, options).lines.into_iter();
        let row = |line: courant::typeset::Line| Row {
            hyphen: line.spans.last().is_some_and(|span| span.start.is_none() && span.text == "-"),
            text: line.spans.iter().map(|span| span.text.as_str()).collect(),
        };
        lines.map(row).collect()
    };
    paragraphs.iter().map(set).collect()
}

fn print_row(name: &str, paragraphs: &[Paragraph], columns: u16) {
    let inner: Vec<&Row> =
        paragraphs.iter().flat_map(|lines| lines.split_last().map_or(&[][..], |(_, inner)| inner)).collect();
    let count = inner.len().max(1) as f64;
    let white = |row: &Row| f64::from(columns.saturating_sub(width(&row.text)));
    let share = |test: &dyn Fn(&Row) -> bool| inner.iter().filter(|row| test(row)).count() as f64 / count;
    let windows: Vec<&[Row]> = paragraphs.iter().flat_map(|lines| lines.windows(4)).collect();
    let rivers = windows.iter().filter(|rows| is_river(rows, columns)).count();
    println!(
        "{columns:>7} {name:<22} {:>6} {:>7.1} {:>6.1} {:>8.1} {:>8} {:>7.2} {:>7.1}",
        paragraphs.iter().map(Vec::len).sum::<usize>(),
        inner.iter().map(|row| white(row).powi(2)).sum::<f64>() / count,
        100.0 * share(&|row| white(row) >= 0.15 * f64::from(columns)),
        100.0 * share(&|row| row.hyphen),
        paragraphs.iter().map(|lines| ladders(lines)).sum::<usize>(),
        100.0 * share(&|row| widest_gap(row, columns) >= 4),
        1000.0 * rivers as f64 / windows.len().max(1) as f64,
    );
}

/// How often three hyphens or more stand below each other.
fn ladders(lines: &[Row]) -> usize {
    lines.chunk_by(|one, two| one.hyphen == two.hyphen).filter(|run| run[0].hyphen && run.len() > 2).count()
}

/// Columns of the widest gap of a line that is filled as evenly as it can be.
fn widest_gap(row: &Row, columns: u16) -> usize {
    let white = usize::from(columns.saturating_sub(width(&row.text)));
    let gaps = row.text.split_whitespace().count().saturating_sub(1);
    if gaps == 0 { if white > 0 { usize::MAX } else { 0 } } else { 1 + white.div_ceil(gaps) }
}

/// Whether a chain of gaps, each over the next, goes through four lines, two of them or more being wide.
fn is_river(rows: &[Row], columns: u16) -> bool {
    let mut chains: Vec<(usize, usize, usize)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let above = std::mem::take(&mut chains);
        for (start, end) in gaps(row, columns) {
            let wide = usize::from(end - start > 1);
            let over =
                above.iter().filter(|(from, to, _)| *from < end && start < *to).map(|chain| chain.2).max();
            match over {
                Some(before) => chains.push((start, end, before + wide)),
                None if number == 0 => chains.push((start, end, wide)),
                None => (),
            }
        }
    }
    chains.iter().any(|(_, _, wide)| *wide > 1)
}

/// Columns where the gaps of a line begin and end: those of a ragged one were it filled from the left.
fn gaps(row: &Row, columns: u16) -> Vec<(usize, usize)> {
    let words: Vec<&str> = row.text.split(' ').collect();
    let is_filled = words.iter().any(|word| word.is_empty()) || widest_gap(row, columns) > 3;
    let count = words.len().saturating_sub(1).max(1);
    let white = if is_filled { 0 } else { usize::from(columns.saturating_sub(width(&row.text))) };
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut column = 0;
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            let extra = white / count + usize::from(number <= white % count);
            match gaps.last_mut().filter(|(_, end)| *end == column) {
                Some(gap) => gap.1 += 1,
                None => gaps.push((column, column + 1 + extra)),
            }
            column = gaps.last().map_or(column, |gap| gap.1);
        }
        column += usize::from(width(word));
    }
    gaps
}
