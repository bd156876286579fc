//! Tables: a grid where the columns fit, else one record a row. It must not know how lines are broken.

use super::layout::{Part, Span};
use super::page::{Kind, Manner, Page};
use super::spans::SetLine;
use super::steps::made_up;
use crate::news::{Alignment, Cell, Table, Text};

/// More columns than this are never a grid.
const MOST_COLUMNS: usize = 40;
/// No column needs to be wider than this for the sake of one long word.
const LONG_WORD: u16 = 16;

/// Sets a table: caption, then rows.
pub(super) fn set(page: &mut Page<'_>, table: &Table) {
    if let Some(caption) = &table.caption {
        page.text(caption, &Manner::over_text(Part::Caption));
    }
    let heads = table.rows.iter().take_while(|row| is_head(row)).count();
    match Grid::new(page, table) {
        Some(grid) => grid.draw(page, heads),
        None => records(page, table, heads),
    }
}

fn is_head(row: &[Cell]) -> bool {
    !row.is_empty() && row.iter().all(|cell| cell.header)
}

/// A cell and where it stands.
struct Placed<'a> {
    cell: &'a Cell,
    column: usize,
    columns: usize,
    alignment: Alignment,
    base: u32,
}

/// A row, and where it begins in the block's plain text.
struct Row<'a> {
    base: u32,
    cells: Vec<Placed<'a>>,
}

/// A table whose columns have their widths.
struct Grid<'a> {
    rows: Vec<Row<'a>>,
    widths: Vec<u16>,
    gap: u16,
    /// Whether its first column stands at the right.
    mirrored: bool,
    /// Where the table's first cell and the end of its last stand in the block's plain text.
    end: u32,
}

impl<'a> Grid<'a> {
    /// The grid, if it fits in the pane. Takes the cells' texts only then.
    fn new(page: &mut Page<'_>, table: &'a Table) -> Option<Self> {
        let from = page.here();
        let (rows, columns, end) = place(table, from)?;
        let gap = 3;
        let between = gap * (columns as u16).saturating_sub(1);
        let available = page.pane().checked_sub(between).filter(|columns| *columns > 0)?;
        let widths = fit(page, &rows, columns, available)?;
        page.take_to(end);
        let first = table.rows.iter().flatten().find(|cell| !cell.text.is_blank());
        let mirrored = first.is_some_and(|cell| page.is_seen_from_the_right(&cell.text));
        let grid = Self { rows, widths, gap, mirrored, end };
        Some(if mirrored { grid.mirror() } else { grid })
    }

    /// The same with its columns from right to left.
    fn mirror(mut self) -> Self {
        let count = self.widths.len();
        self.widths.reverse();
        for row in &mut self.rows {
            row.cells.reverse();
            row.cells.iter_mut().for_each(|cell| cell.column = count - cell.column - cell.columns);
        }
        self
    }

    fn draw(&self, page: &mut Page<'_>, heads: usize) {
        let rows: Vec<Vec<Vec<SetLine>>> = self.rows.iter().map(|row| self.cells(page, &row.cells)).collect();
        let height = |row: &Vec<Vec<SetLine>>| row.iter().map(Vec::len).max().unwrap_or(0);
        let ruled = rows.iter().skip(heads).any(|row| height(row) > 1);
        let count = rows.len();
        for (number, cells) in rows.into_iter().enumerate() {
            let Row { base, cells: placed } = &self.rows[number];
            if number > 0 && (number == heads || number > heads && ruled) && number < count {
                self.rule(page, *base);
            }
            self.row(page, placed, cells, *base);
        }
        if heads == count && count > 0 {
            self.rule(page, self.end);
        }
    }

    fn cells(&self, page: &mut Page<'_>, row: &[Placed<'a>]) -> Vec<Vec<SetLine>> {
        row.iter()
            .map(|placed| {
                let part = if placed.cell.header { Part::TableHead } else { Part::Text };
                let limit = self.width(placed);
                let room = page.room_of(part, limit);
                page.lines(&placed.cell.text, Some(placed.base), &Manner::of(part), room)
            })
            .collect()
    }

    /// Columns of a cell over all it spans.
    fn width(&self, placed: &Placed<'_>) -> u16 {
        let spanned = &self.widths[placed.column..placed.column + placed.columns];
        spanned.iter().sum::<u16>() + self.gap * (placed.columns as u16 - 1)
    }

    fn rule(&self, page: &mut Page<'_>, at: u32) {
        let marks = page.marks;
        let columns: Vec<String> =
            self.widths.iter().map(|width| marks.rule.repeat(usize::from(*width))).collect();
        let width = self.widths.iter().sum::<u16>() + self.gap * (self.widths.len() as u16 - 1);
        let spans = vec![made_up(columns.join(marks.crossing), Part::TableRule)];
        let right_to_left = self.mirrored;
        page.push(
            SetLine { spans, start: at, end: at, width, right_to_left, ..SetLine::default() },
            Kind::Row,
        );
    }

    /// Draws the lines of a row. Every cell begins on the first.
    fn row(&self, page: &mut Page<'_>, placed: &[Placed<'_>], mut cells: Vec<Vec<SetLine>>, base: u32) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for number in 0..height {
            let mut line = SetLine { right_to_left: self.mirrored, ..SetLine::default() };
            let mut column = 0;
            let begun = cells.iter().filter_map(|lines| lines.get(number));
            line.start = begun.map(|line| line.start).min().unwrap_or(base);
            for (cell, lines) in placed.iter().zip(&mut cells) {
                self.pad_to(page, &mut line, column, cell.column);
                column = cell.column + cell.columns;
                let set = lines.get_mut(number).map(std::mem::take).unwrap_or_default();
                self.cell(&mut line, set, cell);
            }
            self.pad_to(page, &mut line, column, self.widths.len());
            // From the right all rows are measured whole.
            if !self.mirrored {
                trim(&mut line);
            }
            line.end = ends(&line.spans).max().unwrap_or(line.start);
            page.push(line, Kind::Row);
        }
    }

    /// Draws empty columns up to `to`, and the rule before it.
    fn pad_to(&self, page: &Page<'_>, line: &mut SetLine, from: usize, to: usize) {
        let mut text = String::new();
        for column in from..to {
            text.push_str(if column > 0 { page.marks.column } else { "" });
            text.push_str(&" ".repeat(usize::from(self.widths[column])));
        }
        if to < self.widths.len() && to > 0 {
            text.push_str(page.marks.column);
        }
        self.pad(line, text);
    }

    /// Adds columns that hold no text to a line.
    fn pad(&self, line: &mut SetLine, text: String) {
        let columns = text.chars().count() as u16;
        line.width += columns;
        match line.spans.last_mut() {
            Some(span) if span.part == Part::TableRule => span.text.push_str(&text),
            Some(_) | None if columns > 0 => line.spans.push(made_up(text, Part::TableRule)),
            Some(_) | None => (),
        }
    }

    fn cell(&self, line: &mut SetLine, set: SetLine, placed: &Placed<'_>) {
        let free = self.width(placed).saturating_sub(set.width);
        let left = match placed.alignment {
            Alignment::Start if set.right_to_left => free,
            Alignment::End if set.right_to_left => 0,
            Alignment::Start => 0,
            Alignment::Center => free / 2,
            Alignment::End => free,
        };
        self.pad(line, " ".repeat(usize::from(left)));
        line.spans.extend(set.spans);
        line.width += set.width;
        line.half_words += set.half_words;
        self.pad(line, " ".repeat(usize::from(free - left)));
    }
}

fn ends(spans: &[Span]) -> impl Iterator<Item = u32> + '_ {
    spans.iter().filter_map(|span| Some(span.start? + span.text.len() as u32))
}

/// Takes the spaces from a line's end.
fn trim(line: &mut SetLine) {
    if let Some(span) = line.spans.last_mut().filter(|span| span.part == Part::TableRule) {
        let kept = span.text.trim_end().len();
        line.width -= (span.text.len() - kept) as u16;
        span.text.truncate(kept);
        if kept == 0 {
            line.spans.pop();
        }
    }
}

/// Gives every cell its columns, rows below a tall cell leaving them free: the rows, how many columns there are,
/// and where the last text ends. `None` for more columns than a grid may have.
fn place(table: &Table, from: u32) -> Option<(Vec<Row<'_>>, usize, u32)> {
    let mut base = from;
    let mut columns = 0;
    let mut taken: Vec<u16> = Vec::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut column = 0;
        let begin = base;
        let mut placed = Vec::with_capacity(row.len());
        let mut tall = Vec::new();
        for cell in row {
            column += taken.get(column..).unwrap_or_default().iter().take_while(|rows| **rows > 0).count();
            let width = usize::from(cell.columns.max(1));
            if column + width > MOST_COLUMNS {
                return None;
            }
            let alignment = table.alignments.get(column).copied().unwrap_or_default();
            placed.push(Placed { cell, column, columns: width, alignment, base });
            tall.push((column..column + width, cell.rows.max(1)));
            base = base.saturating_add(cell.text.string.len() as u32 + 1);
            column += width;
        }
        columns = columns.max(column).max(taken.len());
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        taken.resize(columns, 0);
        for (range, rows) in tall {
            taken[range].iter_mut().for_each(|taken| *taken = rows - 1);
        }
        rows.push(Row { base: begin, cells: placed });
    }
    (columns > 0).then_some((rows, columns, base))
}

/// The width of each column: what its cells take on one line where there is room for all, else shared out so
/// that no usual word is broken. `None` where even that is too wide.
fn fit(page: &mut Page<'_>, rows: &[Row<'_>], columns: usize, available: u16) -> Option<Vec<u16>> {
    let (wanted, least) = wishes(page, rows, columns, available);
    let sum: u32 = wanted.iter().sum();
    if sum <= u32::from(available) {
        return Some(wanted.iter().map(|columns| *columns as u16).collect());
    }
    let spare = available.checked_sub(least.iter().try_fold(0_u16, |sum, width| sum.checked_add(*width))?)?;
    Some(share(&wanted, &least, spare))
}

/// Columns each column would like to have, and those it needs.
fn wishes(page: &mut Page<'_>, rows: &[Row<'_>], columns: usize, limit: u16) -> (Vec<u32>, Vec<u16>) {
    let mut wanted = vec![1_u32; columns];
    let mut least = vec![1_u16; columns];
    let mut wide = Vec::new();
    for placed in rows.iter().flat_map(|row| &row.cells) {
        let (line, word) = page.extent(&placed.cell.text, limit.max(2));
        if placed.columns == 1 {
            wanted[placed.column] = wanted[placed.column].max(line);
            // A wide character needs two columns.
            let enough = word.clamp(2, LONG_WORD).min(u16::try_from(line).unwrap_or(u16::MAX));
            least[placed.column] = least[placed.column].max(enough);
        } else {
            wide.push((placed.column..placed.column + placed.columns, line));
        }
    }
    for (range, line) in wide {
        let between = 3 * (range.len() as u32 - 1);
        let missing = line.saturating_sub(wanted[range.clone()].iter().sum::<u32>() + between);
        wanted[range.end - 1] += missing;
    }
    (wanted, least)
}

/// Shares columns out: to each in proportion to what it lacks, what is left over from the left.
fn share(wanted: &[u32], least: &[u16], spare: u16) -> Vec<u16> {
    let lacks: Vec<u64> = wanted
        .iter()
        .zip(least)
        .map(|(want, least)| u64::from(want.saturating_sub(u32::from(*least))))
        .collect();
    let all = lacks.iter().sum::<u64>().max(1);
    let given: Vec<u16> = lacks.iter().map(|lack| (lack * u64::from(spare) / all) as u16).collect();
    let mut left = spare - given.iter().sum::<u16>();
    let widths = least.iter().zip(given).zip(lacks);
    widths
        .map(|((least, given), lack)| {
            let more = u16::from(left > 0 && lack > u64::from(given));
            left -= more;
            least + given + more
        })
        .collect()
}

/// The head of a column, for the records below.
struct Head<'a> {
    column: usize,
    text: &'a Text,
    /// Some record has shown it.
    shown: bool,
}

/// One record a row: each value behind the head of its column. Heads are labels there, repeated as needed, so
/// that they stand nowhere in the plain text.
fn records(page: &mut Page<'_>, table: &Table, heads: usize) {
    let labels = usize::from(heads > 0 && heads < table.rows.len());
    let (above, below) = table.rows.split_at(heads - labels);
    let (head, body) = below.split_at(labels);
    for cell in above.iter().flatten() {
        page.text(&cell.text, &Manner::of(Part::TableHead));
    }
    let mut heads = labels_of(page, head);
    for (number, row) in body.iter().enumerate() {
        if number > 0 {
            page.space();
        }
        record(page, &mut heads, row);
    }
    for head in heads.iter().filter(|head| !head.shown) {
        page.label(head.text);
    }
}

fn labels_of<'a>(page: &mut Page<'_>, head: &'a [Vec<Cell>]) -> Vec<Head<'a>> {
    let mut column = 0;
    let mut heads = Vec::new();
    for cell in head.iter().flatten() {
        page.take(cell.text.string.len());
        heads.push(Head { column, text: &cell.text, shown: cell.text.is_blank() });
        column += usize::from(cell.columns.max(1));
    }
    heads
}

/// A row as lines. A value that is missing keeps its head the first time only.
fn record(page: &mut Page<'_>, heads: &mut [Head<'_>], row: &[Cell]) {
    let mut column = 0;
    for cell in row {
        let at = heads.partition_point(|head| head.column <= column).checked_sub(1);
        let head = at.and_then(|at| heads.get_mut(at)).filter(|head| !head.text.is_blank());
        column += usize::from(cell.columns.max(1));
        let part = if cell.header { Part::TableHead } else { Part::Text };
        match head {
            Some(head) if !cell.text.is_blank() || !head.shown => {
                head.shown = true;
                page.labelled(head.text, &cell.text, part);
            }
            Some(_) | None => page.text(&cell.text, &Manner::of(part)),
        }
    }
}
