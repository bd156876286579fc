//! Walks a tree and tells the builder what stands in it. What publishers write in odd ways was put right before.

use super::attributes::{alignment, declared, direction, is_invisible, is_unbold, number, styled};
use super::element::Kind;
use super::pictures;
use crate::clean::builder::{Builder, Role, Slot};
use crate::clean::table::Draft;
use crate::clean::text::{language_tag, str_line};
use crate::clean::tree::{NodeId, Step, Tree};
use crate::news::{Direction, Span, Style};

/// What an element that is open found before it.
struct Open {
    kind: Kind,
    /// How many blocks were open.
    depth: usize,
    style: Style,
    direction: Direction,
    language: Option<String>,
    white_space: WhiteSpace,
    /// How many stretches were open that run otherwise than what is around them.
    spans: usize,
    /// Whether it is a box by what its style says.
    is_box: bool,
}

/// A walk under way.
pub(super) struct Reader<'b, 'a, 't> {
    builder: &'b mut Builder<'a>,
    tree: &'t Tree,
    /// The language that goes without saying.
    language: Option<&'t str>,
    open: Vec<Open>,
    /// Where the letters begin that a reading stands above.
    ruby: Option<usize>,
    reading: Option<String>,
    white_space: WhiteSpace,
    /// The label of the next note, inside a section of notes.
    label: Option<String>,
    /// How many sections of notes the walk is inside of.
    notes: usize,
    /// What abbreviations stood for so far.
    explained: Vec<String>,
}

/// What the white space of the markup is in the text (CSS Text 3, section 3).
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhiteSpace {
    /// One blank.
    Folded,
    /// Lines are lines, all else one blank.
    Lines,
    /// What it is.
    Kept,
}

impl WhiteSpace {
    fn of(declared: &str) -> Self {
        if declared.starts_with("pre-line") {
            Self::Lines
        } else if declared.starts_with("pre") || declared.starts_with("break-spaces") {
            Self::Kept
        } else {
            Self::Folded
        }
    }
}

/// Whether an element that belongs to a line says that it is a box.
fn is_styled_box(tree: &Tree, node: NodeId, kind: Kind) -> bool {
    matches!(kind, Kind::Inline | Kind::Format(_) | Kind::Link)
        && !is_initial(tree, node)
        && declared(tree, node, "display").is_some_and(|told| {
            matches!(told.as_str(), "block" | "flex" | "grid" | "list-item" | "flow-root")
        })
}

/// A large first letter floats beside its lines: it is a box, and the beginning of a word.
fn is_initial(tree: &Tree, node: NodeId) -> bool {
    let is_letter = |text: &str| (1..=2).contains(&text.trim().chars().take(3).count());
    let mut within = tree.descendants(node);
    declared(tree, node, "float").is_some_and(|told| told == "left" || told == "right")
        && within.next().is_some_and(|text| tree.text(text).is_some_and(is_letter))
        && within.next().is_none()
}

/// Whether a thing to press is a word of a sentence: the sentence goes on at both its sides.
fn is_word(tree: &Tree, node: NodeId) -> bool {
    let says = |beside: Option<NodeId>| {
        beside.and_then(|beside| tree.text(beside)).is_some_and(|text| text.contains(char::is_alphanumeric))
    };
    tree.name(node) == "button" && says(tree.previous_sibling(node)) && says(tree.next_sibling(node))
}

/// Whether an element is what we write for the margin of a line: blanks that do not break, under a name.
fn is_margin(tree: &Tree, node: NodeId) -> bool {
    tree.classes(node).any(|class| class == "indent")
        && tree
            .first_child(node)
            .and_then(|child| tree.text(child))
            .is_some_and(|text| !text.is_empty() && text.chars().all(|letter| letter == '\u{A0}'))
        && tree.children(node).count() == 1
}

/// How many abbreviations of one page are explained.
const MOST_EXPLAINED: usize = 100;

impl<'b, 'a, 't> Reader<'b, 'a, 't> {
    /// A reader into a document that is under way.
    pub(super) fn new(builder: &'b mut Builder<'a>, tree: &'t Tree, language: Option<&'t str>) -> Self {
        Self {
            builder,
            tree,
            language,
            open: Vec::new(),
            ruby: None,
            reading: None,
            white_space: WhiteSpace::Folded,
            label: None,
            notes: 0,
            explained: Vec::new(),
        }
    }

    /// Reads a node and all it holds.
    pub(super) fn read(&mut self, within: NodeId) {
        let mut step = Some(Step::Enter(within));
        while let Some(at) = step {
            let after = match at {
                Step::Enter(node) if self.enter(node) => at,
                Step::Enter(node) => Step::Leave(node),
                Step::Leave(node) => {
                    self.leave(node);
                    at
                }
            };
            step = self.tree.step(after, within);
        }
        self.builder.end_paragraph();
        self.builder.close_link();
    }

    /// Enters a node; whether what it holds is to be read.
    fn enter(&mut self, node: NodeId) -> bool {
        if let Some(letters) = self.tree.text(node) {
            self.letters(letters);
            return false;
        }
        if !self.tree.is_element(node) {
            return node == Tree::ROOT;
        }
        let kind = Kind::of(self.tree.name(node));
        if is_invisible(self.tree, node) || self.is_left_out(node, kind) {
            if kind.is_block() {
                self.end_line();
            }
            return false;
        }
        if matches!(kind, Kind::Code | Kind::RawShown | Kind::PlainText) {
            self.code(node);
            return false;
        }
        if self.is_done(node, kind) {
            return false;
        }
        let is_box = is_styled_box(self.tree, node, kind);
        self.open.push(Open {
            kind,
            depth: self.builder.depth(),
            style: self.builder.style,
            direction: self.builder.direction,
            language: self.builder.language.clone(),
            white_space: self.white_space,
            spans: self.builder.open_spans(),
            is_box,
        });
        if is_box {
            self.end_line();
        }
        if let Some(told) = declared(self.tree, node, "white-space") {
            self.white_space = WhiteSpace::of(&told);
        }
        if kind.is_block() {
            self.enter_block(node, kind);
        } else {
            self.enter_inline(node, kind);
        }
        true
    }

    /// Whether an element is left out with all it holds: unless its end was forgotten, for then that is the page.
    fn is_left_out(&self, node: NodeId, kind: Kind) -> bool {
        match kind {
            Kind::Void | Kind::Base | Kind::Title | Kind::Raw | Kind::RawWithEntities | Kind::Alien => true,
            Kind::Dropped if is_word(self.tree, node) => false,
            Kind::Dropped | Kind::DroppedBlock => self.tree.is_ended(node),
            Kind::ReadingBracket => self.ruby.is_some(),
            _ => self.tree.foreign_name(node).is_some(),
        }
    }

    /// What is read at once and not gone into: formulas, margins of lines, and the labels of notes.
    fn is_done(&mut self, node: NodeId, kind: Kind) -> bool {
        let is_formula = self.tree.attribute(node, "role") == Some("math");
        if is_formula && kind.is_block() {
            self.end_line();
            self.builder.math(&self.tree.text_content(node));
        } else if is_formula {
            let style = self.builder.style;
            self.builder.style = style.with(Style::MATH);
            self.letters(&self.tree.text_content(node));
            self.builder.style = style;
        } else if is_margin(self.tree, node) && !kind.is_block() {
            self.builder.indent(self.tree.text_content(node).chars().count());
        } else if self.notes > 0 && kind == Kind::Term {
            self.label = Some(str_line(&self.tree.text_content(node)));
        } else {
            return false;
        }
        true
    }

    fn code(&mut self, node: NodeId) {
        self.end_line();
        let depth = self.builder.depth();
        let language = super::code::language(self.tree, node);
        self.builder.open(Role::Code { language, text: String::new() });
        // Too deep, it is no block of its own; its letters go to the one around it.
        self.builder.letters(&super::code::text(self.tree, node));
        self.builder.close_to(depth);
    }

    fn leave(&mut self, node: NodeId) {
        if !self.tree.is_element(node) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        match open.kind {
            Kind::Link if self.tree.attribute(node, "href").is_some() => self.builder.close_link(),
            Kind::QuoteMarks => self.letters("”"),
            Kind::Reading => self.end_reading(),
            Kind::Ruby => {
                self.end_reading();
                self.ruby = None;
            }
            Kind::Inline => self.explain(node),
            _ => (),
        }
        if open.kind.is_block() {
            self.end_line();
            if open.kind == Kind::Quote && self.builder.depth() > open.depth {
                self.cite(node);
            }
            self.builder.close_to(open.depth);
        }
        if open.kind.is_block() && self.is_notes(node) {
            self.notes -= 1;
        }
        if open.is_box {
            self.end_line();
        }
        self.builder.close_spans_to(open.spans);
        self.builder.style = open.style;
        self.builder.direction = open.direction;
        self.builder.language = open.language;
        self.white_space = open.white_space;
    }

    fn is_notes(&self, node: NodeId) -> bool {
        self.tree.attribute(node, "role") == Some("doc-endnotes")
    }

    fn enter_inline(&mut self, node: NodeId, kind: Kind) {
        let style = self.builder.style;
        let look = match kind {
            Kind::Format(Style::STRONG) if is_unbold(self.tree, node) => Style::PLAIN,
            Kind::Format(look) => look,
            _ => Style::PLAIN,
        };
        self.builder.style = style.with(styled(self.tree, node, look));
        if let Some(span) = self.span(node) {
            self.builder.open_span(span);
        }
        match kind {
            Kind::Link => {
                if let Some(address) = self.tree.attribute(node, "href") {
                    self.builder.open_link(address);
                }
            }
            Kind::QuoteMarks => self.letters("“"),
            Kind::Ruby => {
                self.end_reading();
                self.ruby = Some(self.builder.paragraph_len());
            }
            Kind::Reading if self.ruby.is_some() => {
                self.end_reading();
                self.reading = Some(String::new());
            }
            Kind::Break => self.builder.line_break(),
            Kind::WordBreak => self.letters("\u{200B}"),
            Kind::Image => self.picture(node),
            _ => (),
        }
    }

    /// What a part of a line says of its direction and language, where that is not said already.
    fn span(&self, node: NodeId) -> Option<Span> {
        let told = direction(self.tree, node);
        let (direction, is_override) = match (self.tree.name(node), told) {
            ("bdo", Some(Direction::LeftToRight | Direction::RightToLeft)) => (told, true),
            ("bdo", Some(Direction::Auto) | None) => (None, false),
            ("bdi", _) => (Some(told.unwrap_or_default()), false),
            _ => (
                told.filter(|told| *told == Direction::Auto || *told != self.builder.direction_here()),
                false,
            ),
        };
        let here = self.builder.language_here().or(self.language);
        let language = self.language_of(node).filter(|tag| Some(tag.as_str()) != here);
        let says_something = direction.is_some() || language.is_some();
        says_something.then(|| Span { direction, is_override, language, ..Span::default() })
    }

    fn language_of(&self, node: NodeId) -> Option<String> {
        let told = self.tree.attribute(node, "lang").or_else(|| self.tree.attribute(node, "xml:lang"));
        told.and_then(language_tag)
    }

    fn enter_block(&mut self, node: NodeId, kind: Kind) {
        self.end_line();
        if self.is_notes(node) {
            self.notes += 1;
        }
        match kind {
            Kind::Rule => self.builder.rule(),
            Kind::Meaning if self.notes > 0 => {
                self.builder.open(Role::Footnote(self.label.take().unwrap_or_default()));
            }
            Kind::Definitions if self.notes > 0 => (),
            _ => {
                if let Some(role) = self.role(node, kind) {
                    self.builder.open(role);
                }
            }
        }
        if kind == Kind::Page {
            // What the page says of itself is said of the whole document.
            return;
        }
        if let Some(direction) = direction(self.tree, node) {
            self.builder.direction = direction;
        }
        if let Some(language) = self.language_of(node) {
            self.builder.language = Some(language).filter(|tag| Some(tag.as_str()) != self.language);
        }
    }

    /// What the builder makes of a block, where it is more than a box.
    fn role(&self, node: NodeId, kind: Kind) -> Option<Role> {
        let tree = self.tree;
        Some(match kind {
            Kind::Heading(level) => Role::Heading(level),
            Kind::List(ordered) => {
                let start = ordered.then(|| super::lists::start(tree, node));
                let reversed = tree.attribute(node, "reversed").is_some();
                Role::List {
                    start,
                    reversed,
                    numerals: super::lists::numerals(tree, node),
                    items: Vec::new(),
                }
            }
            Kind::Item => {
                Role::Item { checked: super::lists::task(tree, node), number: number(tree, node, "value") }
            }
            Kind::Definitions => Role::Definitions(Vec::new()),
            Kind::Term => Role::Slot(Slot::Term),
            Kind::Meaning => Role::Meaning,
            Kind::Quote => Role::Quote(None),
            Kind::Footer if self.builder.is_in_quote() => Role::Slot(Slot::Citation),
            Kind::Figure => Role::Figure(None),
            Kind::Caption => Role::Slot(Slot::Caption),
            Kind::Details => Role::Details(None),
            Kind::Summary => Role::Slot(Slot::Summary),
            Kind::Table => {
                let is_layout = matches!(tree.attribute(node, "role"), Some("presentation" | "none"));
                Role::Table(Draft { is_layout, ..Draft::default() })
            }
            Kind::Row => Role::Row(Vec::new()),
            Kind::Cell(header) => {
                let span = |name| number(tree, node, name).and_then(|span| u16::try_from(span).ok());
                let group = tree.parent(node).and_then(|row| tree.parent(row));
                let header = header || group.is_some_and(|group| tree.name(group) == "thead");
                let (columns, rows) = (span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
                Role::Cell { header, columns, rows, alignment: alignment(tree, node) }
            }
            _ => return None,
        })
    }

    fn letters(&mut self, letters: &str) {
        match &mut self.reading {
            Some(reading) => reading.push_str(letters),
            None if self.white_space != WhiteSpace::Folded => {
                for line in letters.split_inclusive('\n') {
                    let words = line.trim_end_matches('\n');
                    match self.white_space {
                        WhiteSpace::Kept => self.builder.spaced_letters(words),
                        WhiteSpace::Lines | WhiteSpace::Folded => self.builder.letters(words),
                    }
                    if line.ends_with('\n') {
                        self.builder.line_break();
                    }
                }
            }
            None => self.builder.letters(letters),
        }
    }

    /// Says where a quote was taken from, unless a link in it leads there.
    fn cite(&mut self, quote: NodeId) {
        let Some(address) = self.tree.attribute(quote, "cite") else { return };
        let is_there = |link| self.tree.attribute(link, "href") == Some(address);
        if !self.tree.elements(quote, "a").any(is_there) {
            self.builder.cite(address);
        }
    }

    fn picture(&mut self, node: NodeId) {
        let (alt, size) = (pictures::alt(self.tree, node), pictures::size(self.tree, node));
        if pictures::is_letter(self.tree, node) && !alt.is_empty() {
            return self.letters(&alt);
        }
        let address = pictures::address(self.tree, node).unwrap_or_default();
        self.builder.image(&address, &alt, size);
    }

    /// Says once what an abbreviation stands for: a terminal shows no hints above words.
    fn explain(&mut self, node: NodeId) {
        if !matches!(self.tree.name(node), "abbr" | "acronym") || self.reading.is_some() {
            return;
        }
        let title = str_line(self.tree.attribute(node, "title").unwrap_or_default());
        // Dates and other things for machines stand in such titles too.
        let is_wording = title.contains(' ') && !title.contains(|letter: char| letter.is_ascii_digit());
        let is_short = self.tree.text_content(node).trim().chars().count() < title.chars().count();
        let is_new = self.explained.len() < MOST_EXPLAINED && !self.explained.contains(&title);
        if is_wording && is_short && is_new && title.len() <= 100 {
            self.letters(&format!(" ({title})"));
            self.explained.push(title);
        }
    }

    /// Ends the line under way and what cannot go beyond it.
    fn end_line(&mut self) {
        self.end_reading();
        self.ruby = None;
        self.builder.end_paragraph();
    }

    fn end_reading(&mut self) {
        if let (Some(reading), Some(base)) = (self.reading.take(), self.ruby) {
            self.builder.ruby(base, &reading);
            self.ruby = Some(self.builder.paragraph_len());
        }
    }
}
