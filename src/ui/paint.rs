//! Putting text into cells: clipped to its area, by grapheme clusters, never a control character.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::Area;
use crate::typeset;

/// A brush over one area of the screen.
pub(super) struct Brush<'a> {
    buffer: &'a mut Buffer,
    area: Area,
}

impl<'a> Brush<'a> {
    /// A brush that cannot leave its area, nor the screen.
    pub(super) fn new(buffer: &'a mut Buffer, area: Area) -> Self {
        let screen = buffer.area;
        let x = area.x.min(screen.width);
        let y = area.y.min(screen.height);
        let width = area.width.min(screen.width - x);
        let height = area.height.min(screen.height - y);
        Self { buffer, area: Area { x, y, width, height } }
    }

    /// Columns.
    pub(super) fn width(&self) -> u16 {
        self.area.width
    }

    /// Rows.
    pub(super) fn height(&self) -> u16 {
        self.area.height
    }

    /// Writes a text from a column on; answers the column after it.
    pub(super) fn write(&mut self, column: u16, row: u16, text: &str, style: Style) -> u16 {
        if row >= self.area.height || column >= self.area.width {
            return column;
        }
        let room = usize::from(self.area.width - column);
        let (x, y) = (self.area.x + column, self.area.y + row);
        let (end, _) = self.buffer.set_stringn(x, y, text, room, style);
        end - self.area.x
    }

    /// Writes a text cut to a number of columns, with an ellipsis where it was cut.
    pub(super) fn write_cut(&mut self, column: u16, row: u16, text: &str, columns: u16, style: Style) -> u16 {
        let room = columns.min(self.area.width.saturating_sub(column));
        self.write(column, row, &typeset::truncate(text, room), style)
    }

    /// Writes a text so that it ends before a column.
    pub(super) fn write_before(&mut self, end: u16, row: u16, text: &str, style: Style) -> u16 {
        let start = end.saturating_sub(typeset::width(text));
        self.write(start, row, text, style);
        start
    }

    /// Lays a look over a stretch of a row.
    pub(super) fn tint(&mut self, column: u16, row: u16, columns: u16, style: Style) {
        if row >= self.area.height || column >= self.area.width {
            return;
        }
        let y = self.area.y + row;
        for x in column..column.saturating_add(columns).min(self.area.width) {
            if let Some(cell) = self.buffer.cell_mut(Position::new(self.area.x + x, y)) {
                cell.set_style(style);
            }
        }
    }

    /// Fills a row with a sign.
    pub(super) fn rule(&mut self, row: u16, sign: &str, style: Style) {
        (0..self.area.width).for_each(|column| {
            self.write(column, row, sign, style);
        });
    }

    /// Empties the area.
    pub(super) fn clear(&mut self) {
        (0..self.area.height).for_each(|row| self.clear_row(row));
    }

    /// Empties a row.
    pub(super) fn clear_row(&mut self, row: u16) {
        for column in 0..self.area.width {
            let at = Position::new(self.area.x + column, self.area.y + row);
            if let Some(cell) = self.buffer.cell_mut(at) {
                cell.reset();
            }
        }
    }

    /// A cell's place on the screen.
    pub(super) fn at(&self, column: u16, row: u16) -> (u16, u16) {
        (self.area.x + column.min(self.area.width.saturating_sub(1)), self.area.y + row)
    }
}
