//! Lines filled to the measure: the white at their end shared out among their gaps. It must not know what stands
//! between these.

/// A gap as wide as this is worse than a line that ends early.
const TOO_WIDE: u16 = 4;
/// So many ways to share what is left over are tried: all there are for a line of prose, few of a line without end.
const TURNS: u16 = 32;

/// A gap between two words: how far from the start of the line it begins, and how wide it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Gap {
    pub(super) column: u16,
    pub(super) columns: u16,
}

/// Fills the lines of one text from above.
#[derive(Debug, Default)]
pub(super) struct Filler {
    /// The gaps of the line above that were widened, as columns from and to.
    above: Vec<(u16, u16)>,
    /// The same of the line at hand, and of the best one so far.
    tried: Vec<(u16, u16)>,
    best: Vec<(u16, u16)>,
    /// Whether the line at hand is the second of two.
    odd: bool,
}

impl Filler {
    /// Begins another text.
    pub(super) fn clear(&mut self) {
        self.above.clear();
        self.odd = false;
    }

    /// Columns to add to each gap of a line that leaves `white` columns, written to `extra`. None are added where a
    /// gap would be too wide. What is left over when all gaps got the same goes where it lies over no wide gap of the
    /// line above, starting from the left and from the right in turns.
    pub(super) fn fill(&mut self, gaps: &[Gap], white: u16, extra: &mut Vec<u16>) {
        extra.clear();
        self.odd = !self.odd;
        let count = u16::try_from(gaps.len()).unwrap_or(u16::MAX);
        let widest = gaps.iter().map(|gap| gap.columns).max().unwrap_or(0);
        if count == 0 || white == 0 || widest.saturating_add(white.div_ceil(count)) >= TOO_WIDE {
            self.above.clear();
            return;
        }
        let mut least = usize::MAX;
        for turn in 0..count.min(TURNS) {
            let turn = if self.odd { turn } else { count - 1 - turn };
            let shares = || (0..count).map(|place| share(place, turn, count, white));
            self.widen(gaps, shares());
            let crossings = crossings(&self.above, &self.tried);
            if crossings < least {
                least = crossings;
                extra.clear();
                extra.extend(shares());
                std::mem::swap(&mut self.tried, &mut self.best);
            }
            if least == 0 {
                break;
            }
        }
        std::mem::swap(&mut self.above, &mut self.best);
    }

    /// Writes down where gaps stand that are widened by so much each.
    fn widen(&mut self, gaps: &[Gap], extra: impl Iterator<Item = u16>) {
        self.tried.clear();
        let mut moved = 0;
        for (gap, extra) in gaps.iter().zip(extra) {
            let start = gap.column + moved;
            let end = start + gap.columns + extra;
            if end - start > 1 {
                self.tried.push((start, end));
            }
            moved += extra;
        }
    }
}

/// The columns that the gap at a place gets of the white, spread evenly; `turn` moves along which get one more.
fn share(place: u16, turn: u16, count: u16, white: u16) -> u16 {
    let (each, over) = (white / count, u64::from(white % count));
    let count = u64::from(count);
    let before = (u64::from(place) + u64::from(turn)) * over / count;
    let behind = (u64::from(place) + u64::from(turn) + 1) * over / count;
    each + u16::from(behind > before)
}

/// How many gaps of one line lie over a gap of the other.
fn crossings(above: &[(u16, u16)], below: &[(u16, u16)]) -> usize {
    let mut at = 0;
    let mut count = 0;
    for (start, end) in below {
        at += above[at..].iter().take_while(|(_, end_above)| end_above <= start).count();
        count += usize::from(above.get(at).is_some_and(|(start_above, _)| start_above < end));
    }
    count
}
