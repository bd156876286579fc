//! One text with its styles as lines of one width. It must not know what stands left of it.

use super::breaking::Breaker;
use super::fragment::{Fragment, Rules, cut};
use super::layout::{Part, Span};
use super::width::{clusters, lone_width};
use crate::news::{LinkId, Run, Style, Text};
use unicode_segmentation::UnicodeSegmentation;

/// Where a stretch of a piece comes from.
#[derive(Clone, Copy, Debug)]
struct Source {
    /// Byte of the piece where it ends.
    end: u32,
    /// Where it begins in the block's plain text; none for what was made up.
    base: Option<u32>,
    part: Part,
}

/// A text ready to be set: our own words and link marks put in, styles by range.
#[derive(Debug, Default)]
pub(super) struct Piece {
    string: String,
    runs: Vec<Run>,
    sources: Vec<Source>,
    glued: Vec<u32>,
    counted_from: u32,
    /// Keep the syllables of Korean words together.
    pub(super) keep_words: bool,
    /// A trait all of it gets.
    pub(super) style: Style,
}

impl Piece {
    /// Makes it empty for another text.
    pub(super) fn clear(&mut self) {
        self.string.clear();
        self.runs.clear();
        self.sources.clear();
        self.glued.clear();
        self.counted_from = 0;
        self.keep_words = false;
        self.style = Style::PLAIN;
    }

    /// Adds words of ours.
    pub(super) fn own(&mut self, words: &str, part: Part) {
        self.push(words, Style::PLAIN, None);
        self.source(None, part);
        self.counted_from = self.string.len() as u32;
    }

    /// Adds a text of the document as a label: words of ours.
    pub(super) fn label(&mut self, text: &Text) {
        self.text(text, None, Part::TableHead, &[]);
        self.own(": ", Part::TableHead);
    }

    /// Adds a text that stands at `base` in the block's plain text (none: words repeated). Where `numbers` are
    /// given, by link, each stretch of a link is followed by its number.
    pub(super) fn text(&mut self, text: &Text, base: Option<u32>, part: Part, numbers: &[u32]) {
        self.part_clusters(&text.string);
        let mut from = 0;
        let mut stretches = text.runs.iter().peekable();
        while let Some(run) = stretches.next() {
            let end = border(&text.string, run.end as usize).max(from);
            self.push(&text.string[from..end], run.style, run.link);
            from = end;
            let number = run.link.and_then(|link| numbers.get(link.0 as usize));
            if let Some(number) = number
                && stretches.peek().is_none_or(|next| next.link != run.link)
                && parts_clusters(&text.string, end)
            {
                self.link_mark(*number, base.map(|base| base + end as u32), part);
            }
        }
        self.push(&text.string[from..], Style::PLAIN, None);
        self.source(base.map(|base| base + text.string.len() as u32), part);
    }

    /// Keeps a mark at the start of a text from joining our words before it.
    fn part_clusters(&mut self, text: &str) {
        let joins = text.chars().next().is_some_and(|first| lone_width(first).is_none());
        if let Some(source) = self.sources.last_mut().filter(|_| joins) {
            self.string.push('\u{200B}');
            source.end = self.string.len() as u32;
            self.runs.iter_mut().next_back().into_iter().for_each(|run| run.end = source.end);
        }
    }

    /// Puts the number of a link behind its last run, before the space that may end with. `end` is where the link
    /// ends in the block's plain text.
    fn link_mark(&mut self, number: u32, end: Option<u32>, part: Part) {
        let Some(run) = self.runs.pop() else { return };
        let first = self.runs.last().map_or(0, |run| run.end as usize);
        let kept = self.string.trim_end().len().max(first);
        let space = self.string.split_off(kept);
        if kept > first {
            self.runs.push(Run { end: kept as u32, ..run });
        }
        self.source(end.map(|end| end - space.len() as u32), part);
        self.glued.push(kept as u32);
        self.push(&format!("[{number}]"), Style::PLAIN, run.link);
        self.source(None, Part::LinkMark);
        self.push(&space, run.style, run.link);
    }

    /// Everything since the last source is of this part; `end` is where it ends in the block's plain text.
    fn source(&mut self, end: Option<u32>, part: Part) {
        let from = self.sources.last().map_or(0, |source| source.end);
        let to = self.string.len() as u32;
        if to > from {
            self.sources.push(Source { end: to, base: end.map(|end| end - (to - from)), part });
        }
    }

    fn push(&mut self, text: &str, style: Style, link: Option<LinkId>) {
        if !text.is_empty() {
            self.string.push_str(text);
            self.runs.push(Run { end: self.string.len() as u32, style, link });
        }
    }

    fn rules(&self, limit: u16) -> Rules<'_> {
        Rules { limit, keep_words: self.keep_words, glued: &self.glued, counted_from: self.counted_from }
    }
}

/// The nearest border of a character at or behind a byte.
fn border(text: &str, at: usize) -> usize {
    (at.min(text.len())..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Whether clusters part at a byte, as far as a few characters before it can tell: a link may end before a mark
/// that belongs to its last letter.
fn parts_clusters(text: &str, at: usize) -> bool {
    let is_lone = |character: Option<char>| character.is_none_or(|character| lone_width(character).is_some());
    if is_lone(text[..at].chars().next_back()) && is_lone(text[at..].chars().next()) {
        return true;
    }
    let from = (0..=at.saturating_sub(64)).rev().find(|from| text.is_char_boundary(*from)).unwrap_or(0);
    let to = border(text, at + 64);
    let parts = text[from..to].grapheme_indices(true).any(|(start, _)| from + start == at) || at == to;
    // What follows must not join our own bracket either.
    let next = text[at..].chars().next().filter(|next| lone_width(*next).is_none());
    let joins = next.is_some_and(|next| format!("]{next}").graphemes(true).count() == 1);
    parts && !joins
}

/// A line without what stands left of it.
#[derive(Debug, Default)]
pub(super) struct SetLine {
    pub(super) spans: Vec<Span>,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) width: u16,
    pub(super) half_words: u32,
}

/// Sets pieces; keeps its room from piece to piece.
#[derive(Debug, Default)]
pub(super) struct Setter {
    fragments: Vec<Fragment>,
    breaker: Breaker,
}

impl Setter {
    /// Hands the lines of a piece to `emit`, none wider than `limit`. A piece with nothing to draw has none.
    pub(super) fn set(&mut self, piece: &Piece, limit: u16, emit: &mut dyn FnMut(SetLine)) {
        let simple = cut(&piece.string, &piece.rules(limit), &mut self.fragments);
        let ends = self.breaker.ends(&self.fragments, limit);
        let mut spans = Spans { piece, run: 0, source: 0, end: 0, limit, simple };
        let mut start = 0;
        for end in ends {
            emit(spans.line(&self.fragments[start..*end as usize]));
            start = *end as usize;
        }
    }

    /// Columns of a piece on one line (the longest where it forces lines), and of its widest fragment.
    pub(super) fn extent(&mut self, piece: &Piece, limit: u16) -> (u32, u16) {
        cut(&piece.string, &piece.rules(limit), &mut self.fragments);
        let (mut longest, mut line, mut widest) = (0, 0, 0);
        for fragment in &self.fragments {
            longest = longest.max(line + u32::from(fragment.width));
            line = if fragment.forced {
                0
            } else {
                line + u32::from(fragment.width) + u32::from(fragment.space)
            };
            widest = widest.max(fragment.last_width() as u16);
        }
        (longest, widest)
    }
}

/// Cuts lines into spans, moving forward through runs and sources only.
struct Spans<'a> {
    piece: &'a Piece,
    run: usize,
    source: usize,
    /// Where the line before ended in the block's plain text.
    end: u32,
    limit: u16,
    simple: bool,
}

impl Spans<'_> {
    fn line(&mut self, fragments: &[Fragment]) -> SetLine {
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else {
            return SetLine::default();
        };
        let start = self.offset(first.start);
        let mut line = SetLine {
            start,
            end: start,
            half_words: fragments.iter().map(|fragment| u32::from(fragment.half_words)).sum(),
            ..SetLine::default()
        };
        if self.simple {
            self.cut_simple(first.start, last.end, &mut line);
        } else {
            self.cut_clusters(first.start, last.end, &mut line);
        }
        line.start = line.spans.iter().find_map(first_word).unwrap_or(start);
        let ends = line.spans.iter().rev().find_map(|span| Some(span.start? + span.text.len() as u32));
        line.end = ends.unwrap_or(start);
        self.end = line.end;
        if last.hyphen {
            self.hyphen(&mut line);
        }
        line.width = columns(fragments);
        line
    }

    /// Cuts at the borders of runs and sources: right for text whose characters are clusters.
    fn cut_simple(&mut self, mut from: u32, to: u32, line: &mut SetLine) {
        let cuts = self.piece.runs[self.run..].iter().take_while(|run| run.end < to).count();
        line.spans.reserve_exact(cuts + 1);
        while from < to {
            let (run, source) = self.at(from);
            let end = to.min(run.end).min(source.end);
            let text = self.piece.string[from as usize..end as usize].to_owned();
            let start = self.base(source, from);
            line.spans.push(self.span(text, run, source, start));
            from = end;
        }
    }

    /// Cuts cluster by cluster, as a cluster has one look and what takes no column is left out.
    fn cut_clusters(&mut self, from: u32, to: u32, line: &mut SetLine) {
        let text = &self.piece.string[from as usize..to as usize];
        let mut open: Option<(usize, usize, u32)> = None;
        for cluster in clusters(text) {
            let at = from + cluster.start as u32;
            let (run, source) = self.at(at);
            let tab = &text[cluster.start..cluster.end] == "\t";
            let drawn = (1..=self.limit).contains(&cluster.width) || tab;
            let key = (self.run, self.source);
            match line.spans.last_mut() {
                Some(span) if drawn && !tab && open == Some((key.0, key.1, at)) => {
                    span.text.push_str(&text[cluster.start..cluster.end]);
                }
                Some(_) | None if drawn => {
                    let start = if tab { None } else { self.base(source, at) };
                    let piece = if tab { " " } else { &text[cluster.start..cluster.end] };
                    line.spans.push(self.span(piece.to_owned(), run, source, start));
                }
                Some(_) | None => (),
            }
            open = (drawn && !tab).then_some((key.0, key.1, from + cluster.end as u32));
        }
    }

    fn span(&self, text: String, run: Run, source: Source, start: Option<u32>) -> Span {
        let style = run.style.with(self.piece.style);
        Span { text, part: source.part, style, link: run.link, start }
    }

    fn hyphen(&self, line: &mut SetLine) {
        if let Some(last) = line.spans.last() {
            let hyphen = Span { text: "-".to_owned(), start: None, ..last.clone() };
            line.spans.push(hyphen);
        }
    }

    /// The run and the source of a byte.
    fn at(&mut self, at: u32) -> (Run, Source) {
        let piece = self.piece;
        self.run += piece.runs[self.run..].iter().take_while(|run| run.end <= at).count();
        self.source += piece.sources[self.source..].iter().take_while(|source| source.end <= at).count();
        let whole = piece.string.len() as u32;
        let bare = Run { end: whole, style: Style::PLAIN, link: None };
        let made_up = Source { end: whole, base: None, part: Part::Note };
        (
            piece.runs.get(self.run).copied().unwrap_or(bare),
            piece.sources.get(self.source).copied().unwrap_or(made_up),
        )
    }

    /// Where a byte of a source stands in the block's plain text.
    fn base(&self, source: Source, at: u32) -> Option<u32> {
        let from = self.source.checked_sub(1).and_then(|before| self.piece.sources.get(before));
        source.base.map(|base| base + (at - from.map_or(0, |source| source.end)))
    }

    /// The offset in the block's plain text of a byte of the piece: for words of ours, that of the text behind.
    fn offset(&mut self, at: u32) -> u32 {
        let (_, source) = self.at(at);
        let behind = self.piece.sources[self.source.min(self.piece.sources.len())..].iter();
        self.base(source, at).or_else(|| behind.clone().find_map(|source| source.base)).unwrap_or(self.end)
    }
}

/// Where the first character of a span that is no space stands in the block's plain text.
fn first_word(span: &Span) -> Option<u32> {
    let at = span.text.find(|c| c != ' ')?;
    Some(span.start? + at as u32)
}

fn columns(fragments: &[Fragment]) -> u16 {
    let inner = fragments.iter().map(|f| u32::from(f.width) + u32::from(f.space)).sum::<u32>();
    let last = fragments.last().map_or(0, |last| u32::from(last.space));
    let hyphen = fragments.last().map_or(0, |last| u32::from(last.hyphen));
    u16::try_from(inner - last + hyphen).unwrap_or(u16::MAX)
}
