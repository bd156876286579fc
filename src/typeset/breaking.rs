//! Which fragments share a line: the choice that leaves the least white, over the whole paragraph. It must not
//! know what the fragments say.
//!
//! A dynamic program over the ends of lines, after Knuth and Plass, "Breaking paragraphs into lines" (1981), for
//! columns of one width. It looks back no further than a line is wide, so that it takes linear time, and no
//! line is ever wider than the limit.

use super::fragment::Fragment;

/// What a line costs by being there: more than any white, so that no line is spent to make others prettier.
const LINE: u64 = 1 << 24;
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
    best: Vec<(u64, u32)>,
    ends: Vec<u32>,
}

/// Where the lines of a paragraph end: for each the number of the first fragment that is not on it.
///
/// A fragment wider than the limit stands alone.
#[must_use]
pub fn break_lines(fragments: &[Fragment], limit: u16) -> Vec<u32> {
    Breaker::default().ends(fragments, limit).to_vec()
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
        total += line_cost(columns, u32::from(limit), before, line.last()?, last);
        start = end;
        section = if forced.is_some() { end } else { section };
    }
    Some(total)
}

fn columns(line: &[Fragment]) -> u32 {
    let Some((last, others)) = line.split_last() else { return 0 };
    others.iter().map(|f| u32::from(f.width) + u32::from(f.space)).sum::<u32>() + last.last_width()
}

/// The cost of a line behind `before` (none for a first line) that ends with `tail`.
#[inline]
fn line_cost(columns: u32, limit: u32, before: Option<&Fragment>, tail: &Fragment, last: bool) -> u64 {
    let hyphen_above = before.is_some_and(|fragment| fragment.hyphen);
    if last {
        let enough = u64::from(limit / 4);
        let missing = enough.saturating_sub(u64::from(columns));
        let short = if before.is_some() && missing > 0 { SHORT_LAST * missing / enough } else { 0 };
        return LINE + short + if hyphen_above { LAST_HYPHEN } else { 0 };
    }
    let white = u64::from(limit.saturating_sub(columns));
    let short = if tail.width <= 2 && tail.space > 0 { SHORT_WORD } else { 0 };
    let hyphen = match (tail.hyphen, hyphen_above) {
        (true, true) => HYPHEN + LADDER,
        (true, false) => HYPHEN,
        (false, _) => 0,
    };
    LINE + white * white + short + hyphen
}

impl Breaker {
    /// As [`break_lines`].
    pub(super) fn ends(&mut self, fragments: &[Fragment], limit: u16) -> &[u32] {
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
        &self.ends
    }

    /// The cheapest lines of one section, that begins with fragment number `first`.
    fn choose(&mut self, section: &[Fragment], first: usize, limit: u16) {
        let limit = u32::from(limit);
        self.best.clear();
        self.best.push((0, 0));
        for end in 1..=section.len() {
            let tail = &section[end - 1];
            let (mut columns, mut start, mut best) = (tail.last_width(), end - 1, (u64::MAX, 0));
            loop {
                let before = start.checked_sub(1).map(|at| &section[at]);
                let line = line_cost(columns, limit, before, tail, end == section.len());
                let total = self.best[start].0 + line;
                if total < best.0 {
                    best = (total, start as u32);
                }
                let Some(fragment) = before else { break };
                columns += u32::from(fragment.width) + u32::from(fragment.space);
                if columns > limit {
                    break;
                }
                start -= 1;
            }
            self.best.push(best);
        }
        self.trace(section.len(), first);
    }

    /// Writes down the ends that led to the cheapest whole.
    fn trace(&mut self, mut end: usize, first: usize) {
        let from = self.ends.len();
        while end > 0 {
            self.ends.push((first + end) as u32);
            end = self.best[end].1 as usize;
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
