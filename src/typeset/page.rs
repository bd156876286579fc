//! The page that blocks are set on: what stands left of every line, empty lines, offsets and the count of words.
//! It must not know the kinds of blocks.

use std::collections::HashMap;

use super::bidi::{begins_right_to_left, may_run_right_to_left};
use super::glyphs::Marks;
use super::language::Language;
use super::layout::{HeadingLine, Layout, Line, Part, Span};
use super::options::{Bidi, Options, Paragraphs, RAGGED_FROM};
use super::paragraph::{Room, Setter};
use super::piece::Piece;
use super::spans::SetLine;
use super::steps::Step;
use super::width::{clusters, width};
use crate::news::{Direction, Document, Style, Text};

/// An empty line that is drawn when another line follows.
#[derive(Clone, Copy, Debug)]
struct Gap {
    steps: usize,
    block: u32,
    offset: u32,
}

/// What a line is to those above and below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Words to be read, which may be set with wider leading.
    Prose,
    /// A row of a table, or a rule.
    Row,
    /// A line of code.
    Code,
}

/// What a text is set as, besides what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    pub(super) part: Part,
    pub(super) style: Style,
    /// Words of ours before it.
    pub(super) lead: &'a str,
    pub(super) lead_part: Part,
    /// Whether its lines are not to be parted from what follows.
    pub(super) keeps: bool,
}

impl Manner<'_> {
    pub(super) fn of(part: Part) -> Self {
        Manner { part, style: Style::PLAIN, lead: "", lead_part: Part::Note, keeps: false }
    }

    /// The same for a text that is nothing without what follows.
    pub(super) fn over_text(part: Part) -> Self {
        Manner { keeps: true, ..Self::of(part) }
    }
}

pub(super) struct Page<'a> {
    document: &'a Document,
    pub(super) options: Options,
    pub(super) marks: &'static Marks,
    pub(super) layout: Layout,
    steps: Vec<Step>,
    gap: Option<Gap>,
    /// What the last line is.
    above: Kind,
    /// Whether the next paragraph stands in.
    stands_in: bool,
    /// Blocks and headings that have begun and have no line yet.
    begun: u32,
    headings: Vec<(u8, String)>,
    block: u32,
    offset: u32,
    half_words: u64,
    /// The number shown for each link; none where numbers are not wanted.
    numbers: Vec<u32>,
    piece: Piece,
    setter: Setter,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document, options: &Options) -> Self {
        let options = options.in_bounds();
        Self {
            document,
            options,
            marks: options.glyphs.marks(),
            layout: Layout::default(),
            steps: Vec::new(),
            gap: None,
            above: Kind::Row,
            stands_in: false,
            begun: 0,
            headings: Vec::new(),
            block: 0,
            offset: 0,
            half_words: 0,
            numbers: if options.link_marks { numbers(document) } else { Vec::new() },
            piece: Piece::default(),
            setter: Setter::default(),
        }
    }

    pub(super) fn finish(mut self) -> Layout {
        self.layout.words = self.words();
        self.note_what_begins();
        self.layout.lines.last_mut().into_iter().for_each(|last| last.keeps_with_next = false);
        self.layout
    }

    fn words(&self) -> u32 {
        u32::try_from(self.half_words.div_ceil(2)).unwrap_or(u32::MAX)
    }

    /// Begins top-level block number `block`.
    pub(super) fn begin_block(&mut self, block: u32, gap: bool) {
        // Behind the block above, even where that has no text, so that the two lines are told apart.
        let offset = self.offset.max(1);
        self.gap = (block > 0 && gap).then_some(Gap { steps: 0, block: self.block, offset });
        self.begun += 1;
        self.block = block;
        self.offset = 0;
    }

    /// Asks for an empty line before the next line, if there is one.
    pub(super) fn space(&mut self) {
        self.gap = Some(Gap { steps: self.steps.len(), block: self.block, offset: self.offset });
    }

    /// Whether a paragraph that follows another one stands in instead of standing apart; the next one does then.
    pub(super) fn stand_in(&mut self) -> bool {
        self.stands_in = self.options.paragraphs == Paragraphs::Indented;
        self.stands_in
    }

    /// Takes the next `length` bytes of the block's plain text and the line feed behind them: where they begin.
    pub(super) fn take(&mut self, length: usize) -> u32 {
        let base = self.offset;
        self.offset = base.saturating_add(u32::try_from(length + 1).unwrap_or(u32::MAX));
        base
    }

    /// Where the page stands in the block's plain text.
    pub(super) fn here(&self) -> u32 {
        self.offset
    }

    /// Takes the block's plain text up to a byte.
    pub(super) fn take_to(&mut self, offset: u32) {
        self.offset = offset;
    }

    /// Steps right by the columns of `first`, which stands there once, and `always` on the lines after. Steps
    /// together take at most half of the measure and leave two columns; what does not fit is cut.
    pub(super) fn step(&mut self, first: Option<String>, always: &'static str, part: Part) {
        let wanted = first.as_deref().map_or(width(always), width);
        let most = (self.options.measure / 2).min(self.options.measure - 2);
        let columns = wanted.min(most.saturating_sub(self.stepped()));
        self.steps.push(Step { columns, part, first, always });
    }

    /// Steps back. A first mark that no line has shown gets a line of its own.
    pub(super) fn step_back(&mut self) {
        if self.steps.last().is_some_and(|step| step.first.is_some() && step.columns > 0) {
            let offset = self.offset;
            self.push(SetLine { start: offset, end: offset, ..SetLine::default() }, Kind::Prose);
        }
        self.steps.pop();
    }

    /// Steps back from a step without a mark worth a line.
    pub(super) fn step_out(&mut self) {
        self.steps.pop();
    }

    /// Adds a line that only rules, where the page stands.
    pub(super) fn push_rule(&mut self, line: SetLine) {
        let offset = self.offset;
        self.push(SetLine { start: offset, end: offset, ..line }, Kind::Row);
    }

    fn stepped(&self) -> u16 {
        self.steps.iter().map(|step| step.columns).sum()
    }

    /// Columns left for prose.
    pub(super) fn measure(&self) -> u16 {
        self.options.measure - self.stepped()
    }

    /// Columns left for what may be wider than prose.
    pub(super) fn pane(&self) -> u16 {
        self.options.pane - self.stepped()
    }

    /// Adds a line behind what stands left of it; or before it, where it runs from right to left.
    pub(super) fn push(&mut self, set: SetLine, kind: Kind) {
        self.push_what_parts(kind);
        self.note_what_begins();
        self.above = kind;
        let mirrored = set.right_to_left && self.options.bidi == Bidi::App;
        let width = self.stepped().saturating_add(set.width);
        let spans = match self.steps.as_mut_slice() {
            [] => set.spans,
            steps => beside(steps.iter_mut().filter_map(|step| step.draw(mirrored)), set.spans, mirrored),
        };
        self.half_words += u64::from(set.half_words);
        self.layout.lines.push(Line {
            spans,
            block: self.block,
            start: set.start,
            end: set.end,
            words: self.words(),
            width,
            right_to_left: set.right_to_left,
            code: kind == Kind::Code,
            keeps_with_next: set.keeps_with_next,
        });
    }

    /// Adds the empty lines that part the next line from the one above.
    fn push_what_parts(&mut self, kind: Kind) {
        let gap = self.gap.take();
        let Some(above) = self.layout.lines.last() else { return };
        let spacing = self.options.line_spacing;
        let leading = Gap { steps: self.steps.len(), block: above.block, offset: above.end };
        let is_prose = kind == Kind::Prose && self.above == Kind::Prose;
        let (gap, count) = match gap {
            Some(gap) => (gap, spacing),
            None => (leading, if is_prose { spacing - 1 } else { 0 }),
        };
        (0..count).for_each(|_| self.push_empty(gap));
    }

    fn push_empty(&mut self, gap: Gap) {
        let above = self.layout.lines.last();
        let keeps_with_next = above.is_some_and(|line| line.keeps_with_next);
        let right_to_left = above.is_some_and(|line| line.right_to_left);
        let mirrored = right_to_left && self.options.bidi == Bidi::App;
        let kept = gap.steps.min(self.steps.len());
        let bars = self.steps[..kept].iter().rposition(|step| !step.always.is_empty()).map_or(0, |at| at + 1);
        let steps = self.steps[..bars].iter().filter_map(|step| step.rest(mirrored));
        let spans = beside(steps, Vec::new(), mirrored);
        let width = spans.iter().map(|span| width(&span.text)).sum();
        let (block, offset) = (gap.block, gap.offset);
        self.layout.lines.push(Line {
            right_to_left: right_to_left && !spans.is_empty(),
            spans,
            block,
            start: offset,
            end: offset,
            words: self.words(),
            width,
            keeps_with_next,
            ..Line::default()
        });
    }

    /// The next line is the first one of what has begun.
    fn note_what_begins(&mut self) {
        let line = self.layout.lines.len() as u32;
        let blocks = std::mem::take(&mut self.begun);
        self.layout.block_lines.extend(std::iter::repeat_n(line, blocks as usize));
        let headings = self.headings.drain(..);
        self.layout.headings.extend(headings.map(|(level, title)| HeadingLine { line, level, title }));
    }

    /// Sets a text of the document, the next one in reading order, within the measure.
    pub(super) fn text(&mut self, text: &Text, manner: &Manner<'_>) {
        let base = self.take(text.string.len());
        let room = Room { indent: self.indent(text), ..self.room(manner.part) };
        for line in self.lines(text, Some(base), manner, room) {
            self.push(line, Kind::Prose);
        }
    }

    /// Columns by which the next text stands in, once asked for.
    fn indent(&mut self, text: &Text) -> u16 {
        let stands_in = std::mem::take(&mut self.stands_in) && self.measure() >= LEAST_FOR_INDENTS;
        if stands_in { self.language(text).indent() } else { 0 }
    }

    /// The room that prose has.
    fn room(&self, part: Part) -> Room {
        let limit = self.measure();
        let justified = part == Part::Text && limit >= RAGGED_FROM && self.options.is_justified();
        Room { justified, ..self.room_of(part, limit) }
    }

    /// Room of so many columns.
    pub(super) fn room_of(&self, part: Part, limit: u16) -> Room {
        let is_prose = matches!(part, Part::Text | Part::Caption);
        Room { hyphenated: is_prose && self.options.is_hyphenated(), ..Room::of(limit) }
    }

    /// A text as lines, put nowhere yet.
    pub(super) fn lines(
        &mut self,
        text: &Text,
        base: Option<u32>,
        manner: &Manner<'_>,
        room: Room,
    ) -> Vec<SetLine> {
        self.fill(text, base, manner);
        let mut lines = Vec::new();
        self.setter.set(&self.piece, room, &mut |line| lines.push(line));
        if manner.keeps {
            lines.iter_mut().for_each(|line| line.keeps_with_next = true);
        }
        lines
    }

    /// Columns of a text on one line, and of its widest word; no word counts as wider than `limit`.
    pub(super) fn extent(&mut self, text: &Text, limit: u16) -> (u32, u16) {
        self.fill(text, None, &Manner::of(Part::Text));
        self.setter.extent(&self.piece, limit)
    }

    fn fill(&mut self, text: &Text, base: Option<u32>, manner: &Manner<'_>) {
        self.begin_piece(text, manner.style);
        if !manner.lead.is_empty() {
            self.piece.own(manner.lead, manner.lead_part);
        }
        self.piece.text(text, base, manner.part, &self.numbers);
    }

    /// Begins the piece that will hold a text.
    fn begin_piece(&mut self, text: &Text, style: Style) {
        self.piece.clear();
        self.piece.style = style;
        self.piece.language = self.language(text);
        // A formula runs as formulas do.
        if !style.has(Style::MATH) {
            self.piece.right_to_left = self.runs_right_to_left(text);
            self.piece.reorders = self.reorders(text);
        }
    }

    /// The language of a text: as it says, else as the document says, else as the reader's options say.
    fn language(&self, text: &Text) -> Language {
        let tag = text.language.as_deref().or(self.document.language.as_deref());
        tag.map_or(self.options.language, Language::of_tag)
    }

    /// Sets a text of the document, the next one in reading order, behind another one as its label.
    pub(super) fn labelled(&mut self, label: &Text, text: &Text, part: Part) {
        let base = self.take(text.string.len());
        self.begin_piece(text, Style::PLAIN);
        self.piece.label(label);
        self.piece.text(text, Some(base), part, &self.numbers);
        self.push_piece(base, part);
    }

    /// Sets a label alone.
    pub(super) fn label(&mut self, label: &Text) {
        self.begin_piece(label, Style::PLAIN);
        self.piece.label(label);
        self.push_piece(self.offset, Part::TableHead);
    }

    /// Sets the piece at hand; lines without text of the document stand at `offset`.
    fn push_piece(&mut self, offset: u32, part: Part) {
        let room = self.room_of(part, self.measure());
        let mut lines = Vec::new();
        self.setter.set(&self.piece, room, &mut |line| lines.push(line));
        for line in lines {
            let (start, end) = (line.start.max(offset), line.end.max(offset));
            self.push(SetLine { start, end, ..line }, Kind::Prose);
        }
    }

    /// Sets words of ours.
    pub(super) fn own(&mut self, words: &str, part: Part) {
        self.piece.clear();
        self.piece.own(words, part);
        self.push_piece(self.offset, Part::Note);
    }

    /// Notes that the next line begins a heading.
    pub(super) fn heading(&mut self, level: u8, text: &Text) {
        self.headings.push((level, one_line(&text.string)));
    }

    /// Whether the lines of a text are put in another order than they are read in.
    fn reorders(&self, text: &Text) -> bool {
        let turns = || text.spans.iter().any(|span| span.direction == Some(Direction::RightToLeft));
        self.options.bidi == Bidi::App
            && (self.is_right_to_left(text) || may_run_right_to_left(&text.string) || turns())
    }

    /// Which way a text runs: as it says, else as the document says, else as its first letter does.
    fn runs_right_to_left(&self, text: &Text) -> bool {
        self.options.bidi != Bidi::Off && self.is_right_to_left(text)
    }

    /// Whether what begins with a text begins at the right, as we put it in order.
    pub(super) fn is_seen_from_the_right(&self, text: &Text) -> bool {
        self.options.bidi == Bidi::App && self.is_right_to_left(text)
    }

    fn is_right_to_left(&self, text: &Text) -> bool {
        match (text.direction, self.document.direction) {
            (Direction::RightToLeft, _) | (Direction::Auto, Direction::RightToLeft) => true,
            (Direction::LeftToRight, _) | (Direction::Auto, Direction::LeftToRight) => false,
            (Direction::Auto, Direction::Auto) => begins_right_to_left(&text.string),
        }
    }
}

/// Narrower paragraphs do not stand in.
const LEAST_FOR_INDENTS: u16 = 20;

/// Steps and what stands beside them, from left to right.
fn beside(steps: impl Iterator<Item = Span>, spans: Vec<Span>, mirrored: bool) -> Vec<Span> {
    let mut marks: Vec<Span> = steps.collect();
    if mirrored {
        marks.reverse();
        spans.into_iter().chain(marks).collect()
    } else {
        marks.extend(spans);
        marks
    }
}

/// The number of each link: that of the first one with its address.
fn numbers(document: &Document) -> Vec<u32> {
    let mut seen = HashMap::new();
    let links = document.links.iter().zip(1..);
    links.map(|(link, number)| *seen.entry(link.url.as_str()).or_insert(number)).collect()
}

/// What a heading says without line ends and what is not drawn.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for cluster in clusters(text) {
        if cluster.is_space(text) {
            line.push(' ');
        } else if cluster.width > 0 {
            line.push_str(&text[cluster.start..cluster.end]);
        }
    }
    line.trim().to_owned()
}
