//! A table under way: whether it shows data or merely lays out a page, and its cells made sound.

use super::flat::line_of;
use crate::news::{Alignment, Block, Cell, Table, Text};

/// A cell whose blocks were not laid flat yet.
pub(super) struct DraftCell {
    /// Whether it heads its row or column.
    pub(super) header: bool,
    /// How many columns it claims to span.
    pub(super) columns: u16,
    /// How many rows it claims to span.
    pub(super) rows: u16,
    /// How its text stands, where it says so.
    pub(super) alignment: Option<Alignment>,
    /// What it holds.
    pub(super) blocks: Vec<Block>,
}

/// A table whose rows are still coming.
#[derive(Default)]
pub(super) struct Draft {
    /// What it is about.
    pub(super) caption: Option<Text>,
    /// How its columns stand.
    pub(super) alignments: Vec<Alignment>,
    /// Its rows.
    pub(super) rows: Vec<Vec<DraftCell>>,
    /// Whether it says itself that it only lays out a page.
    pub(super) is_layout: bool,
}

impl Draft {
    /// The table, after the pictures that stood in its cells; or, of a table for layout, what it laid out.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.blocks.is_empty()));
        if self.is_layout() {
            let caption = self.caption.map(Block::Paragraph).into_iter();
            return caption.chain(self.rows.into_iter().flatten().flat_map(|cell| cell.blocks)).collect();
        }
        let mut out = Vec::new();
        let mut told = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let cells = row.into_iter().map(|DraftCell { header, columns, rows, alignment, blocks }| {
                let (text, pictures) = line_of(blocks);
                out.extend(pictures);
                (Cell { text, header, columns, rows }, alignment)
            });
            let (row, sides): (Vec<Cell>, Vec<Option<Alignment>>) = cells.unzip();
            if row.iter().any(|cell| !cell.text.is_blank()) {
                rows.push(row);
                told.push(sides);
            }
        }
        if rows.is_empty() {
            out.extend(self.caption.map(Block::Paragraph));
            return out;
        }
        limit_spans(&mut rows);
        let alignments = if self.alignments.is_empty() { aligned(&rows, &told) } else { self.alignments };
        out.push(Block::Table(Table { caption: self.caption, alignments, rows }));
        out
    }

    /// Tables without headers that hold one column, a picture beside text, or more than plain lines, are old ways to
    /// lay out a page.
    fn is_layout(&self) -> bool {
        let says =
            |row: &&Vec<DraftCell>| row.iter().any(|cell| cell.blocks.iter().any(|block| !is_picture(block)));
        let rows: Vec<&Vec<DraftCell>> = self.rows.iter().filter(says).collect();
        let cells = || rows.iter().copied().flatten();
        let lone_column = rows.iter().all(|row| row.len() <= 1);
        let holds_blocks = cells().any(|cell| !cell.blocks.iter().all(is_line));
        let is_pictured = rows.len() == 1 && cells().any(|cell| cell.blocks.iter().any(is_picture));
        let is_headed = self.caption.is_some() || cells().any(|cell| cell.header);
        self.is_layout || !is_headed && (lone_column || holds_blocks || is_pictured)
    }
}

/// No table spans more than there is, whatever its markup claims.
fn limit_spans(rows: &mut [Vec<Cell>]) {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(1);
    let height = rows.len();
    for (number, row) in rows.iter_mut().enumerate() {
        let mut spare = widest - row.len();
        for cell in row {
            cell.columns = cell.columns.clamp(1, u16::try_from(spare + 1).unwrap_or(u16::MAX));
            spare -= usize::from(cell.columns) - 1;
            cell.rows = cell.rows.clamp(1, u16::try_from(height - number).unwrap_or(u16::MAX));
        }
    }
}

/// How each column stands: as most of its cells below the headers say, which stand at the start if they say nothing.
fn aligned(rows: &[Vec<Cell>], told: &[Vec<Option<Alignment>>]) -> Vec<Alignment> {
    let mut columns: Vec<[usize; 3]> = Vec::new();
    let has_body = rows.iter().flatten().any(|cell| !cell.header);
    let mut taken: Vec<u16> = Vec::new();
    for (row, sides) in rows.iter().zip(told) {
        let mut column = 0;
        let mut tall = Vec::new();
        for (cell, side) in row.iter().zip(sides) {
            column += taken.get(column..).unwrap_or_default().iter().take_while(|rows| **rows > 0).count();
            let end = column + usize::from(cell.columns);
            columns.resize(columns.len().max(end), [0; 3]);
            if cell.columns == 1 && (!cell.header || !has_body) {
                columns[column][side.unwrap_or_default() as usize] += 1;
            }
            tall.push((column..end, cell.rows));
            column = end;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        taken.resize(columns.len(), 0);
        tall.into_iter()
            .for_each(|(range, rows)| taken[range].iter_mut().for_each(|taken| *taken = rows - 1));
    }
    let side = |[start, center, end]: [usize; 3]| match () {
        () if center > start && center >= end => Alignment::Center,
        () if end > start && end > center => Alignment::End,
        () => Alignment::Start,
    };
    let mut sides: Vec<Alignment> = columns.into_iter().map(side).collect();
    while sides.last() == Some(&Alignment::Start) {
        sides.pop();
    }
    sides
}

fn is_picture(block: &Block) -> bool {
    matches!(block, Block::Figure { caption: None, .. })
}

fn is_line(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Code { .. } | Block::Figure { .. } | Block::Math(_))
}
