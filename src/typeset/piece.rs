//! A text ready to be set: our own words and link marks put in, styles, languages and directions by range. It must not
//! know where lines end.

use std::cmp::Reverse;

use super::bidi::Isolate;
use super::fragment::Rules;
use super::language::Language;
use super::layout::Part;
use super::width::lone_width;
use crate::news::{Direction, LinkId, Run, Style, Text};
use unicode_segmentation::UnicodeSegmentation;

/// Where a stretch of a piece comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// Byte of the piece where it ends.
    pub(super) end: u32,
    /// Where it begins in the block's plain text; none for what was made up.
    pub(super) base: Option<u32>,
    pub(super) part: Part,
}

/// A text with what bears on its setting.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) string: String,
    pub(super) runs: Vec<Run>,
    pub(super) sources: Vec<Source>,
    /// Bytes before which no line breaks, as a link mark begins there.
    pub(super) glued: Vec<u32>,
    /// Words before this byte are our own.
    pub(super) counted_from: u32,
    /// The language all of it is in, where nothing else is said.
    pub(super) language: Language,
    /// Stretches by their end that are of the language given; none where all is of one.
    pub(super) languages: Vec<(u32, Language)>,
    /// Stretches that run by themselves; those around others first.
    pub(super) isolates: Vec<Isolate>,
    /// Whether its lines are put in the order in which they are seen.
    pub(super) reorders: bool,
    /// Whether it runs from right to left.
    pub(super) right_to_left: bool,
    /// A trait all of it gets.
    pub(super) style: Style,
    /// Bytes of the text under way, and where they stand in the piece: one pair for each stretch between link marks.
    moved: Vec<(u32, u32)>,
}

impl Piece {
    /// Makes it empty for another text.
    pub(super) fn clear(&mut self) {
        self.string.clear();
        self.runs.clear();
        self.sources.clear();
        self.glued.clear();
        self.languages.clear();
        self.isolates.clear();
        self.counted_from = 0;
        self.language = Language::UNKNOWN;
        self.reorders = false;
        self.right_to_left = false;
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
        self.moved.clear();
        self.moved.push((0, self.string.len() as u32));
        let mut from = 0;
        let mut named = None;
        let mut stretches = text.runs.iter().peekable();
        while let Some(run) = stretches.next() {
            let end = border(&text.string, run.end as usize).max(from);
            // A link of nothing but space has no word that a number could stand behind.
            if !text.string[from..end].trim().is_empty() {
                named = run.link;
            }
            self.push(&text.string[from..end], run.style, run.link);
            from = end;
            let number = run.link.filter(|_| named == run.link).and_then(|link| numbers.get(link.0 as usize));
            if let Some(number) = number
                && stretches.peek().is_none_or(|next| next.link != run.link)
                && parts_clusters(&text.string, end)
            {
                self.link_mark(*number, end as u32, base, part);
            }
        }
        self.push(&text.string[from..], Style::PLAIN, None);
        self.source(base.map(|base| base + text.string.len() as u32), part);
        self.add_spans(text);
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
    /// ends in the text, `base` where the text begins in the block's plain text.
    fn link_mark(&mut self, number: u32, end: u32, base: Option<u32>, part: Part) {
        let Some(run) = self.runs.pop() else { return };
        let first = self.runs.last().map_or(0, |run| run.end as usize);
        let kept = self.string.trim_end().len().max(first);
        let space = self.string.split_off(kept);
        if kept > first {
            self.runs.push(Run { end: kept as u32, ..run });
        }
        let behind = end - space.len() as u32;
        self.source(base.map(|base| base + behind), part);
        self.glued.push(kept as u32);
        self.push(&format!("[{number}]"), Style::PLAIN, run.link);
        self.source(None, Part::LinkMark);
        self.moved.push((behind, self.string.len() as u32));
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

    /// Notes which stretches of a text run or are spoken otherwise. Code runs from left to right.
    fn add_spans(&mut self, text: &Text) {
        if self.reorders {
            self.add_isolates(text);
        }
        if text.spans.iter().any(|span| span.language.is_some()) {
            self.languages = self.languages_of(text);
        }
    }

    fn add_isolates(&mut self, text: &Text) {
        for span in &text.spans {
            let Some(direction) = span.direction else { continue };
            let range = self.place(span.range.start)..self.place_of_end(span.range.end);
            self.isolates.push(Isolate { range, direction, is_override: span.is_override });
        }
        for (range, ..) in text.stretches().filter(|(_, style, _)| style.has(Style::CODE)) {
            let range = self.place(range.start as u32)..self.place_of_end(range.end as u32);
            let direction = Direction::LeftToRight;
            self.isolates.push(Isolate { range, direction, is_override: false });
        }
        self.isolates.sort_by_key(|isolate| (isolate.range.start, Reverse(isolate.range.end)));
    }

    /// The languages of a text's stretches, the innermost ones': without gaps, in order.
    fn languages_of(&self, text: &Text) -> Vec<(u32, Language)> {
        let mut stretches: Vec<(u32, Language)> = Vec::new();
        let mut open: Vec<(u32, Language)> = vec![(self.string.len() as u32, self.language)];
        let spans =
            text.spans.iter().filter_map(|span| Some((span, Language::of_tag(span.language.as_ref()?))));
        for (span, language) in spans {
            let (start, end) = (self.place(span.range.start), self.place_of_end(span.range.end));
            while let Some((until, outer)) = open.pop_if(|(until, _)| *until <= start) {
                stretches.push((until, outer));
            }
            let outer = open.last().map_or(self.language, |(_, language)| *language);
            stretches.push((start, outer));
            open.push((end, language));
        }
        stretches.extend(open.into_iter().rev());
        stretches
    }

    /// Where a byte of the text that was added last stands in the piece, for one that begins a stretch.
    fn place(&self, at: u32) -> u32 {
        self.moved_to(at, true)
    }

    /// The same for one that ends a stretch: before a link mark that stands there.
    fn place_of_end(&self, at: u32) -> u32 {
        self.moved_to(at, false)
    }

    fn moved_to(&self, at: u32, begins: bool) -> u32 {
        let behind = self.moved.partition_point(|(from, _)| *from < at || begins && *from == at);
        let (from, to) = self.moved[behind.saturating_sub(1)];
        (to + (at - from)).min(self.string.len() as u32)
    }

    pub(super) fn rules(&self, limit: u16) -> Rules<'_> {
        Rules {
            limit,
            strictness: self.language.strictness(limit),
            glued: &self.glued,
            counted_from: self.counted_from,
        }
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
