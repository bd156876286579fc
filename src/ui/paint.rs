//! Putting text into cells: clipped to its area, by grapheme clusters, never a control character.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::Area;
use crate::typeset;

/// Bytes of the longest address that is given to the terminal: each of its cells carries it.
const LONGEST_LINK: usize = 500;

/// A brush over one area of the screen.
pub(super) struct Brush<'a> {
    buffer: &'a mut Buffer,
    area: Area,
    /// Whether text that runs from right to left is put in order here.
    orders: bool,
}

impl<'a> Brush<'a> {
    /// A brush that cannot leave its area, nor the screen; it may put text that runs from right to left in order.
    pub(super) fn new(buffer: &'a mut Buffer, area: Area, orders: bool) -> Self {
        let screen = buffer.area;
        let x = area.x.min(screen.width);
        let y = area.y.min(screen.height);
        let width = area.width.min(screen.width - x);
        let height = area.height.min(screen.height - y);
        Self { buffer, area: Area { x, y, width, height }, orders }
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
        self.write_line((column, row), text, typeset::begins_right_to_left(text), style)
    }

    /// The same for a line of ours that names what others wrote: it begins at the left, whatever it names.
    pub(super) fn write_ours(&mut self, column: u16, row: u16, text: &str, style: Style) -> u16 {
        self.write_line((column, row), text, false, style)
    }

    /// The same for a line of a paragraph that runs one way or the other.
    pub(super) fn write_line(
        &mut self,
        (column, row): (u16, u16),
        text: &str,
        right_to_left: bool,
        style: Style,
    ) -> u16 {
        if !self.orders {
            return self.write_as_set(column, row, text, style);
        }
        let shown = &text[..typeset::fitting(text, self.area.width.saturating_sub(column))];
        self.write_as_set(column, row, &typeset::seen(shown, right_to_left), style)
    }

    /// The same for what is in the order already in which it is seen.
    pub(super) fn write_as_set(&mut self, column: u16, row: u16, text: &str, style: Style) -> u16 {
        if row >= self.area.height || column >= self.area.width {
            return column;
        }
        self.part_from_the_left(column, row);
        let mut column = column;
        // What does not fit is not looked at: a line of a page as it came may be megabytes long.
        let mut rest = &text[..typeset::fitting(text, self.area.width - column)];
        if typeset::counts_wide() {
            return self.write_clusters(column, row, rest, style);
        }
        while !rest.is_empty() {
            let (plain, more) = rest.split_at(plain_end(rest));
            column = self.write_plain(column, row, plain, style);
            let (other, more) = more.split_at(other_end(more));
            column = self.write_other(column, row, other, style);
            rest = more;
        }
        column
    }

    /// Takes away a sign whose second half is written over: it would be painted over what is written.
    fn part_from_the_left(&mut self, column: u16, row: u16) {
        let Some(before) = column.checked_sub(1) else { return };
        let place = Position::new(self.area.x + before, self.area.y + row);
        if let Some(cell) = self.buffer.cell_mut(place).filter(|cell| cell.cell_width() > 1) {
            cell.set_symbol(" ").set_diff_option(CellDiffOption::default());
        }
    }

    /// Writes characters that each stand alone in their cells.
    fn write_plain(&mut self, column: u16, row: u16, text: &str, style: Style) -> u16 {
        let start = self.buffer.index_of(self.area.x + column, self.area.y + row);
        let room = usize::from(self.area.width.saturating_sub(column));
        let Some(cells) = self.buffer.content.get_mut(start..start + room) else { return column };
        let mut at = 0;
        for character in text.chars() {
            let width = usize::from(typeset::lone_width(character).unwrap_or(1));
            let Some([first, covered @ ..]) = cells.get_mut(at..at + width) else { break };
            first.set_char(character).set_style(style);
            covered.iter_mut().for_each(Cell::reset);
            at += width;
        }
        column + u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Writes cluster by cluster, each over as many columns as the terminal gives it: more than the terminal library
    /// knows of.
    fn write_clusters(&mut self, mut column: u16, row: u16, text: &str, style: Style) -> u16 {
        let mut at = 0;
        while at < text.len() {
            let (length, columns) = typeset::first_cluster(&text[at..]);
            let cluster = &text[at..at + length];
            at += length;
            let Some(width) = NonZeroU16::new(columns) else { continue };
            for (x, covered) in (column..column.saturating_add(columns)).zip(0..) {
                let place = Position::new(self.area.x + x, self.area.y + row);
                let Some(cell) = self.buffer.cell_mut(place) else { continue };
                cell.reset();
                if covered == 0 {
                    cell.set_symbol(cluster)
                        .set_style(style)
                        .set_diff_option(CellDiffOption::ForcedWidth(width));
                }
            }
            column = column.saturating_add(columns);
        }
        column
    }

    /// Writes whatever the tables of Unicode have to be asked about.
    fn write_other(&mut self, column: u16, row: u16, text: &str, style: Style) -> u16 {
        let room = usize::from(self.area.width.saturating_sub(column));
        if text.is_empty() || room == 0 {
            return column;
        }
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

    /// Makes what stands on a stretch of a row a link that the terminal opens (OSC 8), by Egmont Koblinger's
    /// specification of hyperlinks in terminals: each cell says it for itself, as any of them may be painted alone;
    /// those of one number are one link to the terminal, wherever they stand. An address that is long or holds
    /// anything but visible ASCII is left out.
    pub(super) fn link(&mut self, column: u16, row: u16, end: u16, number: u32, address: &str) {
        let is_sound = address.len() <= LONGEST_LINK && address.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_sound || row >= self.area.height {
            return;
        }
        let mut at = column;
        while at < end.min(self.area.width) {
            let place = Position::new(self.area.x + at, self.area.y + row);
            let Some(cell) = self.buffer.cell_mut(place) else { break };
            let columns = cell.cell_width().max(1);
            let width = NonZeroU16::new(columns).unwrap_or(NonZeroU16::MIN);
            let linked = format!("\x1b]8;id={number};{address}\x1b\\{}\x1b]8;;\x1b\\", cell.symbol());
            cell.set_symbol(&linked).set_diff_option(CellDiffOption::ForcedWidth(width));
            at += columns;
        }
    }

    /// Fills a row with a sign.
    pub(super) fn rule(&mut self, row: u16, sign: &str, style: Style) {
        self.write(0, row, &sign.repeat(usize::from(self.area.width)), style);
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

fn is_lone(character: char) -> bool {
    typeset::lone_width(character).is_some()
}

/// How many bytes from the start are characters that join with nothing: the last one before any other may carry a
/// mark of what follows.
fn plain_end(text: &str) -> usize {
    let mut last = 0;
    for (at, character) in text.char_indices() {
        if !is_lone(character) {
            return last;
        }
        last = at;
    }
    text.len()
}

/// How many bytes until two characters follow one another that join with nothing: between them a cluster ends.
fn other_end(text: &str) -> usize {
    let mut was_lone = false;
    for (at, character) in text.char_indices() {
        let is_lone = is_lone(character);
        if was_lone && is_lone {
            return at;
        }
        was_lone = is_lone;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_written_is_what_the_library_would_write(
            text in "([ -~]|[é—ä“…●─]|[漢字ｱﾞ🦀]|e\u{301}|\u{25AA}\u{FE0F}|\u{200D}|\u{600}1|[\u{0}-\u{1F}]){0,30}",
            columns in 1_u16..30,
            column in 0_u16..8,
        ) {
            let area = Rect::new(0, 0, columns, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let style = Style::new().underlined();
            let whole = Area { x: 0, y: 0, width: columns, height: 1 };
            let end = Brush::new(&mut ours, whole, false).write(column, 0, &text, style);
            if column < columns {
                let room = usize::from(columns - column);
                prop_assert_eq!(end, theirs.set_stringn(column, 0, &text, room, style).0);
            }
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_follows_a_letter_of_two_columns_is_painted_behind_both() {
        let whole = Area { x: 0, y: 0, width: 6, height: 1 };
        let empty = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut buffer = empty.clone();
        let write = || Brush::new(&mut buffer, whole, false).write(0, 0, "д\u{301}a\u{7}я…", Style::new());
        assert_eq!(typeset::counting(typeset::Ambiguous::Wide, write), 5);
        let painted: Vec<(u16, &str)> =
            empty.diff(&buffer).into_iter().map(|(x, _, cell)| (x, cell.symbol())).collect();
        assert_eq!(painted, [(0, "д\u{301}"), (2, "a"), (3, "я")], "no half of a sign at the edge");
    }

    #[test]
    fn emoji_are_no_wider_where_what_is_ambiguous_is_wide() {
        for emoji in ["☀\u{FE0F}", "🤷\u{200D}♂\u{FE0F}", "▶\u{FE0F}", "🦀"] {
            assert_eq!(typeset::counting(typeset::Ambiguous::Wide, || typeset::width(emoji)), 2, "{emoji}");
        }
    }

    #[test]
    fn a_mark_over_the_second_half_of_a_sign_takes_the_sign_away() {
        let whole = Area { x: 0, y: 0, width: 4, height: 1 };
        let empty = Buffer::empty(Rect::new(0, 0, 4, 1));
        let mut buffer = empty.clone();
        let mut brush = Brush::new(&mut buffer, whole, false);
        brush.write(0, 0, "漢字", Style::new());
        brush.write(3, 0, ">", Style::new());
        let painted: Vec<(u16, &str)> =
            empty.diff(&buffer).into_iter().map(|(x, _, cell)| (x, cell.symbol())).collect();
        assert_eq!(painted, [(0, "漢"), (3, ">")]);
    }

    #[test]
    fn a_link_is_in_every_cell_and_none_where_its_address_is_odd() {
        let whole = Area { x: 0, y: 0, width: 9, height: 1 };
        let painted = |address: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 1));
            let mut brush = Brush::new(&mut buffer, whole, false);
            let end = brush.write(1, 0, "a語", Style::new());
            brush.link(1, 0, end, 7, address);
            buffer
        };
        let buffer = painted("https://a.example/;x");
        let cells: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(cells[1], "\x1b]8;id=7;https://a.example/;x\x1b\\a\x1b]8;;\x1b\\");
        assert!(cells[2].contains("\x1b\\語\x1b"), "{cells:?}");
        assert_eq!((cells[0], cells[3], cells[4]), (" ", " ", " "));
        let widths: Vec<u16> = buffer.content.iter().map(CellWidth::cell_width).collect();
        assert_eq!(widths[..5], [1, 1, 2, 1, 1]);
        for odd in
            ["https://a.example/\x1b[2J", "https://ä.example/", "https://a.example/ b", &"h".repeat(501)]
        {
            assert!(painted(odd).content.iter().all(|cell| !cell.symbol().contains('\x1b')), "{odd}");
        }
    }
}
