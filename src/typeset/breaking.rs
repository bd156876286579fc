//! Which fragments share a line: the choice that leaves the least white, over the whole paragraph. It must not
//! know what the fragments say.
//!
//! A dynamic program over the ends of lines, after Knuth and Plass, "Breaking paragraphs into lines" (1981), for
//! columns of one width. For each end it tries the starts of the line that ends there, from the longest line on,
//! and stops where shorter ones can only be dearer: most often after two or three. It looks back no further than a
//! line is wide, so that it takes linear time, and no line is ever wider than the limit.

use super::fragment::Fragment;

/// What a line costs by being there: more than any white, so that no line is spent to make others prettier.
pub(super) const LINE: u64 = 1 << 24;
/// What a line costs where words may be parted: a few hyphens are not worth one line less.
pub(super) const LINE_OF_PARTS: u64 = 150;
/// What a last line without a word on it would cost; one of a quarter of the limit and more costs nothing.
const SHORT_LAST: u64 = 60;
/// A word of one or two letters at a line's end, which belongs to what follows.
const SHORT_WORD: u64 = 10;
/// A hyphen at a line's end.
const HYPHEN: u64 = 60;
/// Another one right below.
const LADDER: u64 = 200;
/// A hyphen before the last line.
const LAST_HYPHEN: u64 = 100;
/// Wider lines than anybody reads are filled one after the other.
const WIDEST: u16 = 240;

/// Room for the work, kept from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// Where lines may end, from the start of the section on.
    borders: Vec<Border>,
    /// Borders that none behind them undercuts, from the start on: the first of them at or behind a border is the
    /// cheapest from there on.
    cheapest: Vec<u32>,
    ends: Vec<u32>,
    /// What a line costs.
    line: u64,
}

/// A place between two fragments where a line may end.
#[derive(Clone, Copy, Debug, Default)]
struct Border {
    /// What the cheapest lines up to here cost.
    cost: u64,
    /// The border where the last of the cheapest lines begins.
    start: u32,
    /// Columns up to here, with all spaces.
    columns: u32,
}

/// Where the lines of a paragraph end: for each the number of the first fragment that is not on it.
///
/// A fragment wider than the limit stands alone.
#[must_use]
pub fn break_lines(fragments: &[Fragment], limit: u16) -> Vec<u32> {
    let mut breaker = Breaker::default();
    breaker.choose_ends(fragments, limit, LINE);
    breaker.ends
}

/// What the breaker makes as small as it can: the cost of lines that end there. `None` where a line is too wide
/// or does not end where it must.
#[must_use]
pub fn cost(fragments: &[Fragment], limit: u16, ends: &[u32]) -> Option<u64> {
    let (mut total, mut start, mut section) = (0, 0, 0);
    for end in ends.iter().map(|end| *end as usize) {
        let line = &fragments[start..end];
        let forced = line.iter().position(|fragment| fragment.forced);
        let columns = columns(line);
        if columns > u32::from(limit) && line.len() > 1 || forced.is_some_and(|at| at + 1 != line.len()) {
            return None;
        }
        let last = end == fragments.len() || forced.is_some();
        let before = (start > section).then(|| &fragments[start - 1]);
        total += LINE + look(columns, u32::from(limit), before, line.last()?, last);
        start = end;
        section = if forced.is_some() { end } else { section };
    }
    Some(total)
}

fn columns(line: &[Fragment]) -> u32 {
    let Some((last, others)) = line.split_last() else { return 0 };
    others.iter().map(|f| u32::from(f.width) + u32::from(f.space)).sum::<u32>() + last.last_width()
}

/// What the look of a line costs, behind `before` (none for a first line) that ends with `tail`.
#[inline]
fn look(columns: u32, limit: u32, before: Option<&Fragment>, tail: &Fragment, last: bool) -> u64 {
    let hyphen_above = before.is_some_and(|fragment| fragment.hyphen);
    if last {
        let enough = u64::from(limit / 4);
        let missing = enough.saturating_sub(u64::from(columns));
        let short = if before.is_some() && missing > 0 { SHORT_LAST * missing / enough } else { 0 };
        return short + if hyphen_above { LAST_HYPHEN } else { 0 };
    }
    let white = u64::from(limit.saturating_sub(columns));
    let short = if tail.width <= 2 && tail.space > 0 { SHORT_WORD } else { 0 };
    let hyphen = match (tail.hyphen, hyphen_above) {
        (true, true) => HYPHEN + LADDER,
        (true, false) => HYPHEN,
        (false, _) => 0,
    };
    white * white + short + hyphen
}

impl Breaker {
    /// The ends chosen last, as [`break_lines`] has them.
    pub(super) fn found(&self) -> &[u32] {
        &self.ends
    }

    /// Chooses the ends of lines, of which each costs `line`.
    pub(super) fn choose_ends(&mut self, fragments: &[Fragment], limit: u16, line: u64) {
        self.line = line;
        self.ends.clear();
        let mut start = 0;
        while start < fragments.len() {
            let forced = fragments[start..].iter().position(|fragment| fragment.forced);
            let end = forced.map_or(fragments.len(), |at| start + at + 1);
            if limit > WIDEST {
                self.fill(&fragments[start..end], start, limit);
            } else {
                self.choose(&fragments[start..end], start, limit);
            }
            start = end;
        }
    }

    /// The cheapest lines of one section, that begins with fragment number `first`.
    fn choose(&mut self, section: &[Fragment], first: usize, limit: u16) {
        let limit = u32::from(limit);
        self.borders.clear();
        self.cheapest.clear();
        self.push_border(Border::default());
        let (mut longest, mut cheapest) = (0, 0);
        for (number, tail) in section.iter().enumerate() {
            let columns = self.borders[number].columns;
            // A hyphen takes a column at this end only, so it does not count for the ends behind it.
            let without_hyphen = columns + u32::from(tail.width);
            while longest < number && without_hyphen - self.borders[longest].columns > limit {
                longest += 1;
            }
            cheapest = self.cheapest_behind(longest, cheapest);
            let (cost, start) = self.cheapest_line(section, number, (longest, cheapest), limit);
            self.push_border(Border { cost, start, columns: without_hyphen + u32::from(tail.space) });
        }
        self.trace(section.len(), first);
    }

    fn push_border(&mut self, border: Border) {
        while self.cheapest.pop_if(|other| self.borders[*other as usize].cost >= border.cost).is_some() {}
        self.cheapest.push(self.borders.len() as u32);
        self.borders.push(border);
    }

    /// The place among the cheapest of the first one at or behind a border, looked for from another place on.
    fn cheapest_behind(&self, border: usize, from: usize) -> usize {
        let mut place = from.min(self.cheapest.len() - 1);
        while (self.cheapest[place] as usize) < border {
            place += 1;
        }
        place
    }

    /// The cost of the cheapest lines of which the last ends behind fragment `number`, and where that one begins:
    /// at the border `longest` or behind it; `cheapest` is the place of the cheapest one from there on. Of two that
    /// cost the same the shorter one.
    fn cheapest_line(
        &self,
        section: &[Fragment],
        number: usize,
        (longest, mut cheapest): (usize, usize),
        limit: u32,
    ) -> (u64, u32) {
        let tail = &section[number];
        let end = self.borders[number].columns + tail.last_width();
        let last = number + 1 == section.len();
        let total = |start: usize| {
            let before = start.checked_sub(1).map(|at| &section[at]);
            let columns = end - self.borders[start].columns;
            self.borders[start].cost + self.line + look(columns, limit, before, tail, last)
        };
        let fits = |start: usize| end - self.borders[start].columns <= limit || start == number;
        // The line that ends one fragment earlier tells where this one begins, or nearly so.
        let guess = Some(self.borders[number].start as usize).filter(|at| *at >= longest && fits(*at));
        let mut best = guess.map_or((u64::MAX, number), |at| (total(at), at));
        for start in (longest..=number).skip_while(|start| !fits(*start)) {
            let border = &self.borders[start];
            let white = limit.saturating_sub(end - border.columns);
            let white = if last { 0 } else { u64::from(white) };
            let line = self.line + white * white;
            if border.cost + line <= best.0 {
                let total = total(start);
                if (total, best.1) <= (best.0, start) {
                    best = (total, start);
                }
            } else {
                cheapest = self.cheapest_behind(start, cheapest);
                if self.borders[self.cheapest[cheapest] as usize].cost + line > best.0 {
                    break;
                }
            }
        }
        (best.0, best.1 as u32)
    }

    /// Writes down the ends that led to the cheapest whole.
    fn trace(&mut self, mut end: usize, first: usize) {
        let from = self.ends.len();
        while end > 0 {
            self.ends.push((first + end) as u32);
            end = self.borders[end].start as usize;
        }
        self.ends[from..].reverse();
    }

    /// Lines of one section, each filled as far as it goes.
    fn fill(&mut self, section: &[Fragment], first: usize, limit: u16) {
        let mut columns = 0;
        for (number, fragment) in section.iter().enumerate() {
            let with_this = columns + fragment.last_width();
            if number > 0 && with_this > u32::from(limit) {
                self.ends.push((first + number) as u32);
                columns = 0;
            }
            columns += u32::from(fragment.width) + u32::from(fragment.space);
        }
        self.ends.push((first + section.len()) as u32);
    }
}
