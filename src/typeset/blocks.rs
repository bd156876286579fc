//! How each kind of block is set. It must not know how lines are broken.

use super::layout::{Part, Span};
use super::page::{Kind, Manner, Page};
use super::paragraph::Room;
use super::spans::SetLine;
use super::steps::made_up;
use super::table;
use super::width::{clusters, truncate, width};
use crate::news::{Block, Definition, Footnote, Image, Item, Style, Text, numbers};

/// Sets blocks that follow each other.
pub(super) fn set_all(page: &mut Page<'_>, blocks: &[Block], depth: usize) {
    for (number, block) in blocks.iter().enumerate() {
        if number > 0 && stands_apart(page, &blocks[number - 1], block) {
            page.space();
        }
        set(page, block, depth);
    }
}

/// Whether an empty line parts a block from the one before it; a paragraph may stand in instead.
pub(super) fn stands_apart(page: &mut Page<'_>, before: &Block, block: &Block) -> bool {
    !(matches!((before, block), (Block::Paragraph(_), Block::Paragraph(_))) && page.stand_in())
}

/// Sets one block; `depth` is how many lists it stands in.
pub(super) fn set(page: &mut Page<'_>, block: &Block, depth: usize) {
    match block {
        Block::Paragraph(text) => page.text(text, &Manner::of(Part::Text)),
        Block::Heading(level, text) => heading(page, *level, text),
        Block::List { start, reversed, numerals, items } => {
            let numbers = numbers(start.unwrap_or_default(), *reversed, items);
            let numbers = start.map(|_| numbers.map(|number| numerals.written(number)).collect());
            list(page, &Labels::new(page, numbers, depth), items, depth);
        }
        Block::Definitions(definitions) => define(page, definitions, depth),
        Block::Quote { blocks, citation } => quote(page, blocks, citation.as_ref(), depth),
        Block::Code { text, .. } => code(page, text),
        Block::Table(table) => table::set(page, table),
        Block::Figure { images, caption } => figure(page, images, caption.as_ref()),
        Block::Math(formula) => math(page, formula),
        Block::Details { summary, blocks } => details(page, summary, blocks, depth),
        Block::Footnotes(notes) => footnotes(page, notes, depth),
        Block::Rule => {
            let mark: String = page.marks.pause.chars().take(usize::from(page.measure())).collect();
            let at = page.here();
            centre(page, SetLine { start: at, end: at, ..made_up_line(&mark, Part::Rule) });
        }
    }
}

fn heading(page: &mut Page<'_>, level: u8, text: &Text) {
    let part = Part::Heading(level);
    if !text.is_blank() {
        page.heading(level, text);
    }
    if level > 2 || text.is_blank() {
        return page.text(text, &Manner::over_text(part));
    }
    page.step(Some(page.marks.heading.to_owned()), "", part);
    page.text(text, &Manner::over_text(part));
    page.step_back();
}

fn list(page: &mut Page<'_>, labels: &Labels, items: &[Item], depth: usize) {
    let tight = items.iter().all(is_tight);
    for (number, item) in items.iter().enumerate() {
        if number > 0 && !tight {
            page.space();
        }
        page.step(Some(labels.label(page, number, item)), "", Part::Marker);
        if tight {
            item.blocks.iter().for_each(|block| set(page, block, depth + 1));
        } else {
            set_all(page, &item.blocks, depth + 1);
        }
        page.step_back();
    }
}

/// Whether an entry is a paragraph and lists below it, at most: such entries follow without an empty line.
fn is_tight(item: &Item) -> bool {
    item.blocks.iter().enumerate().all(|(number, block)| match block {
        Block::Paragraph(_) => number == 0,
        Block::List { .. } => true,
        Block::Heading(..)
        | Block::Definitions(_)
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Table(_)
        | Block::Figure { .. }
        | Block::Math(_)
        | Block::Details { .. }
        | Block::Footnotes(_)
        | Block::Rule => false,
    })
}

/// What stands before the entries of a list.
struct Labels {
    bullet: &'static str,
    /// The numbers of an ordered one, as they are written.
    numbers: Option<Vec<String>>,
    /// Letters of the longest.
    longest: usize,
}

impl Labels {
    fn new(page: &Page<'_>, numbers: Option<Vec<String>>, depth: usize) -> Self {
        let bullets = page.marks.bullets;
        let longest = numbers.iter().flatten().map(String::len).max().unwrap_or(0);
        Self { bullet: bullets[depth.min(bullets.len() - 1)], numbers, longest }
    }

    fn label(&self, page: &Page<'_>, place: usize, item: &Item) -> String {
        let task = item.checked.map(|done| if done { page.marks.done } else { page.marks.open });
        match self.numbers.as_ref().and_then(|numbers| numbers.get(place)) {
            Some(number) => {
                format!("{number:>longest$}. {}", task.unwrap_or_default(), longest = self.longest)
            }
            None => task.unwrap_or(self.bullet).to_owned(),
        }
    }
}

fn define(page: &mut Page<'_>, definitions: &[Definition], depth: usize) {
    for (number, definition) in definitions.iter().enumerate() {
        if number > 0 {
            page.space();
        }
        let manner = Manner { style: Style::STRONG, ..Manner::over_text(Part::Text) };
        definition.terms.iter().for_each(|term| page.text(term, &manner));
        page.step(Some("    ".to_owned()), "", Part::Marker);
        set_all(page, &definition.blocks, depth);
        page.step_out();
    }
}

fn quote(page: &mut Page<'_>, blocks: &[Block], citation: Option<&Text>, depth: usize) {
    page.step(None, page.marks.quote, Part::Bar);
    set_all(page, blocks, depth);
    if let Some(citation) = citation {
        let lead = if citation.is_blank() { "" } else { page.marks.dash };
        page.text(citation, &Manner { lead, lead_part: Part::Marker, ..Manner::of(Part::Caption) });
    }
    page.step_out();
}

/// Code keeps its lines, however wide, and its spaces; tabs reach to the next multiple of four.
fn code(page: &mut Page<'_>, text: &str) {
    let base = page.take(text.len());
    page.step(None, page.marks.code, Part::Bar);
    let mut start = 0;
    for line in text.split('\n') {
        let mut rest = line;
        loop {
            let (piece, further) = rest.split_at(end_of_code_line(rest));
            page.push(code_line(piece, base + start as u32), Kind::Code);
            start += piece.len();
            rest = further;
            if rest.is_empty() {
                break;
            }
        }
        start += 1;
    }
    page.step_out();
}

const TAB: u16 = 4;

/// Columns after which a line of code goes on in the next one. Nobody scrolls that far sideways, a frame that did would
/// take its time, and columns are counted in 16 bits.
const WIDEST_CODE: usize = 10_000;

/// Where a line of code is to be broken: nearly always at its end.
fn end_of_code_line(line: &str) -> usize {
    if line.len() * usize::from(TAB) <= WIDEST_CODE {
        return line.len();
    }
    let mut columns = 0;
    let beyond = clusters(line).find(|cluster| {
        let is_tab = &line[cluster.start..cluster.end] == "\t";
        columns += usize::from(if is_tab { TAB } else { cluster.width });
        columns > WIDEST_CODE && cluster.start > 0
    });
    beyond.map_or(line.len(), |cluster| cluster.start)
}

fn code_line(text: &str, base: u32) -> SetLine {
    let mut line = SetLine { start: base, end: base + text.len() as u32, ..SetLine::default() };
    let mut joins = false;
    let mut in_word = false;
    for cluster in clusters(text) {
        let piece = &text[cluster.start..cluster.end];
        let begins_word = !cluster.is_space(text) && cluster.width > 0;
        line.half_words += if begins_word && !in_word { 2 } else { 0 };
        in_word = begins_word;
        if piece == "\t" {
            let columns = TAB - line.width % TAB;
            line.spans.push(made_up(" ".repeat(usize::from(columns)), Part::Code));
            line.width = line.width.saturating_add(columns);
        } else if cluster.width > 0 {
            line.width = line.width.saturating_add(cluster.width);
            match line.spans.last_mut() {
                Some(span) if joins => span.text.push_str(piece),
                Some(_) | None => {
                    let start = Some(base + cluster.start as u32);
                    line.spans.push(Span { start, ..made_up(piece.to_owned(), Part::Code) });
                }
            }
        }
        joins = piece != "\t" && cluster.width > 0;
    }
    line.start = line.spans.iter().find_map(|span| span.start).unwrap_or(base);
    line
}

fn figure(page: &mut Page<'_>, images: &[Image], caption: Option<&Text>) {
    let blank = caption.filter(|text| text.is_blank() && !images.is_empty());
    let caption = caption.filter(|text| !text.is_blank()).or_else(|| caption.filter(|_| images.is_empty()));
    let mark = page.marks.picture;
    let shown = |page: &mut Page<'_>, text: &Text, lead: &str| {
        page.step(Some(mark.to_owned()), "", Part::Note);
        let blank = text.is_blank();
        if blank {
            page.own(lead.trim_end_matches([':', ' ']), Part::Note);
            page.take(text.string.len());
        } else {
            page.text(text, &Manner { lead, ..Manner::of(Part::Caption) });
        }
        page.step_out();
    };
    let Some(caption) = caption else {
        for image in images {
            shown(page, &Text::plain(image.alt.as_str()), "Picture: ");
        }
        // It shows nothing, and stands in the plain text all the same.
        blank.into_iter().for_each(|blank| _ = page.take(blank.string.len()));
        return;
    };
    for image in images {
        page.take(image.alt.len());
    }
    let lead = if images.len() > 1 { format!("{} pictures: ", images.len()) } else { "Picture: ".to_owned() };
    shown(page, caption, &lead);
}

/// A formula stands in the middle of the measure, or wrapped where it is wider.
fn math(page: &mut Page<'_>, formula: &str) {
    let text = Text::plain(formula);
    let base = page.take(formula.len());
    let manner = Manner { style: Style::MATH, ..Manner::of(Part::Text) };
    let room = Room::of(page.measure());
    for line in page.lines(&text, Some(base), &manner, room) {
        centre(page, line);
    }
}

fn made_up_line(text: &str, part: Part) -> SetLine {
    SetLine { spans: vec![made_up(text.to_owned(), part)], width: width(text), ..SetLine::default() }
}

fn centre(page: &mut Page<'_>, mut line: SetLine) {
    let measure = page.measure();
    let left = (measure - line.width.min(measure)) / 2;
    if left > 0 {
        let part = line.spans.first().map_or(Part::Text, |span| span.part);
        line.spans.insert(0, made_up(" ".repeat(usize::from(left)), part));
        line.width += left;
    }
    page.push(line, Kind::Prose);
}

fn details(page: &mut Page<'_>, summary: &Text, blocks: &[Block], depth: usize) {
    page.step(Some(page.marks.details.to_owned()), "", Part::Marker);
    page.text(summary, &Manner::of(Part::Text));
    if !blocks.is_empty() {
        page.space();
        set_all(page, blocks, depth);
    }
    page.step_back();
}

/// The longest label of a note that is shown whole.
const LABEL: u16 = 8;

fn footnotes(page: &mut Page<'_>, notes: &[Footnote], depth: usize) {
    if notes.is_empty() {
        return;
    }
    let mark = page.marks.rule.repeat(usize::from(page.measure().min(12)));
    page.push_rule(SetLine { keeps_with_next: true, ..made_up_line(&mark, Part::Rule) });
    for note in notes {
        page.step(Some(format!("[{}] ", truncate(&note.label, LABEL))), "", Part::Marker);
        set_all(page, &note.blocks, depth);
        page.step_back();
    }
}
