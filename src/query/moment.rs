//! Days, weeks and spans of time as people name them, at a moment that the asker tells: this module has no clock.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// When and by whom something is asked: what "yesterday" means, and how long a text takes to read.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The time it is.
    pub now: Timestamp,
    /// Where days begin.
    pub zone: TimeZone,
    /// Words that the reader takes in within a minute.
    pub words_per_minute: u32,
}

/// A stretch of time in microseconds since 1970, its end not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: i64,
    pub(super) end: i64,
}

/// What a day can be called, besides dates, weekdays and "3d".
pub(super) const NAMES: [&str; 8] =
    ["today", "yesterday", "thisweek", "lastweek", "thismonth", "lastmonth", "thisyear", "lastyear"];

/// The days of the week, Monday first.
pub(super) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Moment {
    fn local(&self) -> Zoned {
        self.now.to_zoned(self.zone.clone())
    }

    /// The stretch that a text names: "2026", "2026-11", "2026-11-01", "yesterday", "lastweek", "monday" (the latest
    /// one, today too), "3d" (the day three days ago), "2w", "5mo", "1y", and "6h" (from six hours ago up to now).
    pub(super) fn stretch(&self, text: &str) -> Option<Stretch> {
        let text = text.to_lowercase();
        let today = self.local().date();
        if let Some((first, next)) = dated(&text).or_else(|| named(&text, today)) {
            return self.days(first, next);
        }
        let start = self.ago(&text)?;
        if text.ends_with('h') || text.ends_with("min") {
            return Some(Stretch { start: start.as_microsecond(), end: self.now.as_microsecond() + 1 });
        }
        let day = start.to_zoned(self.zone.clone()).date();
        self.days(day, day.checked_add(1.day()).ok()?)
    }

    /// From the first moment of a day up to that of another.
    fn days(&self, first: Date, next: Date) -> Option<Stretch> {
        let begins = |day: Date| Some(day.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond());
        // Beyond the last day that there is nothing begins.
        let end = begins(next).filter(|_| first < next).unwrap_or(i64::MAX);
        Some(Stretch { start: begins(first).unwrap_or(i64::MAX), end })
    }

    /// The moment so long ago: "90min", "6h", "3d", "2w", "5mo", "1y".
    pub(super) fn ago(&self, text: &str) -> Option<Timestamp> {
        let span = span(&text.to_lowercase())?;
        Some(self.local().checked_sub(span).ok()?.timestamp())
    }
}

/// The units of spans, the longer names first where one ends like another.
pub(super) const UNITS: &str = "min, h, d, w, mo and y";

fn span(text: &str) -> Option<Span> {
    let number = &text[..text.find(|sign: char| !sign.is_ascii_digit())?];
    let count: i64 = number.parse().ok()?;
    let span = Span::new();
    match &text[number.len()..] {
        "min" => span.try_minutes(count),
        "h" => span.try_hours(count),
        "d" => span.try_days(count),
        "w" => span.try_weeks(count),
        "mo" => span.try_months(count),
        "y" => span.try_years(count),
        _ => return None,
    }
    .ok()
}

/// A year, a month or a day, and the day after its end.
fn dated(text: &str) -> Option<(Date, Date)> {
    let digits = |part: &str, count: usize| {
        (part.len() == count && part.bytes().all(|digit| digit.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())?
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|part| digits(part, 2));
    let day = parts.next().map(|part| digits(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let date = |month: i16, day: i16| Date::new(year, month as i8, day as i8).ok();
    let (first, length) = match (month, day) {
        (None, _) => (date(1, 1)?, 1.year()),
        (Some(month), None) => (date(month?, 1)?, 1.month()),
        (Some(month), Some(day)) => (date(month?, day?)?, 1.day()),
    };
    Some((first, first.saturating_add(length)))
}

fn named(text: &str, today: Date) -> Option<(Date, Date)> {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    let (first, length, back) = match text {
        "today" => (today, 1.day(), 0),
        "yesterday" => (today, 1.day(), 1),
        "thisweek" => (monday, 1.week(), 0),
        "lastweek" => (monday, 1.week(), 1),
        "thismonth" => (today.first_of_month(), 1.month(), 0),
        "lastmonth" => (today.first_of_month(), 1.month(), 1),
        "thisyear" => (today.first_of_year(), 1.year(), 0),
        "lastyear" => (today.first_of_year(), 1.year(), 1),
        _ => {
            let day = weekday(text)?;
            let back = (i64::from(today.weekday().since(day))).days();
            (today.checked_sub(back).ok()?, 1.day(), 0)
        }
    };
    let first = if back == 1 { first.checked_sub(length).ok()? } else { first };
    Some((first, first.checked_add(length).ok()?))
}

/// "mon", "monday".
fn weekday(text: &str) -> Option<Weekday> {
    let number = WEEKDAYS.iter().position(|name| *name == text || name[..3] == *text)?;
    Weekday::from_monday_zero_offset(number as i8).ok()
}
