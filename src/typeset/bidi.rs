//! Lines in the order in which they are seen, where text of both directions meets: UAX #9. It must not know where
//! lines end, nor what stands beside them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::layout::{Part, Span};
use super::width::{clusters, width};
use crate::news::{Direction, Style};

/// A stretch that runs by itself, as if it were one character to what is around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Isolate {
    pub(super) range: Range<u32>,
    pub(super) direction: Direction,
    /// Whether all of it runs that way, whatever its letters would do.
    pub(super) is_override: bool,
}

/// How deep a stretch is embedded: at odd levels it runs from right to left.
pub(super) type Depth = u8;

/// Whether a character is of a script that runs from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a text holds a character that may run from right to left.
pub(super) fn may_run_right_to_left(text: &str) -> bool {
    text.chars().any(is_right_to_left)
}

/// Whether the first letter of a text is of a script that runs from right to left (P2 and P3, without the isolates
/// that `clean` keeps out).
#[must_use]
pub fn begins_right_to_left(text: &str) -> bool {
    let strong = text.chars().find(|c| c.is_alphabetic() || matches!(c, '\u{200E}' | '\u{200F}'));
    strong.is_some_and(is_right_to_left)
}

/// The depths of a text's stretches by their end, in order. Isolates come sorted by their start, the longer first.
pub(super) fn depths(text: &str, right_to_left: bool, isolates: &[Isolate]) -> Vec<(u32, Depth)> {
    let base = if right_to_left { Level::rtl() } else { Level::ltr() };
    let marked = Marked::new(text, isolates);
    let info = BidiInfo::new(&marked.text, Some(base));
    let mut depths: Vec<(u32, Depth)> = Vec::new();
    let mut controls = marked.controls.iter().copied().peekable();
    let mut at = 0;
    for (place, character) in marked.text.char_indices() {
        if controls.next_if_eq(&(place as u32)).is_some() {
            continue;
        }
        // A tab parts fields, which stand one behind the other (rule L1).
        let level = if character == '\t' { base } else { info.levels.get(place).copied().unwrap_or(base) };
        at += character.len_utf8() as u32;
        match depths.last_mut() {
            Some((end, depth)) if *depth == level.number() => *end = at,
            Some(_) | None => depths.push((at, level.number())),
        }
    }
    depths
}

/// A text with the controls that isolates stand for.
struct Marked {
    text: String,
    /// Bytes at which they stand.
    controls: Vec<u32>,
}

impl Marked {
    fn new(text: &str, isolates: &[Isolate]) -> Self {
        let mut marked = Self { text: String::with_capacity(text.len()), controls: Vec::new() };
        let mut open: Vec<u32> = Vec::new();
        let mut from = 0;
        for isolate in isolates {
            let start = isolate.range.start;
            while let Some(end) = open.pop_if(|end| *end <= start) {
                from = marked.copy(text, from, end);
                marked.close();
            }
            from = marked.copy(text, from, start);
            marked.open(isolate);
            open.push(open.last().map_or(isolate.range.end, |outer| isolate.range.end.min(*outer)));
        }
        while let Some(end) = open.pop() {
            from = marked.copy(text, from, end);
            marked.close();
        }
        marked.copy(text, from, text.len() as u32);
        marked
    }

    /// Copies a text up to a byte, unless it has been; answers how far it has.
    fn copy(&mut self, text: &str, from: u32, to: u32) -> u32 {
        self.text.push_str(text.get(from as usize..to as usize).unwrap_or_default());
        if text.is_char_boundary(to as usize) { from.max(to) } else { from }
    }

    fn open(&mut self, isolate: &Isolate) {
        let (isolating, overriding) = match isolate.direction {
            Direction::Auto => ('\u{2068}', None),
            Direction::LeftToRight => ('\u{2066}', Some('\u{202D}')),
            Direction::RightToLeft => ('\u{2067}', Some('\u{202E}')),
        };
        self.control(isolating);
        overriding.filter(|_| isolate.is_override).into_iter().for_each(|control| self.control(control));
    }

    fn close(&mut self) {
        // The end of an isolate ends an override in it as well (rule X6a).
        self.control('\u{2069}');
    }

    fn control(&mut self, control: char) {
        self.controls.push(self.text.len() as u32);
        self.text.push(control);
    }
}

/// Puts the spans of a line, which come in the order in which they are read, in that in which they are seen, and
/// turns those that run from right to left (rules L2 and L4).
pub(super) fn reorder(spans: &mut [Span], depths: &mut [Depth]) {
    for (span, depth) in spans.iter_mut().zip(depths.iter()) {
        if depth % 2 == 1 {
            turn(span);
        }
    }
    let deepest = depths.iter().copied().max().unwrap_or(0);
    for depth in (1..=deepest).rev() {
        let mut from = 0;
        while from < spans.len() {
            let count = depths[from..].iter().take_while(|other| **other >= depth).count();
            spans[from..from + count].reverse();
            depths[from..from + count].reverse();
            from += count.max(1);
        }
    }
}

/// Turns a span that runs from right to left.
fn turn(span: &mut Span) {
    let turned: String = backwards(&span.text).flat_map(|cluster| cluster.chars().map(mirrored)).collect();
    // A few rare characters would join with others in that order; they are left as they are.
    let is_sound =
        width(&turned) == width(&span.text) && clusters(&turned).count() == clusters(&span.text).count();
    if is_sound {
        span.reversed = backwards(&span.text).nth(1).is_some();
        span.text = turned.into();
    }
}

fn backwards(text: &str) -> impl Iterator<Item = &str> {
    let found: Vec<Range<usize>> = clusters(text).map(|cluster| cluster.start..cluster.end).collect();
    found.into_iter().rev().map(|range| &text[range])
}

/// A line in the order in which it is seen, where it is read in another: for what stands outside a document. It takes
/// as many columns. It begins at the right where the paragraph it is a line of runs so.
#[must_use]
pub fn seen(line: &str, right_to_left: bool) -> Cow<'_, str> {
    if line.is_ascii() || !may_run_right_to_left(line) {
        return Cow::Borrowed(line);
    }
    let mut from = 0;
    let span = |(end, depth): (u32, Depth)| {
        let text = line[from..end as usize].to_owned();
        from = end as usize;
        (
            Span {
                text: text.into(),
                part: Part::Note,
                style: Style::PLAIN,
                link: None,
                start: None,
                reversed: false,
            },
            depth,
        )
    };
    let (mut spans, mut depths): (Vec<Span>, Vec<Depth>) =
        depths(line, right_to_left, &[]).into_iter().map(span).unzip();
    reorder(&mut spans, &mut depths);
    Cow::Owned(spans.into_iter().map(|span| span.text).collect())
}

/// A mark of ours that stands at the start of a line, as it is seen at the right.
pub(super) fn mark_at_the_right(mark: &str) -> String {
    let mut from = 0;
    let parts = depths(mark, true, &[]).into_iter().map(|(end, depth)| {
        let part = &mark[from..end as usize];
        from = end as usize;
        let seen = |character: char| if character == '▌' { '▐' } else { mirrored(character) };
        match depth % 2 {
            1 => backwards(part).flat_map(str::chars).map(seen).collect(),
            _ => part.to_owned(),
        }
    });
    let parts: Vec<String> = parts.collect();
    parts.into_iter().rev().collect()
}

/// The character that is drawn for a mirrored one where it runs from right to left (rule L4): of those that are used
/// in prose. Each takes as many bytes and columns as the other.
fn mirrored(character: char) -> char {
    const PAIRS: [(char, char); 31] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('⁅', '⁆'),
        ('⁽', '⁾'),
        ('₍', '₎'),
        ('≤', '≥'),
        ('≪', '≫'),
        ('≮', '≯'),
        ('≺', '≻'),
        ('⊂', '⊃'),
        ('⊆', '⊇'),
        ('∈', '∋'),
        ('⌈', '⌉'),
        ('⌊', '⌋'),
        ('⟦', '⟧'),
        ('⟨', '⟩'),
        ('⟪', '⟫'),
        ('〈', '〉'),
        ('《', '》'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〔', '〕'),
        ('（', '）'),
        ('［', '］'),
        ('｛', '｝'),
        ('＜', '＞'),
    ];
    let other = |(left, right): &(char, char)| match character {
        c if c == *left => Some(*right),
        c if c == *right => Some(*left),
        _ => None,
    };
    PAIRS.iter().find_map(other).unwrap_or(character)
}
