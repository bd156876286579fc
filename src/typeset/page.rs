//! The page that blocks are set on: what stands left of every line, empty lines, offsets and the count of words.
//! It must not know the kinds of blocks.

use std::collections::HashMap;

use super::glyphs::Marks;
use super::layout::{HeadingLine, Layout, Line, Part, Span};
use super::options::Options;
use super::paragraph::{Piece, SetLine, Setter};
use super::width::{clusters, width};
use crate::news::{Direction, Document, Style, Text};

/// A step to the right, with what stands in it.
#[derive(Debug)]
struct Step {
    columns: u16,
    part: Part,
    /// What stands there on its first line only; taken once drawn.
    first: Option<String>,
    /// What stands there on every other line.
    always: &'static str,
}

/// An empty line that is drawn when another line follows.
#[derive(Clone, Copy, Debug)]
struct Gap {
    steps: usize,
    block: u32,
    offset: u32,
}

/// What a text is set as, besides what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    pub(super) part: Part,
    pub(super) style: Style,
    /// Words of ours before it.
    pub(super) lead: &'a str,
    pub(super) lead_part: Part,
}

impl Manner<'_> {
    pub(super) fn of(part: Part) -> Self {
        Manner { part, style: Style::PLAIN, lead: "", lead_part: Part::Note }
    }
}

pub(super) struct Page<'a> {
    document: &'a Document,
    pub(super) options: Options,
    pub(super) marks: &'static Marks,
    pub(super) layout: Layout,
    steps: Vec<Step>,
    gap: Option<Gap>,
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
        let measure = options.measure.max(2);
        let options = Options { measure, pane: options.pane.max(measure), ..*options };
        Self {
            document,
            options,
            marks: options.glyphs.marks(),
            layout: Layout::default(),
            steps: Vec::new(),
            gap: None,
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
        let end = self.layout.lines.len() as u32;
        self.layout.block_lines.iter_mut().for_each(|line| *line = end.min(*line));
        self.layout
    }

    fn words(&self) -> u32 {
        u32::try_from(self.half_words.div_ceil(2)).unwrap_or(u32::MAX)
    }

    /// Begins top-level block number `block`.
    pub(super) fn begin_block(&mut self, block: u32) {
        // Behind the block above, even where that has no text, so that the two lines are told apart.
        let offset = self.offset.max(1);
        self.gap = (block > 0).then_some(Gap { steps: 0, block: self.block, offset });
        self.layout.block_lines.push(self.layout.lines.len() as u32 + u32::from(self.gap_is_due()));
        self.block = block;
        self.offset = 0;
    }

    /// Asks for an empty line before the next line, if there is one.
    pub(super) fn space(&mut self) {
        self.gap = Some(Gap { steps: self.steps.len(), block: self.block, offset: self.offset });
    }

    fn gap_is_due(&self) -> bool {
        self.gap.is_some() && !self.layout.lines.is_empty()
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
            self.push(SetLine { start: offset, end: offset, ..SetLine::default() }, false, false);
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
        self.push(SetLine { start: offset, end: offset, ..line }, false, false);
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

    /// Adds a line behind what stands left of it.
    pub(super) fn push(&mut self, set: SetLine, right_to_left: bool, code: bool) {
        if let Some(gap) = self.gap.take().filter(|_| !self.layout.lines.is_empty()) {
            self.push_empty(gap);
        }
        let mut spans = Vec::new();
        for step in &mut self.steps {
            spans.extend(step.draw());
        }
        let left = self.stepped();
        if spans.is_empty() {
            spans = set.spans;
        } else {
            spans.extend(set.spans);
        }
        self.half_words += u64::from(set.half_words);
        self.layout.lines.push(Line {
            spans,
            block: self.block,
            start: set.start,
            end: set.end,
            words: self.words(),
            width: left.saturating_add(set.width),
            right_to_left,
            code,
        });
    }

    fn push_empty(&mut self, gap: Gap) {
        let kept = gap.steps.min(self.steps.len());
        let bars = self.steps[..kept].iter().rposition(|step| !step.always.is_empty()).map_or(0, |at| at + 1);
        let spans: Vec<Span> = self.steps[..bars].iter().filter_map(Step::rest).collect();
        let columns = spans.iter().map(|span| width(&span.text)).sum();
        let (block, offset) = (gap.block, gap.offset);
        let words = self.words();
        let line =
            Line { spans, block, start: offset, end: offset, words, width: columns, ..Line::default() };
        self.layout.lines.push(line);
    }

    /// Sets a text of the document, the next one in reading order, within the measure.
    pub(super) fn text(&mut self, text: &Text, manner: &Manner<'_>) {
        let base = self.take(text.string.len());
        let right_to_left = self.runs_right_to_left(text);
        let measure = self.measure();
        for line in self.lines(text, Some(base), manner, measure) {
            self.push(line, right_to_left, false);
        }
    }

    /// A text as lines of `limit` columns, put nowhere yet.
    pub(super) fn lines(
        &mut self,
        text: &Text,
        base: Option<u32>,
        manner: &Manner<'_>,
        limit: u16,
    ) -> Vec<SetLine> {
        self.fill(text, base, manner);
        let mut lines = Vec::new();
        self.setter.set(&self.piece, limit, &mut |line| lines.push(line));
        lines
    }

    /// Columns of a text on one line, and of its widest word; no word counts as wider than `limit`.
    pub(super) fn extent(&mut self, text: &Text, limit: u16) -> (u32, u16) {
        self.fill(text, None, &Manner::of(Part::Text));
        self.setter.extent(&self.piece, limit)
    }

    fn fill(&mut self, text: &Text, base: Option<u32>, manner: &Manner<'_>) {
        self.piece.clear();
        if !manner.lead.is_empty() {
            self.piece.own(manner.lead, manner.lead_part);
        }
        let language = text.language.as_deref().or(self.document.language.as_deref());
        self.piece.keep_words = language.is_some_and(|language| language.starts_with("ko"));
        self.piece.style = manner.style;
        self.piece.text(text, base, manner.part, &self.numbers);
    }

    /// Sets a text of the document, the next one in reading order, behind another one as its label.
    pub(super) fn labelled(&mut self, label: &Text, text: &Text, part: Part) {
        let base = self.take(text.string.len());
        self.piece.clear();
        self.piece.label(label);
        self.piece.text(text, Some(base), part, &self.numbers);
        self.push_piece(base);
    }

    /// Sets a label alone.
    pub(super) fn label(&mut self, label: &Text) {
        self.piece.clear();
        self.piece.label(label);
        self.push_piece(self.offset);
    }

    /// Sets the piece at hand; lines without text of the document stand at `offset`.
    fn push_piece(&mut self, offset: u32) {
        let measure = self.measure();
        let mut lines = Vec::new();
        self.setter.set(&self.piece, measure, &mut |line| lines.push(line));
        for line in lines {
            let (start, end) = (line.start.max(offset), line.end.max(offset));
            self.push(SetLine { start, end, ..line }, false, false);
        }
    }

    /// Sets words of ours.
    pub(super) fn own(&mut self, words: &str, part: Part) {
        self.piece.clear();
        self.piece.own(words, part);
        self.push_piece(self.offset);
    }

    /// Notes that the next line begins a heading.
    pub(super) fn heading(&mut self, level: u8, text: &Text) {
        let line = self.layout.lines.len() as u32 + u32::from(self.gap_is_due());
        self.layout.headings.push(HeadingLine { line, level, title: one_line(&text.string) });
    }

    /// Which way a text runs: as it says, else as the document says, else as its first letter does.
    fn runs_right_to_left(&self, text: &Text) -> bool {
        match (text.direction, self.document.direction) {
            (Direction::RightToLeft, _) | (Direction::Auto, Direction::RightToLeft) => true,
            (Direction::LeftToRight, _) | (Direction::Auto, Direction::LeftToRight) => false,
            (Direction::Auto, Direction::Auto) => begins_right_to_left(&text.string),
        }
    }
}

impl Step {
    /// What stands there on this line.
    fn draw(&mut self) -> Option<Span> {
        match self.first.take() {
            Some(first) => self.span(&first),
            None if self.always.is_empty() => self.span(""),
            None => self.rest(),
        }
    }

    fn rest(&self) -> Option<Span> {
        self.span(self.always)
    }

    /// Exactly its columns: cut or filled with spaces.
    fn span(&self, mark: &str) -> Option<Span> {
        let mut text = String::new();
        let mut left = self.columns;
        for cluster in clusters(mark).filter(|cluster| cluster.width > 0) {
            let Some(rest) = left.checked_sub(cluster.width) else { break };
            left = rest;
            text.push_str(&mark[cluster.start..cluster.end]);
        }
        text.extend(std::iter::repeat_n(' ', usize::from(left)));
        (!text.is_empty()).then(|| made_up(text, self.part))
    }
}

/// A span that stands nowhere in the text.
pub(super) fn made_up(text: String, part: Part) -> Span {
    Span { text, part, style: Style::PLAIN, link: None, start: None }
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

/// Whether the first letter of a text is of a script that runs from right to left (UAX #9, P2 and P3, without
/// the isolates that `clean` keeps out).
fn begins_right_to_left(text: &str) -> bool {
    let strong = text.chars().find(|c| c.is_alphabetic() || matches!(c, '\u{200E}' | '\u{200F}'));
    strong.is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}
