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
}

impl Draft {
    /// The table, after the pictures that stood in its cells; or, of a table for layout, what it laid out.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.blocks.is_empty()));
        if self.is_layout() {
            return self.rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
        }
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(1);
        let height = self.rows.len();
        let mut out = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(height);
        for (number, row) in self.rows.into_iter().enumerate() {
            // No table spans more than there is, whatever its markup claims.
            let mut spare = widest - row.len();
            let cells = row.into_iter().map(|cell| {
                let (text, pictures) = line_of(cell.blocks);
                out.extend(pictures);
                let columns = cell.columns.clamp(1, u16::try_from(spare + 1).unwrap_or(u16::MAX));
                spare -= usize::from(columns) - 1;
                let rows = cell.rows.clamp(1, u16::try_from(height - number).unwrap_or(u16::MAX));
                Cell { text, header: cell.header, columns, rows }
            });
            rows.push(cells.collect());
        }
        if rows.iter().flatten().any(|cell| !cell.text.is_blank()) {
            out.push(Block::Table(Table { caption: self.caption, alignments: self.alignments, rows }));
        } else {
            out.extend(self.caption.map(Block::Paragraph));
        }
        out
    }

    /// Tables without headers that hold one column, or more than plain lines, are old ways to lay out a page.
    fn is_layout(&self) -> bool {
        let cells = || self.rows.iter().flatten();
        let lone_column = self.rows.iter().all(|row| row.len() <= 1);
        let holds_blocks = cells().any(|cell| !cell.blocks.iter().all(is_line));
        self.caption.is_none() && !cells().any(|cell| cell.header) && (lone_column || holds_blocks)
    }
}

fn is_line(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Code { .. } | Block::Figure { .. } | Block::Math(_))
}
