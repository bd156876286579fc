//! How a feed fares, and when it is asked again: decided from values alone, so that a year of answers can be tested in
//! a moment.

use jiff::{SignedDuration, Timestamp};

/// Seconds between two askings of a feed that says nothing about it.
const USUAL: i64 = 3600;
/// Nobody is asked more often by itself, whatever the feed says.
const SHORTEST: i64 = 900;
/// Nobody is left longer, whatever went wrong or was asked for.
const LONGEST: i64 = 86_400;
/// A reader may want it oftener, but not more than this, or more seldom.
const SHORTEST_WANTED: i64 = 300;
const LONGEST_WANTED: i64 = 30 * 86_400;
/// After so many failures on end the wait grows no longer.
const DOUBLINGS: u32 = 5;

/// What a feed and its server say about how often it changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rhythm {
    /// Seconds that its server calls the answer fresh for.
    pub fresh_for: Option<u64>,
    /// Seconds between two of its updates: RSS `ttl`, or the syndication module's period and frequency.
    pub every: Option<u64>,
    /// Hours of the day, in UTC, in which nobody need ask: bit 0 is midnight (RSS `skipHours`).
    pub skip_hours: u32,
    /// Days of the week, in UTC, on which nobody need ask: bit 0 is Monday (RSS `skipDays`).
    pub skip_days: u8,
    /// Seconds that its reader wants between two askings: then nothing else counts.
    pub wanted: Option<u64>,
}

/// How often new articles of a feed come, by their dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pace {
    /// The date of the newest.
    pub newest: Option<Timestamp>,
    /// Seconds that usually lie between two of them; nothing where there are too few.
    pub gap: Option<u64>,
}

/// What a server gave to tell versions of a document apart, to be given back when asking again (RFC 9110 §8.8).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`, as it was written.
    pub last_modified: Option<String>,
}

/// A round of asking in which there was no network is tried again after so many seconds.
pub const AGAIN_ONLINE: i64 = 60;

/// When the next of these feeds is to be asked, so that nobody need look before: at once where one is due now, never
/// where there is none. After a round without a network nobody is asked for [`AGAIN_ONLINE`].
#[must_use]
pub fn next_due<'a>(
    feeds: impl IntoIterator<Item = &'a Health>,
    offline_since: Option<Timestamp>,
    now: Timestamp,
) -> Option<Timestamp> {
    let is_asked = feeds.into_iter().filter(|health| !health.gone);
    let next =
        is_asked.map(|health| if health.is_due(now) { now } else { health.due.unwrap_or(now) }).min()?;
    let rested = offline_since.filter(|since| *since <= now).map(|since| later(since, AGAIN_ONLINE));
    Some(rested.map_or(next, |rested| next.max(rested)))
}

impl Pace {
    /// From the dates of a feed's articles, in any order. Dates that lie ahead say nothing.
    #[must_use]
    pub fn of(dates: impl IntoIterator<Item = Timestamp>, now: Timestamp) -> Self {
        let mut dates: Vec<Timestamp> = dates.into_iter().filter(|date| *date <= now).collect();
        dates.sort_unstable();
        dates.dedup();
        let mut gaps: Vec<i64> =
            dates.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_secs()).collect();
        gaps.sort_unstable();
        let is_enough = gaps.len() >= FEWEST_GAPS;
        let usual = gaps.get(gaps.len() / 2).filter(|_| is_enough).and_then(|gap| u64::try_from(*gap).ok());
        Self { newest: dates.last().copied(), gap: usual }
    }

    /// Since when a feed is silent, where that is longer than is usual for it: several of its gaps, and two weeks.
    #[must_use]
    pub fn silent_since(&self, now: Timestamp) -> Option<Timestamp> {
        let newest = self.newest?;
        let silence = now.duration_since(newest).as_secs();
        let patience = clamped_to(self.gap?, i64::MAX / GAPS_OF_SILENCE) * GAPS_OF_SILENCE;
        (silence > patience.max(SHORTEST_SILENCE)).then_some(newest)
    }
}

/// Fewer gaps than this make no habit.
const FEWEST_GAPS: usize = 4;
/// So many gaps without an article are a silence,
const GAPS_OF_SILENCE: i64 = 6;
/// but nothing shorter than this.
const SHORTEST_SILENCE: i64 = 14 * 86_400;

/// What came of asking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It answered, be it that nothing changed.
    Answered(Rhythm),
    /// It did not.
    Failed {
        /// Why, in a sentence.
        reason: String,
        /// Seconds until it wants to be asked again, where it says so.
        retry_after: Option<u64>,
    },
    /// It says that it is gone for good (410).
    Gone {
        /// The same, in a sentence.
        reason: String,
    },
}

/// How a feed fares.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Health {
    /// When it was last asked.
    pub checked: Option<Timestamp>,
    /// When it last answered.
    pub answered: Option<Timestamp>,
    /// Since when it fails.
    pub failing_since: Option<Timestamp>,
    /// How often it failed on end.
    pub failures: u32,
    /// Why it failed last, in a sentence.
    pub reason: Option<String>,
    /// When it is asked again; nothing: at once.
    pub due: Option<Timestamp>,
    /// It is gone for good and not asked any more by itself.
    pub gone: bool,
}

impl Health {
    /// Whether it is to be asked now. A moment of asking that lies ahead of the clock is a fault of the clock.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let is_clock_wrong = self.checked.is_some_and(|checked| checked > now);
        !self.gone && (is_clock_wrong || self.due.is_none_or(|due| due <= now))
    }

    /// How it fares after an answer. `seed` spreads feeds that were asked together: any number that stays with the feed.
    #[must_use]
    pub fn after(&self, outcome: &Outcome, now: Timestamp, seed: u64) -> Self {
        let checked = Some(now);
        match outcome {
            Outcome::Answered(rhythm) => {
                let due = rhythm.next(now, seed);
                Self { checked, answered: checked, due: Some(due), ..Self::default() }
            }
            Outcome::Failed { reason, retry_after } => {
                let failures = self.failures.saturating_add(1);
                let wait = back_off(failures).max(retry_after.map_or(0, clamped));
                Self {
                    checked,
                    failing_since: self.failing_since.or(checked),
                    failures,
                    reason: Some(reason.clone()),
                    due: Some(later(now, spread(wait, seed))),
                    gone: false,
                    ..self.clone()
                }
            }
            Outcome::Gone { reason } => Self {
                checked,
                failing_since: self.failing_since.or(checked),
                failures: self.failures.saturating_add(1),
                reason: Some(reason.clone()),
                due: None,
                gone: true,
                ..self.clone()
            },
        }
    }
}

impl Rhythm {
    /// When to ask next: after what was asked for, but neither too soon nor too late, and in no hour to be skipped.
    fn next(&self, now: Timestamp, seed: u64) -> Timestamp {
        if let Some(wanted) = self.wanted {
            let wait = clamped_to(wanted, LONGEST_WANTED).max(SHORTEST_WANTED);
            return later(now, spread(wait, seed));
        }
        let asked = [self.fresh_for, self.every].into_iter().flatten().map(clamped).max();
        let wait = asked.unwrap_or(USUAL).max(SHORTEST);
        self.past_rest(later(now, spread(wait, seed)))
    }

    /// The first moment from then on that is not to be skipped; a feed that skips all of the week skips nothing.
    fn past_rest(&self, at: Timestamp) -> Timestamp {
        const HOURS_OF_A_WEEK: i64 = 24 * 7;
        let whole_hour = at.as_second().div_euclid(3600);
        (0..HOURS_OF_A_WEEK).find(|hour| !self.skips(whole_hour + hour)).map_or(at, |hour| {
            if hour == 0 {
                return at;
            }
            Timestamp::from_second((whole_hour + hour) * 3600).unwrap_or(at)
        })
    }

    fn skips(&self, hour_since_epoch: i64) -> bool {
        let hour = hour_since_epoch.rem_euclid(24);
        // The first of January 1970 was a Thursday.
        let day = (hour_since_epoch.div_euclid(24) + 3).rem_euclid(7);
        self.skip_hours >> hour & 1 == 1 || self.skip_days >> day & 1 == 1
    }
}

/// Twice as long after each failure, up to a day.
fn back_off(failures: u32) -> i64 {
    (USUAL << failures.saturating_sub(1).min(DOUBLINGS)).min(LONGEST)
}

fn clamped(seconds: u64) -> i64 {
    clamped_to(seconds, LONGEST)
}

fn clamped_to(seconds: u64, most: i64) -> i64 {
    i64::try_from(seconds).unwrap_or(most).min(most)
}

/// Up to a tenth longer, so that what was asked together is not asked together for ever.
fn spread(seconds: i64, seed: u64) -> i64 {
    // Neighbouring seeds shall not lie together (the constant is 2^64 over the golden ratio).
    let scattered = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let tenth = (seconds / 10).max(1);
    seconds + (scattered % tenth.unsigned_abs()) as i64
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}
