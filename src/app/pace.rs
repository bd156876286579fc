//! How fast this reader reads, measured while reading. It must not know what an article is.

use jiff::{SignedDuration, Timestamp};

use crate::news::WORDS_PER_MINUTE;

/// So many words make a sample: less is a glance.
const SAMPLE: u32 = 100;
/// What is slower is a pause, what is faster is leafing through: words a minute.
const READING: std::ops::RangeInclusive<u64> = 60..=800;
/// Between two moves of somebody who reads passes no more than that.
const PAUSE: SignedDuration = SignedDuration::from_secs(150);
/// Before so many words are measured, what most people read by stands.
const ENOUGH: u64 = 2_000;
/// Older words count half from here on, so that the figure follows its reader.
const MEMORY: u64 = 40_000;

/// Words read, and the time they took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ReadingPace {
    words: u64,
    millis: u64,
    sample: Sample,
}

/// What was read since the last sample was full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sample {
    words: u32,
    millis: u64,
    /// When the last move was, the last word it showed, and how many it showed anew: they are read until the next one.
    last: Option<(Timestamp, u32, u32)>,
}

impl ReadingPace {
    /// What was measured before.
    pub(super) fn of(words: u64, millis: u64) -> Self {
        // A figure that nobody can have measured is none.
        let is_likely =
            millis > 0 && words <= 2 * MEMORY && READING.contains(&(words.saturating_mul(60_000) / millis));
        let (words, millis) = if is_likely { (words, millis) } else { (0, 0) };
        Self { words, millis, sample: Sample::default() }
    }

    /// Words and milliseconds measured so far.
    pub(super) fn measured(&self) -> (u64, u64) {
        (self.words, self.millis)
    }

    /// Words a minute: what was measured, or what most people read by (Brysbaert, 2019) until that is enough.
    pub(super) fn words_per_minute(&self) -> u32 {
        let measured = (self.words >= ENOUGH).then(|| (self.words * 60_000).checked_div(self.millis));
        measured.flatten().map_or(WORDS_PER_MINUTE, |words| words as u32)
    }

    /// An article is begun, left or leapt about in: what was read of it up to here cannot be timed.
    pub(super) fn interrupt(&mut self) {
        self.sample = Sample::default();
    }

    /// The reader moved: so many words of the article stand above the first line shown, and so many up to the last one.
    pub(super) fn moved(&mut self, now: Timestamp, above: u32, shown: u32) {
        let (page, before) = (shown.saturating_sub(above), self.sample.last);
        let anew = before.and_then(|(_, last, _)| shown.checked_sub(last));
        let time = before.map(|(at, _, _)| now.duration_since(at));
        let is_reading = time.is_some_and(|time| time <= PAUSE && !time.is_negative());
        match (before, anew) {
            // Further than a page is a leap, and back is looking something up.
            (Some((_, _, revealed)), Some(anew)) if is_reading && anew <= page => {
                self.sample.words += revealed;
                self.sample.millis += time.map_or(0, |time| time.as_millis() as u64);
                self.sample.last = Some((now, shown, anew));
            }
            (_, _) => self.sample = Sample { last: Some((now, shown, page)), ..Sample::default() },
        }
        if self.sample.words >= SAMPLE {
            self.take_sample();
            self.sample = Sample { last: self.sample.last, ..Sample::default() };
        }
    }

    fn take_sample(&mut self) {
        let Sample { words, millis, .. } = self.sample;
        let pace = (u64::from(words) * 60_000).checked_div(millis);
        if !pace.is_some_and(|pace| READING.contains(&pace)) {
            return;
        }
        self.words += u64::from(words);
        self.millis += millis;
        if self.words > MEMORY {
            self.words /= 2;
            self.millis /= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a small number is a moment")
    }

    /// Pages of 200 words, one every so many seconds.
    fn reads(pace: &mut ReadingPace, pages: i64, seconds: i64) {
        pace.interrupt();
        (0..=pages)
            .for_each(|page| pace.moved(at(page * seconds), page as u32 * 200, page as u32 * 200 + 200));
    }

    #[test]
    fn what_is_measured_stands_once_it_is_enough() {
        let mut pace = ReadingPace::default();
        reads(&mut pace, 9, 40);
        assert_eq!((pace.words_per_minute(), pace.measured().0), (WORDS_PER_MINUTE, 1800));
        reads(&mut pace, 1, 40);
        assert_eq!(pace.words_per_minute(), 300);
    }

    #[test]
    fn leafing_pauses_and_going_back_are_not_reading() {
        let mut pace = ReadingPace::default();
        reads(&mut pace, 50, 1);
        reads(&mut pace, 50, 3_600);
        assert_eq!(pace.measured(), (0, 0));
        pace.interrupt();
        (0..50).for_each(|page| {
            pace.moved(at(page * 40), 20_000 - page as u32 * 200, 20_200 - page as u32 * 200);
        });
        pace.interrupt();
        (0..50).for_each(|page| pace.moved(at(page * 40), page as u32 * 900, page as u32 * 900 + 200));
        assert_eq!(pace.measured(), (0, 0));
        let mut pace = ReadingPace::default();
        // The last move shows a third of a page anew, after a whole one was read.
        (0..40).for_each(|_| {
            pace.interrupt();
            pace.moved(at(0), 0, 400);
            pace.moved(at(100), 130, 530);
        });
        assert_eq!(pace.words_per_minute(), 240);
    }

    #[test]
    fn the_figure_follows_its_reader() {
        let mut pace = ReadingPace::default();
        reads(&mut pace, 400, 60);
        assert_eq!(pace.words_per_minute(), 200);
        reads(&mut pace, 2_000, 30);
        assert!(pace.words_per_minute() > 390, "{}", pace.words_per_minute());
        assert!(pace.measured().0 <= MEMORY);
    }

    #[test]
    fn what_nobody_can_have_measured_is_none() {
        assert_eq!(ReadingPace::of(u64::MAX, 1), ReadingPace::default());
        assert_eq!(ReadingPace::of(5, 0), ReadingPace::default());
        assert_eq!(ReadingPace::of(6_000, 1_200_000).words_per_minute(), 300);
    }
}
