//! One text with its styles as lines of one width. It must not know what stands left of it.

use super::binding::bind;
use super::breaking::{Breaker, LINE, LINE_OF_PARTS};
use super::fragment::{Fragment, cut};
use super::hyphenation::{HYPHENS_FROM, Hyphenator, is_broken_word};
use super::justify::Filler;
use super::piece::Piece;
use super::spans::{SetLine, Spans, columns};

/// A line that leaves more than this part of its columns white makes hyphens worth a try in its paragraph.
const LOOSE: u16 = 8;

/// The room a text has, and what is done to make it look well there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Room {
    /// Columns of the widest line.
    pub(super) limit: u16,
    /// Columns by which the first line stands in.
    pub(super) indent: u16,
    /// Whether words may be parted.
    pub(super) hyphenated: bool,
    /// Whether lines are filled.
    pub(super) justified: bool,
}

impl Room {
    /// Lines of so many columns, as they come.
    pub(super) fn of(limit: u16) -> Self {
        Self { limit, ..Self::default() }
    }
}

/// Sets pieces; keeps its room from piece to piece.
#[derive(Debug, Default)]
pub(super) struct Setter {
    fragments: Vec<Fragment>,
    parted: Vec<Fragment>,
    breaker: Breaker,
    hyphenator: Hyphenator,
    filler: Filler,
}

impl Setter {
    /// Hands the lines of a piece to `emit`, none wider than the limit. A piece with nothing to draw has none.
    pub(super) fn set(&mut self, piece: &Piece, room: Room, emit: &mut dyn FnMut(SetLine)) {
        let simple = cut(&piece.string, &piece.rules(room.limit), &mut self.fragments);
        bind(&piece.string, &mut self.fragments, piece.language, room.limit);
        let indent = self.indent(room);
        self.break_lines(piece, room, indent);
        let mut spans = Spans::new(piece, room.limit, simple);
        self.filler.clear();
        let mut start = 0;
        for end in self.breaker.found() {
            let end = *end as usize;
            let line = &self.fragments[start..end];
            let is_last = end == self.fragments.len() || line.last().is_some_and(|last| last.forced);
            let filler = Some(&mut self.filler).filter(|_| room.justified && !is_last);
            emit(spans.line(line, if start == 0 { indent } else { 0 }, filler));
            start = end;
        }
    }

    /// The columns by which the first line does stand in.
    fn indent(&self, room: Room) -> u16 {
        let fits = |first: &Fragment| first.last_width() + u32::from(room.indent) <= u32::from(room.limit);
        if self.fragments.first().is_some_and(fits) { room.indent } else { 0 }
    }

    /// Looks for lines without parting a word, as most paragraphs need none; and again where these are not good.
    fn break_lines(&mut self, piece: &Piece, room: Room, indent: u16) {
        self.choose(room.limit, indent, LINE);
        let may_part = room.hyphenated && room.limit >= HYPHENS_FROM;
        if may_part
            && self.is_loose(piece, room.limit)
            && self.hyphenator.part(piece, &self.fragments, room.limit, &mut self.parted)
        {
            std::mem::swap(&mut self.fragments, &mut self.parted);
            self.choose(room.limit, indent, LINE_OF_PARTS);
        }
    }

    fn choose(&mut self, limit: u16, indent: u16, line: u64) {
        // The room before the first word is a part of it, to the breaker.
        self.fragments.first_mut().into_iter().for_each(|first| first.width += indent);
        self.breaker.choose_ends(&self.fragments, limit, line);
        self.fragments.first_mut().into_iter().for_each(|first| first.width -= indent);
    }

    /// Whether a line leaves so much white that a hyphen is better, or breaks a word where it may not be parted.
    fn is_loose(&self, piece: &Piece, limit: u16) -> bool {
        let mut start = 0;
        let found = self.breaker.found().iter().map(|end| *end as usize);
        found.take_while(|end| *end < self.fragments.len()).any(|end| {
            let line = &self.fragments[start..end];
            start = end;
            let (last, next) = (&self.fragments[end - 1], &self.fragments[end]);
            let white = limit.saturating_sub(columns(line));
            !last.forced && (white > limit / LOOSE || is_broken_word(&piece.string, last, next))
        })
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
