//! Documents as lines of text, for pipes and for terminals.
//!
//! Lists have hanging indents, quotes `> `, links a number and their address at the end; code is untouched.

use std::ops::Range;

use super::wrap::{width, wrap};
use crate::news::{
    Alignment, Block, Definition, Document, Footnote, Image, Item, LinkId, Style, Table, Text, numbers,
};

/// The narrowest text that is set; less would only be letters under letters.
const NARROWEST: usize = 10;

/// Columns beyond which a table is written as records.
const COLUMNS: usize = 64;

/// Plain text, wrapped to a width in cells where one is given. Ends with a line feed unless it is empty.
#[must_use]
pub fn text(document: &Document, width: Option<usize>) -> String {
    Writer { document, paints: false }.document(width)
}

/// Text for a terminal: wrapped, and with `colour` in bold, italic, underline and dim, each line by itself.
/// These are the only escapes in it. Without `colour` it is plain.
#[must_use]
pub fn ansi(document: &Document, width: usize, colour: bool) -> String {
    Writer { document, paints: colour }.document(Some(width))
}

struct Writer<'a> {
    document: &'a Document,
    paints: bool,
}

/// What is left of the line inside the blocks around; `None`: lines are not wrapped.
type Room = Option<usize>;

impl Writer<'_> {
    fn document(&self, room: Room) -> String {
        let mut lines = self.blocks(&self.document.blocks, room.map(|room| room.max(NARROWEST)));
        if !self.document.links.is_empty() {
            lines.push(String::new());
            let links = self.document.links.iter().enumerate();
            lines.extend(links.map(|(number, link)| format!("[{}] {}", number + 1, link.url)));
        }
        lines.iter().map(|line| line.trim_end_matches(' ').to_owned() + "\n").collect()
    }

    /// Blocks with an empty line between two.
    fn blocks(&self, blocks: &[Block], room: Room) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            let more = self.block(block, room);
            if !lines.is_empty() && !more.is_empty() {
                lines.push(String::new());
            }
            lines.extend(more);
        }
        lines
    }

    fn block(&self, block: &Block, room: Room) -> Vec<String> {
        match block {
            Block::Paragraph(text) => self.text(text, room, Style::PLAIN),
            Block::Heading(_, text) => self.text(text, room, Style::STRONG),
            Block::List { start, reversed, numerals, items } => {
                let number = |number| start.map(|_| numerals.written(number));
                let numbers = numbers(start.unwrap_or_default(), *reversed, items).map(number);
                self.list(items, numbers, room)
            }
            Block::Definitions(definitions) => self.definitions(definitions, room),
            Block::Quote { blocks, citation } => {
                let mut lines = self.blocks(blocks, less(room, 2));
                if let Some(citation) = citation {
                    lines.extend(hang("— ", self.text(citation, less(room, 4), Style::PLAIN)));
                }
                lines.into_iter().map(|line| format!("> {line}")).collect()
            }
            Block::Code { text, .. } => text.split('\n').map(str::to_owned).collect(),
            Block::Table(table) => self.table(table, room),
            Block::Figure { images, caption } => self.figure(images, caption.as_ref(), room),
            Block::Math(text) => self.text(&Text::plain(text.as_str()), room, Style::MATH),
            Block::Details { summary, blocks } => {
                let mut lines = self.text(summary, room, Style::STRONG);
                lines.extend(indent(2, self.blocks(blocks, less(room, 2))));
                lines
            }
            Block::Footnotes(notes) => notes.iter().flat_map(|note| self.footnote(note, room)).collect(),
            Block::Rule => vec!["* * *".to_owned()],
        }
    }

    fn list(&self, items: &[Item], numbers: impl Iterator<Item = Option<String>>, room: Room) -> Vec<String> {
        let markers: Vec<String> = items
            .iter()
            .zip(numbers)
            .map(|(item, number)| match (item.checked, number) {
                (Some(true), _) => "[x] ".to_owned(),
                (Some(false), _) => "[ ] ".to_owned(),
                (None, Some(number)) => format!("{number}. "),
                (None, None) => "• ".to_owned(),
            })
            .collect();
        let widest = markers.iter().map(|marker| width(marker)).max().unwrap_or(0);
        let is_loose = items.iter().any(|item| item.blocks.len() > 1 && !is_nested_list(&item.blocks[1]));
        let mut lines = Vec::new();
        for (marker, item) in markers.iter().zip(items) {
            if is_loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let marker = " ".repeat(widest - width(marker)) + marker;
            lines.extend(hang(&marker, self.item(item, less(room, widest))));
        }
        lines
    }

    /// An entry; a list nested in it follows its line at once.
    fn item(&self, item: &Item, room: Room) -> Vec<String> {
        match item.blocks.as_slice() {
            [first @ Block::Paragraph(_), rest @ ..] if rest.first().is_some_and(is_nested_list) => {
                let mut lines = self.block(first, room);
                lines.extend(self.blocks(rest, room));
                lines
            }
            blocks => self.blocks(blocks, room),
        }
    }

    fn definitions(&self, definitions: &[Definition], room: Room) -> Vec<String> {
        let mut lines = Vec::new();
        for definition in definitions {
            lines.extend(definition.terms.iter().flat_map(|term| self.text(term, room, Style::STRONG)));
            lines.extend(indent(4, self.blocks(&definition.blocks, less(room, 4))));
        }
        lines
    }

    fn figure(&self, images: &[Image], caption: Option<&Text>, room: Room) -> Vec<String> {
        let described = images.iter().map(|image| match image.alt.as_str() {
            "" => Text::plain("[picture]"),
            alt => Text::plain(format!("[picture: {alt}]")),
        });
        let mut lines: Vec<String> =
            described.flat_map(|text| self.text(&text, room, Style::PLAIN)).collect();
        lines.extend(caption.into_iter().flat_map(|caption| self.text(caption, room, Style::EMPHASIS)));
        lines
    }

    fn footnote(&self, note: &Footnote, room: Room) -> Vec<String> {
        let marker = format!("[{}] ", note.label);
        let lines = self.blocks(&note.blocks, less(room, width(&marker)));
        hang(&marker, lines)
    }

    fn table(&self, table: &Table, room: Room) -> Vec<String> {
        let mut lines: Vec<String> =
            table.caption.iter().flat_map(|caption| self.text(caption, room, Style::EMPHASIS)).collect();
        let body = self.columns(table, room).unwrap_or_else(|| self.records(table, room));
        lines.extend(body);
        lines
    }

    /// The table in aligned columns, where it fits.
    fn columns(&self, table: &Table, room: Room) -> Option<Vec<String>> {
        let grid = grid(table)?;
        let columns = grid.iter().map(Vec::len).max()?;
        let mut widths = vec![0; columns];
        for row in &grid {
            for (cell, widest) in row.iter().zip(&mut widths) {
                *widest = (*widest).max(width(cell));
            }
        }
        let whole = widths.iter().sum::<usize>() + 2 * (columns - 1);
        if room.is_some_and(|room| whole > room) {
            return None;
        }
        let line = |(row, cells): (&Vec<String>, &Vec<crate::news::Cell>)| {
            let padded: Vec<String> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, &widest))| {
                    pad(cell, widest, table.alignments.get(column).copied().unwrap_or_default())
                })
                .collect();
            let is_header = cells.iter().all(|cell| cell.header);
            self.painted(padded.join("  ").trim_end(), if is_header { Style::STRONG } else { Style::PLAIN })
        };
        Some(grid.iter().zip(&table.rows).map(line).collect())
    }

    /// The table row by row, every cell on a line of its own behind the name of its column.
    fn records(&self, table: &Table, room: Room) -> Vec<String> {
        let names = table.rows.first().filter(|row| row.iter().all(|cell| cell.header));
        let mut lines = Vec::new();
        for row in table.rows.iter().skip(usize::from(names.is_some() && table.rows.len() > 1)) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            for (column, cell) in row.iter().enumerate() {
                let name = names.and_then(|names| names.get(column)).filter(|_| table.rows.len() > 1);
                let mut labelled = Text::default();
                if let Some(name) = name.filter(|name| !name.text.is_blank()) {
                    labelled.push(&format!("{}: ", flat(&name.text)), Style::STRONG, None);
                }
                append(&mut labelled, &cell.text);
                lines.extend(indent_after_first(2, self.text(&labelled, less(room, 2), Style::PLAIN)));
            }
        }
        lines
    }

    /// A text's lines: wrapped, with its links numbered, its readings in brackets, and painted.
    fn text(&self, text: &Text, room: Room, look: Style) -> Vec<String> {
        let text = spelled_out(text);
        let mut lines = Vec::new();
        let mut start = 0;
        for forced in text.string.split('\n') {
            let ranges = match room {
                Some(room) => wrap(forced, room),
                None => std::iter::once(0..forced.len()).collect(),
            };
            let whole = ranges.into_iter().map(|range| start + range.start..start + range.end);
            lines.extend(whole.map(|range| self.line(&text, range, look)));
            start += forced.len() + 1;
        }
        lines
    }

    fn line(&self, text: &Text, line: Range<usize>, look: Style) -> String {
        let mut out = String::new();
        for (run, style, link) in text.stretches() {
            let range = run.start.max(line.start)..run.end.min(line.end);
            if range.start < range.end {
                let link = if link.is_some() { Style::UNDERLINE } else { Style::PLAIN };
                out.push_str(&self.painted(&text.string[range], style.with(look).with(link)));
            }
        }
        out
    }

    /// Letters between the escapes for their look.
    fn painted(&self, letters: &str, style: Style) -> String {
        let codes: Vec<&str> = [
            (Style::STRONG, "1"),
            (Style::MARK, "1"),
            (Style::CODE, "2"),
            (Style::STRIKE, "2"),
            (Style::EMPHASIS, "3"),
            (Style::MATH, "3"),
            (Style::UNDERLINE, "4"),
        ]
        .into_iter()
        .filter_map(|(each, code)| style.has(each).then_some(code))
        .collect();
        if !self.paints || codes.is_empty() || letters.is_empty() {
            return letters.to_owned();
        }
        format!("\u{1B}[{}m{letters}\u{1B}[0m", codes.join(";"))
    }
}

fn is_nested_list(block: &Block) -> bool {
    matches!(block, Block::List { .. })
}

fn less(room: Room, columns: usize) -> Room {
    room.map(|room| room.saturating_sub(columns).max(NARROWEST))
}

fn hang(marker: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return vec![marker.to_owned()];
    }
    let blank = " ".repeat(width(marker));
    let prefixes = std::iter::once(marker).chain(std::iter::repeat(blank.as_str()));
    prefixes.zip(lines).map(|(prefix, line)| joined(prefix, &line)).collect()
}

fn indent(columns: usize, lines: Vec<String>) -> Vec<String> {
    let blank = " ".repeat(columns);
    lines.into_iter().map(|line| joined(&blank, &line)).collect()
}

fn indent_after_first(columns: usize, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        lines
    } else {
        hang("", lines)
            .into_iter()
            .enumerate()
            .map(|(number, line)| if number == 0 { line } else { joined(&" ".repeat(columns), &line) })
            .collect()
    }
}

/// Empty lines stay empty.
fn joined(prefix: &str, line: &str) -> String {
    if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") }
}

fn pad(cell: &str, columns: usize, alignment: Alignment) -> String {
    let spare = columns.saturating_sub(width(cell));
    let before = match alignment {
        Alignment::Start => 0,
        Alignment::Center => spare / 2,
        Alignment::End => spare,
    };
    format!("{}{cell}{}", " ".repeat(before), " ".repeat(spare - before))
}

/// The cells' texts by row and column, spans filled with nothing; `None` for more columns than can be read.
fn grid(table: &Table) -> Option<Vec<Vec<String>>> {
    let mut below: Vec<u16> = Vec::new();
    let mut grid = Vec::with_capacity(table.rows.len());
    for cells in &table.rows {
        let mut row: Vec<String> = Vec::new();
        let skip = |row: &mut Vec<String>, below: &mut Vec<u16>| {
            while let Some(rows) = below.get_mut(row.len()).filter(|rows| **rows > 0) {
                *rows -= 1;
                row.push(String::new());
            }
        };
        for cell in cells {
            skip(&mut row, &mut below);
            let start = row.len();
            if start + usize::from(cell.columns) > COLUMNS {
                return None;
            }
            row.push(flat(&cell.text));
            row.resize(start + usize::from(cell.columns.max(1)), String::new());
            below.resize(below.len().max(row.len()), 0);
            below[start..row.len()].fill(cell.rows.saturating_sub(1));
        }
        skip(&mut row, &mut below);
        grid.push(row);
    }
    Some(grid)
}

fn flat(text: &Text) -> String {
    spelled_out(text).string.replace('\n', " ")
}

fn append(to: &mut Text, text: &Text) {
    for (range, style, link) in text.stretches() {
        to.push(&text.string[range], style, link);
    }
}

/// A text with what looks alone would say: readings in brackets, numbers after links. Hints where a word may
/// break with a hyphen are left out.
fn spelled_out(text: &Text) -> Text {
    let mut out = Text::default();
    let stretches: Vec<_> = text.stretches().collect();
    for (number, (range, style, link)) in stretches.iter().enumerate() {
        let mut from = range.start;
        for (base, reading) in &text.ruby {
            let end = base.end as usize;
            if end > from && end <= range.end {
                push(&mut out, &text.string[from..end], *style, *link);
                push(&mut out, &format!("({reading})"), *style, *link);
                from = end;
            }
        }
        push(&mut out, &text.string[from..range.end], *style, *link);
        let goes_on = stretches.get(number + 1).is_some_and(|(_, _, next)| next == link);
        if let Some(LinkId(id)) = link.filter(|_| !goes_on) {
            out.push(&format!("[{}]", id + 1), Style::PLAIN, None);
        }
    }
    out
}

fn push(out: &mut Text, letters: &str, style: Style, link: Option<LinkId>) {
    out.push(&letters.replace('\u{AD}', ""), style, link);
}
