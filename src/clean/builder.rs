//! Builds a document from what a markup reader meets: blocks opened and closed, letters, styles, links.
//!
//! Markdown and HTML both end here, so that white space, links, pictures and tables follow one rule. It takes
//! any order of calls: what is opened in the wrong place is put where it can stand, and no text is lost. It
//! knows no markup.

use std::collections::HashMap;

use super::links::number_links;
use super::shapes::{
    add_term, code, counts_readers, figure, is_beacon, is_emoji, is_invisible, linked, push_beside_items,
    quote, settle_numbers, settled, shared, ticked, without_dash,
};
use super::table::{Draft, DraftCell};
use super::text::{is_allowed, str_line};
use super::url::{Base, next_in_text, shown_host, without_tracking};
use crate::news::{
    Alignment, Block, Definition, Direction, Document, Footnote, Image, Item, Link, LinkId, Numerals, Span,
    Style, Text,
};

/// How deep blocks may lie in each other; deeper ones give their text to the one above.
const DEPTH: usize = 100;

/// How deep stretches that run otherwise may lie in each other, and how many of them are kept in all.
const DEEPEST_SPAN: usize = 4;
const MOST_SPANS: usize = 50_000;

/// Columns that a line is set in at most.
const WIDEST_MARGIN: usize = 40;

/// What an open block will become.
pub(super) enum Role {
    /// The document itself.
    Root,
    /// A block quote, with its citation and how many blocks stood before that.
    Quote(Option<(usize, Text)>),
    /// A list with its entries.
    List { start: Option<i64>, reversed: bool, numerals: Numerals, items: Vec<Item> },
    /// An entry of a list: for a task, whether it is done; and the number it tells.
    Item { checked: Option<bool>, number: Option<i64> },
    /// A list of definitions.
    Definitions(Vec<Definition>),
    /// What a term means.
    Meaning,
    /// A table with its rows.
    Table(Draft),
    /// A row of a table.
    Row(Vec<DraftCell>),
    /// A cell: whether it is a header, and how many columns and rows it spans.
    Cell { header: bool, columns: u16, rows: u16, alignment: Option<Alignment> },
    /// Pictures and their caption, and how many blocks stood before that.
    Figure(Option<(usize, Text)>),
    /// A folded part and its summary.
    Details(Option<Text>),
    /// Text whose white space counts: the language and what was gathered.
    Code { language: Option<String>, text: String },
    /// A note under its label.
    Footnote(String),
    /// A heading of a level.
    Heading(u8),
    /// One line of text for the block around it.
    Slot(Slot),
}

/// Which line of the block around it a slot fills.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The caption of a figure or table.
    Caption,
    /// The summary of a folded part.
    Summary,
    /// A term that is defined.
    Term,
    /// The source of a quote.
    Citation,
}

/// A block that is still open, and the blocks inside it.
struct Frame {
    role: Role,
    blocks: Vec<Block>,
    /// How deep it lies, what it will be put into counted as well.
    level: usize,
}

/// How many levels a block adds to the one around it: entries without a list are put into one, and what stands
/// straight in a list is put into an entry.
fn levels(around: &Role, role: &Role) -> usize {
    let is_list = matches!(around, Role::List { .. });
    let is_entry = matches!(role, Role::Item { .. });
    1 + usize::from(is_list != is_entry)
}

/// A link that is still open. It gets its number with its first letter.
struct OpenLink {
    url: String,
    id: Option<LinkId>,
}

/// The document under way.
pub(super) struct Builder<'a> {
    base: Base<'a>,
    frames: Vec<Frame>,
    text: Text,
    /// A blank that is due before the next letter, and the look of the place where it stood.
    blank: Option<(Style, Option<LinkId>)>,
    /// Columns that the line to come is set in.
    margin: usize,
    /// Stretches that are open, the outermost first, with where each begins.
    spans: Vec<Span>,
    /// How many were closed so far.
    spans_told: usize,
    /// Pictures met inside the paragraph, to stand after it.
    pictures: Vec<Image>,
    links: Vec<Link>,
    numbers: HashMap<String, LinkId>,
    open_link: Option<OpenLink>,
    notes: Vec<Footnote>,
    /// The look of the letters to come.
    pub(super) style: Style,
    /// Which way the texts to come run, where their markup says so.
    pub(super) direction: Direction,
    /// The language of the texts to come, where it is not the document's.
    pub(super) language: Option<String>,
    /// Whether blocks lay so deep in each other that some were unwrapped.
    pub(super) too_deep: bool,
}

impl<'a> Builder<'a> {
    /// An empty document whose addresses are joined to `base`.
    pub(super) fn new(base: Option<&'a str>) -> Self {
        Self {
            base: Base::new(base),
            frames: vec![Frame { role: Role::Root, blocks: Vec::new(), level: 1 }],
            text: Text::default(),
            blank: None,
            margin: 0,
            spans: Vec::new(),
            spans_told: 0,
            pictures: Vec::new(),
            links: Vec::new(),
            numbers: HashMap::new(),
            open_link: None,
            notes: Vec::new(),
            style: Style::PLAIN,
            direction: Direction::Auto,
            language: None,
            too_deep: false,
        }
    }

    /// Makes room for so many blocks: moving them all again and again costs more than making them.
    pub(super) fn expect(&mut self, blocks: usize) {
        self.top_mut().blocks.reserve(blocks);
    }

    /// The address that others are joined to.
    pub(super) fn base(&self) -> Option<&'a str> {
        self.base.written()
    }

    /// How many blocks are open: what [`Self::close_to`] takes.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Whether the letters to come are code, where white space counts.
    pub(super) fn is_verbatim(&self) -> bool {
        matches!(self.top().role, Role::Code { .. })
    }

    /// Opens a block. Too deep ones are not opened: their text goes to the block around them.
    pub(super) fn open(&mut self, role: Role) {
        self.end_paragraph();
        let level = self.top().level + levels(&self.top().role, &role);
        if level <= DEPTH {
            self.frames.push(Frame { role, blocks: Vec::new(), level });
        } else {
            self.too_deep = true;
        }
    }

    /// Closes blocks until `depth` are open.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.end_paragraph();
        while self.frames.len() > depth.max(1) {
            if let Some(frame) = self.frames.pop() {
                self.deliver(frame);
            }
        }
    }

    /// Marks the innermost entry of a list as a task.
    pub(super) fn check(&mut self, done: bool) {
        if let Some(Frame { role: Role::Item { checked, .. }, .. }) = self.frames.last_mut() {
            *checked = Some(done);
        }
    }

    /// Says where the quote that is open was taken from: its source leads there, or is the address's host.
    pub(super) fn cite(&mut self, address: &str) {
        self.end_paragraph();
        let Some((url, host)) = self
            .base
            .web(address)
            .and_then(|url| Some((shown_host(&url)?, url)))
            .map(|(host, url)| (url, host))
        else {
            return;
        };
        let depth = self.depth();
        match &self.top().role {
            Role::Quote(Some((_, text))) if text.runs.iter().any(|run| run.link.is_some()) => (),
            Role::Quote(Some(_)) => {
                self.open_link(&url);
                let link = self.link_id();
                if let Role::Quote(Some((_, text))) = &mut self.top_mut().role {
                    linked(text, link);
                }
            }
            Role::Quote(None) if !self.top().blocks.is_empty() => {
                self.open(Role::Slot(Slot::Citation));
                self.open_link(&url);
                self.letters(host.strip_prefix("www.").unwrap_or(&host));
            }
            _ => (),
        }
        self.close_link();
        self.close_to(depth);
    }

    /// Whether the innermost block is a quote.
    pub(super) fn is_in_quote(&self) -> bool {
        matches!(self.top().role, Role::Quote(_))
    }

    /// Letters as they stand in the markup: white space folds to one blank, unless they are code.
    pub(super) fn letters(&mut self, letters: &str) {
        if let Role::Code { text, .. } = &mut self.top_mut().role {
            text.push_str(letters);
            return;
        }
        let mut from = 0;
        let mut is_begun = false;
        for (at, letter) in letters.char_indices() {
            if letter.is_ascii_graphic() {
                continue;
            }
            let is_blank =
                matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            let is_indent = from == at && letter.is_whitespace() && self.is_line_start();
            if is_blank || is_indent || !is_allowed(letter) {
                is_begun = self.put_more(&letters[from..at], is_begun);
                from = at + letter.len_utf8();
            }
            if is_blank && self.blank.is_none() {
                self.blank = Some((self.style, self.link_id_so_far()));
            }
        }
        self.put_more(&letters[from..], is_begun);
    }

    /// Letters of one line whose rows of blanks stay: all but the last of a row neither break nor fold, wherever one
    /// element ends in it and the next begins. A line begins with its first letter all the same.
    pub(super) fn spaced_letters(&mut self, letters: &str) {
        if self.is_verbatim() {
            return self.letters(letters);
        }
        for piece in letters.split_inclusive([' ', '\t']) {
            if self.is_line_start() && matches!(piece, " " | "\t") {
                // As many columns as a browser gives a tab: to the next eighth.
                self.margin = if piece == " " { self.margin + 1 } else { (self.margin / 8 + 1) * 8 };
                continue;
            }
            if piece.starts_with([' ', '\t'])
                && let Some((style, link)) = self.blank.take()
                && !self.is_line_start()
            {
                self.text.push("\u{A0}", style, link);
            }
            self.letters(piece);
        }
    }

    /// Letters in which bare web addresses become links.
    pub(super) fn prose(&mut self, letters: &str) {
        if self.open_link.is_some() || self.style.has(Style::CODE) || self.is_verbatim() {
            return self.letters(letters);
        }
        let mut rest = letters;
        while let Some((before, address, after)) = next_in_text(rest) {
            self.letters(before);
            self.open_link(address);
            self.letters(address);
            self.close_link();
            rest = after;
        }
        self.letters(rest);
    }

    /// A line of text without markup; an empty one ends the paragraph.
    pub(super) fn prose_line(&mut self, line: &str) {
        if line.trim().is_empty() {
            return self.end_paragraph();
        }
        self.prose(line);
        self.line_break();
    }

    /// A formula on a line of its own.
    pub(super) fn math(&mut self, formula: &str) {
        self.end_paragraph();
        let formula = str_line(formula);
        if !is_invisible(&formula) {
            self.push(Block::Math(formula));
        }
    }

    /// Sets the line that begins in by some columns, which no break and no wrapping takes away.
    pub(super) fn indent(&mut self, columns: usize) {
        self.put(&"\u{A0}".repeat(columns));
    }

    /// A forced line break; two in a row end the paragraph.
    pub(super) fn line_break(&mut self) {
        self.blank = None;
        self.margin = 0;
        if let Role::Code { text, .. } = &mut self.top_mut().role {
            text.push('\n');
        } else if self.text.string.ends_with('\n') {
            self.end_paragraph();
        } else if !self.text.string.is_empty() {
            let link = self.link_id_so_far();
            self.text.push("\n", self.style, link);
        }
    }

    /// Ends the paragraph under way, if there is one.
    pub(super) fn end_paragraph(&mut self) {
        if let Role::Code { text, .. } = &mut self.top_mut().role {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            return;
        }
        self.blank = None;
        self.margin = 0;
        let open = std::mem::take(&mut self.spans);
        open.iter().rev().for_each(|span| self.tell_span(span.clone()));
        self.spans.extend(open.into_iter().map(|span| Span { range: 0..0, ..span }));
        // Those of one place were told from the inside out.
        self.text.spans.reverse();
        let text = settled(std::mem::take(&mut self.text));
        if !is_invisible(&text.string) {
            let language = self.language.clone();
            let text = Text { direction: self.direction, language, ..text };
            self.push(Block::Paragraph(without_told_twice(text)));
        }
        for picture in std::mem::take(&mut self.pictures) {
            self.push(Block::Figure { images: vec![picture], caption: None });
        }
    }

    /// A break in thought.
    pub(super) fn rule(&mut self) {
        self.end_paragraph();
        self.push(Block::Rule);
    }

    /// A picture. One whose address cannot be used gives its description to the text instead, unless it lies in the
    /// page itself, or beside one that came from nowhere, and stands alone: then it is a picture without an address.
    pub(super) fn image(&mut self, address: &str, alt: &str, size: Option<(u32, u32)>) {
        let alt = str_line(alt);
        match self.base.web(address) {
            Some(url) if is_beacon(size) || counts_readers(&url) => (),
            // A picture of one character stands for that character.
            Some(_) if is_emoji(&alt) => self.letters(&alt),
            Some(url) => {
                self.pictures.push(Image { url, alt, size });
                if self.text.string.is_empty() {
                    self.end_paragraph();
                }
            }
            None if self.takes_undrawn(address, &alt) => {
                self.pictures.push(Image { url: String::new(), alt, size });
                self.end_paragraph();
            }
            None => self.letters(&alt),
        }
    }

    /// Whether a picture that lies in the page itself or beside it, and so has no address, stands alone: inside a
    /// sentence, a link or one of the lines that hold no pictures its description takes its place.
    fn takes_undrawn(&self, address: &str, alt: &str) -> bool {
        let is_beside = self.base.written().is_none() && !address.contains(':');
        let is_undrawn = is_beside || address.is_empty() || address.starts_with("data:");
        let is_line = matches!(
            self.top().role,
            Role::Code { .. } | Role::Cell { .. } | Role::Heading(_) | Role::Slot(_)
        );
        let is_in_figure = matches!(self.top().role, Role::Figure(_));
        is_undrawn
            && self.text.string.is_empty()
            && !is_line
            && (is_in_figure || self.open_link.is_none())
            && !is_invisible(alt)
            && !is_emoji(alt)
    }

    /// Opens a link, ending one that is open. An address that may not be followed opens none.
    pub(super) fn open_link(&mut self, address: &str) {
        self.close_link();
        if address.trim_start().starts_with('#') {
            return;
        }
        let url = self.base.link(address).map(|url| without_tracking(&url));
        self.open_link = url.map(|url| OpenLink { url, id: None });
    }

    /// Closes the link that is open, if one is.
    pub(super) fn close_link(&mut self) {
        self.open_link = None;
    }

    /// Writes a reading above the last `base` bytes of the paragraph (ruby).
    pub(super) fn ruby(&mut self, base: usize, reading: &str) {
        let reading = str_line(reading);
        let end = self.text.string.len();
        let blank = self.text.string.get(base..).is_some_and(|text| text.starts_with([' ', '\n']));
        let base = base + usize::from(blank);
        if base < end && !reading.is_empty() {
            self.text.ruby.push((base as u32..end as u32, reading));
        }
    }

    /// Opens a stretch that runs otherwise or is of another language; how many are open then. One too deep is not.
    pub(super) fn open_span(&mut self, span: Span) {
        if self.spans.len() < DEEPEST_SPAN {
            let start = self.text.string.len() as u32;
            self.spans.push(Span { range: start..start, ..span });
        }
    }

    /// How many such stretches are open: what [`Self::close_spans_to`] takes.
    pub(super) fn open_spans(&self) -> usize {
        self.spans.len()
    }

    /// Closes such stretches until so many are open.
    pub(super) fn close_spans_to(&mut self, count: usize) {
        while self.spans.len() > count
            && let Some(span) = self.spans.pop()
        {
            self.tell_span(span);
        }
    }

    /// The language and direction that hold inside of all that is open, where something open tells them.
    pub(super) fn language_here(&self) -> Option<&str> {
        self.spans.iter().rev().find_map(|span| span.language.as_deref()).or(self.language.as_deref())
    }

    /// Which way the letters to come run, where something that is open says so.
    pub(super) fn direction_here(&self) -> Direction {
        self.spans.iter().rev().find_map(|span| span.direction).unwrap_or(self.direction)
    }

    /// Puts a stretch that ends here into the paragraph, without the blanks before its first letter.
    fn tell_span(&mut self, span: Span) {
        let from = span.range.start as usize;
        let Some(inside) = self.text.string.get(from..) else { return };
        let start = from + (inside.len() - inside.trim_start_matches([' ', '\n']).len());
        if start < self.text.string.len() && self.spans_told < MOST_SPANS {
            self.spans_told += 1;
            let range = start as u32..self.text.string.len() as u32;
            self.text.spans.push(Span { range, ..span });
        }
    }

    /// How many bytes the paragraph under way has.
    pub(super) fn paragraph_len(&self) -> usize {
        self.text.string.len()
    }

    /// The finished document.
    pub(super) fn finish(mut self) -> Document {
        self.close_to(1);
        if !self.notes.is_empty() {
            let notes = std::mem::take(&mut self.notes);
            self.push(Block::Footnotes(notes));
        }
        let mut blocks = std::mem::take(&mut self.top_mut().blocks);
        blocks.shrink_to_fit();
        let mut document = Document { blocks, links: self.links, ..Document::default() };
        number_links(&mut document);
        document
    }

    fn top(&self) -> &Frame {
        self.frames.last().expect("the root is never closed")
    }

    fn top_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root is never closed")
    }

    fn is_line_start(&self) -> bool {
        self.text.string.is_empty() || self.text.string.ends_with('\n')
    }

    fn put_blank(&mut self) {
        let Some((style, link)) = self.blank.take() else { return };
        if !self.is_line_start() {
            let here = self.link_id_so_far();
            self.text.push(" ", shared(style, self.style), link.filter(|_| link == here));
        }
    }

    fn put(&mut self, letters: &str) {
        if !letters.is_empty() {
            let margin = std::mem::take(&mut self.margin);
            if margin > 0 && self.is_line_start() {
                self.text.push(&"\u{A0}".repeat(margin.min(WIDEST_MARGIN)), Style::PLAIN, None);
            }
            self.put_blank();
            let link = self.link_id();
            self.text.push(letters, self.style, link);
        }
    }

    /// [`Self::put`], in short where letters of the same place went before: they have the same look, and so has a blank
    /// between them. Whether letters of this place have been put now.
    fn put_more(&mut self, letters: &str, is_begun: bool) -> bool {
        if letters.is_empty() {
            return is_begun;
        }
        if let (true, Some(run)) = (is_begun, self.text.runs.last_mut()) {
            if self.blank.take().is_some() {
                self.text.string.push(' ');
            }
            self.text.string.push_str(letters);
            run.end = self.text.string.len() as u32;
        } else {
            self.put(letters);
        }
        true
    }

    fn link_id_so_far(&self) -> Option<LinkId> {
        let link = self.open_link.as_ref()?;
        link.id.or_else(|| self.numbers.get(&link.url).copied())
    }

    /// The number of the open link; given now, if it has none yet.
    fn link_id(&mut self) -> Option<LinkId> {
        let link = self.open_link.as_mut()?;
        if link.id.is_none() {
            let next = LinkId(self.links.len() as u32);
            let id = *self.numbers.entry(link.url.clone()).or_insert(next);
            if id == next {
                self.links.push(Link { url: link.url.clone(), title: String::new() });
            }
            link.id = Some(id);
        }
        link.id
    }

    /// Puts a finished block into the innermost open one.
    fn push(&mut self, block: Block) {
        let frame = self.top_mut();
        match &mut frame.role {
            Role::List { items, .. } => push_beside_items(items, block),
            _ => frame.blocks.push(block),
        }
    }

    fn push_all(&mut self, blocks: Vec<Block>) {
        blocks.into_iter().for_each(|block| self.push(block));
    }

    /// Turns a closed frame into what it stands for, and gives it to the frame around it.
    fn deliver(&mut self, Frame { role, blocks, .. }: Frame) {
        match role {
            Role::Root => self.push_all(blocks),
            Role::Quote(citation) => self.push_all(quote(blocks, citation)),
            Role::List { start, reversed, numerals, mut items } if !items.is_empty() => {
                // What a list's first entry tells is where it starts.
                let start = start.map(|start| items[0].number.unwrap_or(start));
                settle_numbers(start, reversed, &mut items);
                self.push(Block::List { start, reversed, numerals, items });
            }
            Role::List { .. } => (),
            Role::Item { checked, number } => self.deliver_item(ticked(Item { checked, number, blocks })),
            Role::Definitions(definitions) => {
                self.push_all(blocks);
                if !definitions.is_empty() {
                    self.push(Block::Definitions(definitions));
                }
            }
            Role::Meaning => self.deliver_meaning(blocks),
            Role::Table(draft) => {
                self.push_all(blocks);
                self.push_all(draft.finish());
            }
            Role::Row(cells) => self.deliver_row(cells, blocks),
            Role::Cell { header, columns, rows, alignment } => {
                self.deliver_cell(DraftCell { header, columns, rows, alignment, blocks });
            }
            Role::Figure(caption) => self.push_all(figure(blocks, caption)),
            Role::Details(summary) => match summary {
                Some(summary) => self.push(Block::Details { summary, blocks }),
                None => self.push_all(blocks),
            },
            Role::Code { language, text } => self.push_all(code(language, &text)),
            Role::Footnote(label) => self.notes.push(Footnote { label, blocks }),
            Role::Heading(level) => {
                let (text, pictures) = super::flat::line_of(blocks);
                self.push_all(pictures);
                if !is_invisible(&text.string) {
                    self.push(Block::Heading(level, text));
                }
            }
            Role::Slot(slot) => self.deliver_slot(slot, blocks),
        }
    }

    fn deliver_item(&mut self, item: Item) {
        let frame = self.top_mut();
        if let Role::List { start, items, .. } = &mut frame.role {
            // An empty entry of an ordered list still counts.
            if start.is_some() || item.checked.is_some() || !item.blocks.is_empty() {
                items.push(item);
            }
        } else if item.blocks.is_empty() && item.checked.is_none() {
            // An entry of nothing, without a list that it would count in.
        } else if let Some(Block::List { start: None, items, .. }) = frame.blocks.last_mut() {
            items.push(Item { number: None, ..item });
        } else {
            let items = vec![Item { number: None, ..item }];
            let numerals = Numerals::default();
            frame.blocks.push(Block::List { start: None, reversed: false, numerals, items });
        }
    }

    fn deliver_meaning(&mut self, blocks: Vec<Block>) {
        match &mut self.top_mut().role {
            Role::Definitions(definitions) => match definitions.last_mut() {
                Some(last) => last.blocks.extend(blocks),
                None => definitions.push(Definition { terms: Vec::new(), blocks }),
            },
            _ => self.push_all(blocks),
        }
    }

    fn deliver_row(&mut self, cells: Vec<DraftCell>, misplaced: Vec<Block>) {
        self.push_all(misplaced);
        match &mut self.top_mut().role {
            Role::Table(draft) => draft.rows.push(cells),
            _ => cells.into_iter().for_each(|cell| self.push_all(cell.blocks)),
        }
    }

    fn deliver_cell(&mut self, cell: DraftCell) {
        match &mut self.top_mut().role {
            Role::Row(cells) => cells.push(cell),
            _ => self.push_all(cell.blocks),
        }
    }

    fn deliver_slot(&mut self, slot: Slot, blocks: Vec<Block>) {
        let (mut text, pictures) = super::flat::line_of(blocks);
        if slot == Slot::Citation {
            text = without_dash(text);
        }
        self.push_all(pictures);
        if is_invisible(&text.string) {
            return;
        }
        let frame = self.top_mut();
        let before = frame.blocks.len();
        let place = match (&mut frame.role, slot) {
            (Role::Figure(place @ None), Slot::Caption) | (Role::Quote(place @ None), Slot::Citation) => {
                *place = Some((before, text));
                return;
            }
            (Role::Details(place), Slot::Summary) => Some(place),
            (Role::Table(draft), Slot::Caption) => Some(&mut draft.caption),
            (Role::Definitions(definitions), Slot::Term) => {
                return add_term(definitions, text);
            }
            _ => None,
        };
        match place {
            Some(place @ None) => *place = Some(text),
            _ => self.push(Block::Paragraph(text)),
        }
    }
}

/// Stretches that say what their whole paragraph says say nothing. An element around a block may have said it before
/// the block did.
fn without_told_twice(mut text: Text) -> Text {
    let mut around: Vec<Span> = Vec::new();
    let (whole, language) = (text.direction, text.language.clone());
    text.spans.retain_mut(|span| {
        while around.last().is_some_and(|outer| outer.range.end < span.range.end) {
            around.pop();
        }
        let direction = around.iter().rev().find_map(|outer| outer.direction).unwrap_or(whole);
        let tongue = around.iter().rev().find_map(|outer| outer.language.as_ref()).or(language.as_ref());
        if !span.is_override && direction != Direction::Auto && span.direction == Some(direction) {
            span.direction = None;
        }
        if span.language.as_ref() == tongue {
            span.language = None;
        }
        around.push(span.clone());
        span.direction.is_some() || span.language.is_some()
    });
    text
}
