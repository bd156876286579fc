//! HTML to a document: the visible text of any page as good paragraphs, headings, lists, quotes and tables.
//!
//! It stands on the tokenizer of the web and on a stack of its own that is never deeper than [`DEPTH`], so that
//! nothing takes more than linear time. Unclosed and misnested tags lose no text. It does not tell an article
//! from the page around it.

mod element;
mod feed;
mod tag;

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

pub(super) use element::Kind;
use tag::{attribute, direction, is_invisible, number};

use super::builder::{Builder, Role, Slot, TRAITS};
use super::cleaned::{Cleaned, capped, opens_with, take_opening_heading};
use super::table::Draft;
use super::text::{language_tag, str_line};
use super::url::str_web;
use crate::news::{Direction, Foreign, Style};

/// How deep elements are followed into each other; text of deeper ones is kept, their meaning is not.
pub const DEPTH: usize = 512;

/// Reads a page or a piece of one; relative addresses are joined to its own base, or else to `base`.
///
/// The title is the page's `<title>`, or else the heading of level 1 that opens the text; where both say the
/// same, the heading is taken out of the body.
#[must_use]
pub fn html(page: &Foreign, base: Option<&str>) -> Cleaned {
    let mut complaints = Vec::new();
    let page = page.uncleaned();
    let page = &page[..capped(page, &mut complaints)];
    let own_base = own_base(page, base);
    let mut builder = Builder::new(own_base.as_deref().or(base));
    let mut facts = read_into(&mut builder, page);
    if let Some(rest) = facts.swallowed() {
        read_into(&mut builder, &rest);
    }
    if facts.too_deep || builder.too_deep {
        complaints.push("Elements nested too deep were unwrapped; their text is kept.".to_owned());
    }
    let mut document = builder.finish();
    document.language.clone_from(&facts.language);
    document.direction = facts.direction;
    let title = facts.title.map(|title| str_line(&title)).filter(|title| !title.is_empty());
    let title = match title {
        Some(title) if !opens_with(&document, &title) => Some(title),
        told => take_opening_heading(&mut document).or(told),
    };
    Cleaned { title, document, language: facts.language, complaints, ..Cleaned::default() }
}

/// What a page says about itself.
#[derive(Default)]
pub(super) struct Facts {
    title: Option<String>,
    language: Option<String>,
    direction: Direction,
    too_deep: bool,
    /// The title never ended.
    is_title_open: bool,
}

impl Facts {
    /// What a title without an end swallowed of the page: all but its first line.
    fn swallowed(&mut self) -> Option<String> {
        let title = self.title.as_mut().filter(|_| self.is_title_open)?;
        let border = title.find(['<', '\n']).unwrap_or(title.len());
        Some(title.split_off(border))
    }
}

/// Reads HTML into a document that is under way.
pub(super) fn read_into(builder: &mut Builder<'_>, page: &str) -> Facts {
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Reader::new(builder))), Default::default());
    let input = BufferQueue::default();
    let mut guard = feed::Guard::new();
    for piece in feed::pieces(page) {
        let (kept, end) = guard.admit(piece, tokenizer.sink.0.borrow().raw.as_deref());
        for part in [kept, end] {
            input.push_back(StrTendril::from_slice(part));
            // The reader runs no scripts and the text is decoded already, so that nothing is asked for.
            while !input.is_empty() {
                let _ = tokenizer.feed(&input);
            }
        }
        if std::mem::take(&mut tokenizer.sink.0.borrow_mut().met_markup) {
            guard.outside();
        }
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// The address in the first `<base>`, which may stand behind links that are relative to it.
fn own_base(page: &str, base: Option<&str>) -> Option<String> {
    let start = page.to_ascii_lowercase().find("<base ")?;
    let tag = &page[start..start + page[start..].find('>')?];
    let value = tag.split_once("href")?.1.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => value.split_ascii_whitespace().next()?,
    };
    str_web(value, base)
}

/// The reader behind the tokenizer, which hands out shared references only.
struct Sink<'b, 'a>(RefCell<Reader<'b, 'a>>);

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                reader.met_markup = true;
                return reader.tag(&tag);
            }
            Token::CharacterTokens(letters) => reader.letters(&letters),
            Token::CommentToken(_) | Token::DoctypeToken(_) => reader.met_markup = true,
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => (),
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
struct Open {
    name: String,
    kind: Kind,
    /// How many blocks were open outside it.
    depth: usize,
    direction: Direction,
    language: Option<String>,
    /// The looks that were open outside a cell: those inside do not leak out of it.
    formats: Option<Formats>,
}

/// How many elements are open of each look.
#[derive(Clone, Copy, Default)]
struct Formats([u32; TRAITS.len()]);

impl Formats {
    fn add(&mut self, style: Style) {
        self.count(style, |open| open.saturating_add(1));
    }

    fn remove(&mut self, style: Style) {
        self.count(style, |open| open.saturating_sub(1));
    }

    fn count(&mut self, style: Style, change: impl Fn(u32) -> u32) {
        let counted = TRAITS.iter().zip(&mut self.0).filter(|(each, _)| style.has(**each));
        counted.for_each(|(_, open)| *open = change(*open));
    }

    fn style(self) -> Style {
        let open = TRAITS.into_iter().zip(self.0).filter(|(_, open)| *open > 0);
        open.fold(Style::PLAIN, |style, (each, _)| style.with(each))
    }
}

/// Turns tags and letters into calls on the builder.
struct Reader<'b, 'a> {
    builder: &'b mut Builder<'a>,
    open: Vec<Open>,
    /// Where in the stack the elements of a name are.
    places: HashMap<String, Vec<usize>>,
    /// Elements beyond the depth, by name: their end tags close nothing.
    unopened: HashMap<String, usize>,
    /// Looks in force. They cross the borders of blocks, as in browsers.
    formats: Formats,
    quotes: usize,
    /// The element whose markup-free content is being read.
    raw: Option<String>,
    is_title: bool,
    /// A hidden element inside a line, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// Where the letters begin that a reading stands above.
    ruby: Option<usize>,
    reading: Option<String>,
    met_markup: bool,
    facts: Facts,
}

impl<'b, 'a> Reader<'b, 'a> {
    fn new(builder: &'b mut Builder<'a>) -> Self {
        Self {
            builder,
            open: Vec::new(),
            places: HashMap::new(),
            unopened: HashMap::new(),
            formats: Formats::default(),
            quotes: 0,
            raw: None,
            is_title: false,
            hidden: None,
            ruby: None,
            reading: None,
            met_markup: false,
            facts: Facts::default(),
        }
    }

    fn finish(mut self) -> Facts {
        self.end_line();
        self.close_to(0, false);
        self.builder.close_link();
        self.builder.style = Style::PLAIN;
        self.facts.is_title_open = self.is_title;
        self.facts
    }

    fn letters(&mut self, letters: &str) {
        if let Some(raw) = &self.raw {
            if self.is_title {
                self.facts.title.get_or_insert_default().push_str(letters);
            } else if Kind::of(raw) == Kind::RawShown {
                self.builder.letters(letters);
            }
        } else if let Some(reading) = &mut self.reading {
            reading.push_str(letters);
        } else if self.hidden.is_none() {
            self.builder.letters(letters);
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let kind = Kind::of(&tag.name);
        if let Some(raw) = self.raw.take() {
            self.is_title = false;
            if Kind::of(&raw) == Kind::RawShown {
                self.builder.close_to(self.builder.depth() - 1);
            }
            return TokenSinkResult::Continue;
        }
        if self.is_hidden(tag, kind) {
            return TokenSinkResult::Continue;
        }
        match tag.kind {
            TagKind::StartTag => return self.start(tag, kind),
            TagKind::EndTag => self.end(&tag.name, kind),
        }
        TokenSinkResult::Continue
    }

    /// Whether a tag stands inside, opens or closes something hidden in a line. A block ends it.
    fn is_hidden(&mut self, tag: &Tag, kind: Kind) -> bool {
        if kind.is_block() {
            self.hidden = None;
        }
        if matches!(kind, Kind::Reading | Kind::ReadingBracket | Kind::Ruby)
            && self.hidden.as_ref().is_some_and(|(name, _)| name == "rp")
        {
            // The end tags of readings and their brackets may be left out.
            self.hidden = None;
        }
        let Some((name, open)) = &mut self.hidden else { return false };
        if *tag.name == **name && !tag.self_closing {
            match tag.kind {
                TagKind::StartTag => *open += 1,
                TagKind::EndTag => *open -= 1,
            }
        }
        if *open == 0 {
            self.hidden = None;
        }
        // What has no visible letters must still be told from markup.
        !matches!(kind, Kind::Raw | Kind::RawWithEntities | Kind::Title)
    }

    fn start(&mut self, tag: &Tag, kind: Kind) -> TokenSinkResult<()> {
        match kind {
            Kind::Title | Kind::Raw | Kind::RawWithEntities | Kind::RawShown | Kind::PlainText => {
                return self.start_raw(tag, kind);
            }
            Kind::Inline if is_invisible(tag) && !tag.self_closing => {
                self.hidden = Some((tag.name.to_string(), 1));
            }
            Kind::Format(style) if !tag.self_closing => {
                if style == Style::CODE && self.builder.is_verbatim() {
                    self.name_code(tag);
                }
                self.formats.add(style);
                self.restyle();
            }
            Kind::Link if tag.self_closing => (),
            Kind::Link => match attribute(tag, "href") {
                Some(address) => self.builder.open_link(address),
                None => self.builder.close_link(),
            },
            Kind::QuoteMarks if !tag.self_closing => {
                self.quotes += 1;
                self.letters("“");
            }
            Kind::Ruby => {
                self.end_reading();
                self.ruby = Some(self.builder.paragraph_len());
            }
            Kind::Reading | Kind::ReadingBracket if self.ruby.is_some() => {
                self.end_reading();
                self.reading = Some(String::new());
                if kind == Kind::ReadingBracket {
                    // Brackets are for those who cannot see the reading above: not part of it.
                    self.hidden = Some((tag.name.to_string(), 1));
                    self.reading = None;
                }
            }
            Kind::Break => self.builder.line_break(),
            Kind::WordBreak => self.letters("\u{200B}"),
            Kind::Image => self.image(tag),
            Kind::Rule => {
                self.start_block(tag, kind);
                self.builder.rule();
            }
            Kind::Inline
            | Kind::Format(_)
            | Kind::QuoteMarks
            | Kind::Reading
            | Kind::ReadingBracket
            | Kind::Base
            | Kind::Void => (),
            Kind::Alien if tag.self_closing => (),
            Kind::Page => self.start_page(tag),
            Kind::Dropped
            | Kind::Alien
            | Kind::DroppedBlock
            | Kind::Block
            | Kind::Paragraph
            | Kind::Heading(_)
            | Kind::List(_)
            | Kind::Item
            | Kind::Definitions
            | Kind::Term
            | Kind::Meaning
            | Kind::Quote
            | Kind::Footer
            | Kind::Code
            | Kind::Figure
            | Kind::Caption
            | Kind::Details
            | Kind::Summary
            | Kind::Table
            | Kind::RowGroup
            | Kind::Row
            | Kind::Cell(_) => self.start_block(tag, kind),
        }
        TokenSinkResult::Continue
    }

    /// Content in which no tags count up to the element's end.
    fn start_raw(&mut self, tag: &Tag, kind: Kind) -> TokenSinkResult<()> {
        // XHTML writes empty ones so; taken by the letter of HTML they would swallow the rest of the page.
        if tag.self_closing {
            return TokenSinkResult::Continue;
        }
        if matches!(kind, Kind::RawShown | Kind::PlainText) {
            self.end_line();
            self.builder.open(Role::Code { language: None, text: String::new() });
        }
        if kind == Kind::PlainText {
            return TokenSinkResult::Plaintext;
        }
        self.raw = Some(tag.name.to_string());
        self.is_title = kind == Kind::Title && self.facts.title.is_none() && !self.is_inside_dropped();
        TokenSinkResult::RawData(match kind {
            Kind::Title | Kind::RawWithEntities => RawKind::Rcdata,
            _ if &*tag.name == "script" => RawKind::ScriptData,
            _ => RawKind::Rawtext,
        })
    }

    fn start_page(&mut self, tag: &Tag) {
        self.end_line();
        if let Some(language) = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")) {
            self.facts.language = language_tag(language);
        }
        if let Some(direction) = direction(tag) {
            self.facts.direction = direction;
        }
    }

    fn start_block(&mut self, tag: &Tag, kind: Kind) {
        if kind.is_block() {
            self.end_line();
            self.close_aliens();
            self.close_implied(kind);
        }
        // An empty element of XHTML holds nothing; a rule holds nothing anyway.
        if tag.self_closing || kind == Kind::Rule {
            return;
        }
        if matches!(kind, Kind::Cell(_)) && self.is_row_missing() {
            self.push("tr", Kind::Row, Some(Role::Row(Vec::new())));
        }
        let dropped = matches!(kind, Kind::Dropped | Kind::Alien | Kind::DroppedBlock);
        if dropped || is_invisible(tag) {
            self.describe_formula(tag);
            self.push_dropped(&tag.name, if dropped { kind } else { Kind::DroppedBlock });
        } else {
            let role = self.role(tag, kind);
            self.push(&tag.name, kind, role);
        }
        self.take_direction(tag);
        if kind == Kind::Code {
            self.name_code(tag);
        }
    }

    /// What the builder makes of an element, where it is more than a box.
    fn role(&self, tag: &Tag, kind: Kind) -> Option<Role> {
        Some(match kind {
            Kind::Heading(level) => Role::Heading(level),
            Kind::List(ordered) => {
                let start = ordered.then(|| number(tag, "start").unwrap_or(1));
                Role::List { start, reversed: attribute(tag, "reversed").is_some(), items: Vec::new() }
            }
            Kind::Item => Role::Item(None),
            Kind::Definitions => Role::Definitions(Vec::new()),
            Kind::Term => Role::Slot(Slot::Term),
            Kind::Meaning => Role::Meaning,
            Kind::Quote => Role::Quote(None),
            Kind::Footer if self.builder.is_in_quote() => Role::Slot(Slot::Citation),
            Kind::Code => Role::Code { language: None, text: String::new() },
            Kind::Figure => Role::Figure(None),
            Kind::Caption => Role::Slot(Slot::Caption),
            Kind::Details => Role::Details(None),
            Kind::Summary => Role::Slot(Slot::Summary),
            Kind::Table => Role::Table(Draft::default()),
            Kind::Row => Role::Row(Vec::new()),
            Kind::Cell(header) => {
                let span = |name| number(tag, name).and_then(|span| u16::try_from(span).ok()).unwrap_or(1);
                Role::Cell { header, columns: span("colspan"), rows: span("rowspan") }
            }
            _ => return None,
        })
    }

    fn end(&mut self, name: &str, kind: Kind) {
        match kind {
            Kind::Format(style) => {
                self.formats.remove(style);
                self.restyle();
            }
            Kind::Link => self.builder.close_link(),
            Kind::QuoteMarks if self.quotes > 0 => {
                self.quotes -= 1;
                self.letters("”");
            }
            Kind::Reading => self.end_reading(),
            Kind::Ruby => {
                self.end_reading();
                self.ruby = None;
            }
            Kind::Break => self.builder.line_break(),
            Kind::Inline
            | Kind::QuoteMarks
            | Kind::ReadingBracket
            | Kind::WordBreak
            | Kind::Image
            | Kind::Base
            | Kind::Void
            | Kind::Title
            | Kind::Raw
            | Kind::RawWithEntities
            | Kind::RawShown
            | Kind::PlainText
            | Kind::Rule
            | Kind::Page => (),
            Kind::Dropped
            | Kind::Alien
            | Kind::DroppedBlock
            | Kind::Block
            | Kind::Paragraph
            | Kind::Heading(_)
            | Kind::List(_)
            | Kind::Item
            | Kind::Definitions
            | Kind::Term
            | Kind::Meaning
            | Kind::Quote
            | Kind::Footer
            | Kind::Code
            | Kind::Figure
            | Kind::Caption
            | Kind::Details
            | Kind::Summary
            | Kind::Table
            | Kind::RowGroup
            | Kind::Row
            | Kind::Cell(_) => self.end_block(name, kind),
        }
    }

    /// Closes the innermost element of a name, unless a cell stands between.
    fn end_block(&mut self, name: &str, kind: Kind) {
        if kind.is_block() {
            self.end_line();
        }
        if let Some(unopened) = self.unopened.get_mut(name).filter(|unopened| **unopened > 0) {
            *unopened -= 1;
            return;
        }
        let barrier = match kind {
            Kind::Table => None,
            Kind::RowGroup | Kind::Row | Kind::Cell(_) => self.last(&["table"]),
            Kind::Item => self.last(&["ul", "ol", "menu", "dir", "td", "th"]),
            _ => self.last(&["td", "th"]),
        };
        let names = if matches!(kind, Kind::Heading(_)) { &HEADINGS[..] } else { &[name] };
        if let Some(place) = self.last(names).filter(|&place| barrier.is_none_or(|barrier| place > barrier)) {
            self.close_to(place, true);
        }
    }

    /// Closes what a start tag closes by itself: paragraphs, entries, rows, cells.
    fn close_implied(&mut self, kind: Kind) {
        if self.open.last().is_some_and(|open| open.kind == Kind::Paragraph) {
            self.close_to(self.open.len() - 1, false);
        }
        match kind {
            Kind::Heading(_)
                if self.open.last().is_some_and(|open| matches!(open.kind, Kind::Heading(_))) =>
            {
                self.close_to(self.open.len() - 1, false);
            }
            Kind::Item => self.close_within(&["li"], &["ul", "ol", "menu", "dir", "td", "th"]),
            Kind::Term | Kind::Meaning => self.close_within(&["dt", "dd"], &["dl", "td", "th"]),
            Kind::RowGroup => {
                self.close_within(&["thead", "tbody", "tfoot", "tr", "td", "th", "caption"], &["table"]);
            }
            Kind::Row => self.close_within(&["tr", "td", "th", "caption"], &["table"]),
            Kind::Cell(_) => self.close_within(&["td", "th", "caption"], &["table"]),
            _ => (),
        }
    }

    /// Closes the outermost of the named elements that are open inside the innermost barrier.
    fn close_within(&mut self, names: &[&str], barriers: &[&str]) {
        let barrier = self.last(barriers);
        let inside = |place: &usize| barrier.is_none_or(|barrier| *place > barrier);
        let outermost = names
            .iter()
            .filter_map(|&name| self.places.get(name))
            .filter_map(|places| places.iter().rev().copied().take_while(|place| inside(place)).last())
            .min();
        if let Some(place) = outermost {
            self.close_to(place, true);
        }
    }

    /// HTML inside a drawing or formula means that its end tag was forgotten.
    fn close_aliens(&mut self) {
        if let Some(place) =
            ["svg", "math"].iter().filter_map(|&name| self.places.get(name)?.first().copied()).min()
        {
            self.close_to(place, true);
        }
    }

    fn is_row_missing(&self) -> bool {
        let table = self.last(&["table"]);
        table.is_some() && self.last(&["tr"]) < table
    }

    fn is_inside_dropped(&self) -> bool {
        self.open.iter().any(|open| matches!(open.kind, Kind::Dropped | Kind::Alien | Kind::DroppedBlock))
    }

    /// The place of the innermost open element among some names.
    fn last(&self, names: &[&str]) -> Option<usize> {
        names.iter().filter_map(|&name| self.places.get(name)?.last().copied()).max()
    }

    fn push(&mut self, name: &str, kind: Kind, role: Option<Role>) {
        let depth = self.builder.depth();
        if self.note_open(name, kind, depth)
            && let Some(role) = role
        {
            self.builder.open(role);
        }
    }

    fn push_dropped(&mut self, name: &str, kind: Kind) {
        let depth = self.builder.depth();
        if self.note_open(name, kind, depth) {
            self.builder.open_furniture();
        }
    }

    /// Puts an element on the stack, unless the stack is full.
    fn note_open(&mut self, name: &str, kind: Kind, depth: usize) -> bool {
        if self.open.len() >= DEPTH {
            self.facts.too_deep = true;
            *self.unopened.entry(name.to_owned()).or_default() += 1;
            return false;
        }
        self.places.entry(name.to_owned()).or_default().push(self.open.len());
        let closed_in = matches!(kind, Kind::Cell(_) | Kind::Caption | Kind::Dropped | Kind::DroppedBlock);
        self.open.push(Open {
            name: name.to_owned(),
            kind,
            depth,
            direction: self.builder.direction,
            language: self.builder.language.clone(),
            formats: closed_in.then_some(self.formats),
        });
        true
    }

    /// Closes elements until `place` are open. The last one was closed by its own tag, if `told`.
    fn close_to(&mut self, place: usize, told: bool) {
        while self.open.len() > place {
            let Some(open) = self.open.pop() else { break };
            if let Some(places) = self.places.get_mut(&open.name) {
                places.pop();
            }
            let dropped = matches!(open.kind, Kind::Dropped | Kind::Alien | Kind::DroppedBlock);
            if dropped && told && self.open.len() == place {
                self.reading = None;
                self.builder.discard(open.depth);
            } else if open.depth < self.builder.depth() {
                self.builder.close_to(open.depth);
            } else if open.kind.is_block() {
                self.builder.end_paragraph();
            }
            self.builder.direction = open.direction;
            self.builder.language = open.language;
            if let Some(formats) = open.formats {
                self.formats = formats;
                self.restyle();
            }
        }
    }

    fn restyle(&mut self) {
        self.builder.style = self.formats.style();
    }

    /// Ends the line under way and what cannot go beyond it.
    fn end_line(&mut self) {
        self.end_reading();
        self.ruby = None;
        self.hidden = None;
        self.builder.end_paragraph();
    }

    fn end_reading(&mut self) {
        if let (Some(reading), Some(base)) = (self.reading.take(), self.ruby) {
            self.builder.ruby(base, &reading);
            self.ruby = Some(self.builder.paragraph_len());
        }
    }

    fn take_direction(&mut self, tag: &Tag) {
        if let Some(direction) = direction(tag) {
            self.builder.direction = direction;
        }
        if let Some(language) = attribute(tag, "lang").and_then(language_tag) {
            self.builder.language =
                Some(language).filter(|language| Some(language) != self.facts.language.as_ref());
        }
    }

    fn name_code(&mut self, tag: &Tag) {
        let classes = attribute(tag, "class").unwrap_or_default();
        let name = classes
            .split_ascii_whitespace()
            .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.builder.name_code(name);
        }
    }

    /// A formula is not set yet; where it comes with words for it, they stand for it.
    fn describe_formula(&mut self, tag: &Tag) {
        if let Some(words) = attribute(tag, "alttext").filter(|_| &*tag.name == "math") {
            self.builder.style = self.builder.style.with(Style::MATH);
            self.builder.letters(words);
            self.restyle();
        }
    }

    fn image(&mut self, tag: &Tag) {
        if is_invisible(tag) {
            return;
        }
        // Pages that load pictures late keep the address elsewhere and an empty picture in its place.
        let address = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .filter_map(|&name| attribute(tag, name))
            .find(|address| !address.trim().is_empty() && !address.trim_start().starts_with("data:"));
        let side = |name| {
            number(tag, name).and_then(|side| u32::try_from(side).ok()).filter(|&side| side <= 100_000)
        };
        let size = side("width").zip(side("height"));
        self.builder.image(address.unwrap_or_default(), attribute(tag, "alt").unwrap_or_default(), size);
    }
}

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
