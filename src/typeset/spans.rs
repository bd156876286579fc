//! The fragments of a line as spans, each with its look and its place in the text. It must not know how lines were
//! chosen.

use compact_str::CompactString;

use super::bidi::{Depth, depths, reorder};
use super::fragment::Fragment;
use super::justify::{Filler, Gap};
use super::layout::{Part, Span};
use super::piece::{Piece, Source};
use super::width::clusters;
use crate::news::{Run, Style};

/// A line without what stands left of it.
#[derive(Debug, Default)]
pub(super) struct SetLine {
    pub(super) spans: Vec<Span>,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) width: u16,
    pub(super) half_words: u32,
    pub(super) right_to_left: bool,
    pub(super) keeps_with_next: bool,
}

/// Cuts the lines of a piece into spans, moving forward through its runs, sources and depths only.
pub(super) struct Spans<'a> {
    piece: &'a Piece,
    limit: u16,
    /// Whether each character is a cluster.
    simple: bool,
    run: usize,
    source: usize,
    /// Stretches of one depth by their end; none where all is read from left to right, or left as it is.
    depths: Vec<(u32, Depth)>,
    depth: usize,
    /// The depth of each span of the line under way, where they are to be put in order.
    line_depths: Vec<Depth>,
    /// Where the line before ended in the block's plain text.
    end: u32,
    gaps: Vec<Gap>,
    extra: Vec<u16>,
}

impl<'a> Spans<'a> {
    pub(super) fn new(piece: &'a Piece, limit: u16, simple: bool) -> Self {
        let depths = match piece.reorders {
            true => depths(&piece.string, piece.right_to_left, &piece.isolates),
            false => Vec::new(),
        };
        Self {
            piece,
            limit,
            simple,
            run: 0,
            source: 0,
            depths,
            depth: 0,
            line_depths: Vec::new(),
            end: 0,
            gaps: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// The line of some fragments, which begins `indent` columns to the right, and is filled where a filler is given.
    pub(super) fn line(
        &mut self,
        fragments: &[Fragment],
        indent: u16,
        filler: Option<&mut Filler>,
    ) -> SetLine {
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else {
            return SetLine::default();
        };
        let start = self.offset(first.start);
        let width = columns(fragments).saturating_add(indent);
        let half_words = fragments.iter().map(|fragment| u32::from(fragment.half_words)).sum();
        let right_to_left = self.piece.right_to_left;
        let mut line = SetLine { start, end: start, width, half_words, right_to_left, ..SetLine::default() };
        self.line_depths.clear();
        self.indent(indent, &mut line);
        match filler {
            Some(filler) => self.cut_filled(fragments, indent, filler, &mut line),
            None => self.cut(first.start, last.end, &mut line),
        }
        line.start = line.spans.iter().find_map(first_word).unwrap_or(start);
        let ends = line.spans.iter().rev().find_map(|span| Some(span.start? + span.text.len() as u32));
        line.end = ends.unwrap_or(start);
        self.end = line.end;
        if last.hyphen {
            self.add_like_the_last("-".to_owned(), &mut line);
        }
        if !self.depths.is_empty() {
            reorder(&mut line.spans, &mut self.line_depths);
        }
        line
    }

    fn indent(&mut self, columns: u16, line: &mut SetLine) {
        if columns > 0 {
            let text = " ".repeat(usize::from(columns)).into();
            let (part, style) = (Part::Text, Style::PLAIN);
            line.spans.push(Span { text, part, style, link: None, start: None, reversed: false });
            self.note_depth(Depth::from(self.piece.right_to_left));
        }
    }

    /// Cuts a line whose gaps are widened.
    fn cut_filled(&mut self, fragments: &[Fragment], indent: u16, filler: &mut Filler, line: &mut SetLine) {
        self.find_gaps(fragments, indent);
        filler.fill(&self.gaps, self.limit.saturating_sub(line.width), &mut self.extra);
        let extra = std::mem::take(&mut self.extra);
        let mut widened = extra.iter();
        let (Some(first), Some(last)) = (fragments.first(), fragments.last()) else { return };
        let mut from = first.start;
        for pair in fragments.windows(2) {
            if is_gap(self.piece, &pair[0])
                && let Some(columns) = widened.next().filter(|columns| **columns > 0)
            {
                self.cut(from, pair[1].start, line);
                self.add_like_the_last(" ".repeat(usize::from(*columns)), line);
                line.width += columns;
                from = pair[1].start;
            }
        }
        self.cut(from, last.end, line);
        self.extra = extra;
    }

    fn find_gaps(&mut self, fragments: &[Fragment], mut column: u16) {
        self.gaps.clear();
        for pair in fragments.windows(2) {
            column += pair[0].width;
            if is_gap(self.piece, &pair[0]) {
                self.gaps.push(Gap { column, columns: pair[0].space });
            }
            column += pair[0].space;
        }
    }

    fn cut(&mut self, from: u32, to: u32, line: &mut SetLine) {
        if self.simple {
            self.cut_simple(from, to, line);
        } else {
            self.cut_clusters(from, to, line);
        }
    }

    /// Cuts at the borders of runs and sources: right for text whose characters are clusters.
    fn cut_simple(&mut self, mut from: u32, to: u32, line: &mut SetLine) {
        let cuts = self.piece.runs[self.run..].iter().take_while(|run| run.end < to).count();
        line.spans.reserve_exact(cuts + 1);
        while from < to {
            let (run, source) = self.at(from);
            let depth = self.depth_at(from);
            let end = to.min(run.end).min(source.end).min(depth.0);
            let text = CompactString::from(&self.piece.string[from as usize..end as usize]);
            let start = self.base(source, from);
            self.add(text, (run, source), start, depth.1, line);
            from = end;
        }
    }

    /// Cuts cluster by cluster, as a cluster has one look and what takes no column is left out.
    fn cut_clusters(&mut self, from: u32, to: u32, line: &mut SetLine) {
        let text = &self.piece.string[from as usize..to as usize];
        let mut open: Option<(usize, usize, Depth, u32)> = None;
        for cluster in clusters(text) {
            let at = from + cluster.start as u32;
            let (run, source) = self.at(at);
            let (_, depth) = self.depth_at(at);
            let tab = &text[cluster.start..cluster.end] == "\t";
            let drawn = (1..=self.limit).contains(&cluster.width) || tab;
            match line.spans.last_mut() {
                Some(span) if drawn && !tab && open == Some((self.run, self.source, depth, at)) => {
                    span.text.push_str(&text[cluster.start..cluster.end]);
                }
                Some(_) | None if drawn => {
                    let start = if tab { None } else { self.base(source, at) };
                    let piece = if tab { " " } else { &text[cluster.start..cluster.end] };
                    self.add(piece.into(), (run, source), start, depth, line);
                }
                Some(_) | None => (),
            }
            let end = from + cluster.end as u32;
            open = (drawn && !tab).then_some((self.run, self.source, depth, end));
        }
    }

    #[inline]
    fn add(
        &mut self,
        text: CompactString,
        (run, source): (Run, Source),
        start: Option<u32>,
        depth: Depth,
        line: &mut SetLine,
    ) {
        let style = run.style.with(self.piece.style);
        line.spans.push(Span { text, part: source.part, style, link: run.link, start, reversed: false });
        self.note_depth(depth);
    }

    /// Notes the depth of the span that was added last.
    fn note_depth(&mut self, depth: Depth) {
        if !self.depths.is_empty() {
            self.line_depths.push(depth);
        }
    }

    /// Adds what is made up and looks like what stands before it: a hyphen, the rest of a gap.
    fn add_like_the_last(&mut self, text: String, line: &mut SetLine) {
        if let Some(last) = line.spans.last() {
            let span = Span { text: text.into(), start: None, ..last.clone() };
            line.spans.push(span);
            self.note_depth(self.line_depths.last().copied().unwrap_or(0));
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

    /// The depth of a byte, and where that of another begins.
    fn depth_at(&mut self, at: u32) -> (u32, Depth) {
        if self.depths.is_empty() {
            return (u32::MAX, 0);
        }
        self.depth += self.depths[self.depth..].iter().take_while(|(end, _)| *end <= at).count();
        self.depths.get(self.depth).copied().unwrap_or((u32::MAX, 0))
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

/// Whether the gap behind a fragment may be widened: spaces between words that are not code.
fn is_gap(piece: &Piece, fragment: &Fragment) -> bool {
    let run = piece.runs.partition_point(|run| run.end <= fragment.end);
    let is_code = piece.runs.get(run).is_some_and(|run| run.style.has(Style::CODE));
    fragment.space > 0 && fragment.end > piece.counted_from && !is_code
}

/// Columns of a line's fragments.
pub(super) fn columns(fragments: &[Fragment]) -> u16 {
    let inner = fragments.iter().map(|f| u32::from(f.width) + u32::from(f.space)).sum::<u32>();
    let last = fragments.last().map_or(0, |last| u32::from(last.space));
    let hyphen = fragments.last().map_or(0, |last| u32::from(last.hyphen));
    u16::try_from(inner - last + hyphen).unwrap_or(u16::MAX)
}
