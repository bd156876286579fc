//! How long ago a moment was, in the words people use: "2d", "2 days ago", "in 3 hours", "just now".
//!
//! It never says more than the source told: a date known to the week has no hours.

use std::fmt;

use jiff::Timestamp;

use super::written::Unit;
use crate::news::Precision;

/// How long ago a moment was, or how far ahead, in one unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Age {
    /// How many whole units; zero where it is less than one.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// Whether the moment is still to come.
    pub ahead: bool,
}

/// The age of a moment known to `precision`, seen from `now`: the largest unit that fits, none finer than known.
///
/// Months count 30.44 days and years 365.25, the averages of the calendar.
#[must_use]
pub fn age(at: Timestamp, precision: Precision, now: Timestamp) -> Age {
    let passed = now.as_second().saturating_sub(at.as_second());
    let seconds = passed.unsigned_abs();
    let unit = largest(seconds).max(finest(precision));
    let amount = u32::try_from(seconds / length(unit)).unwrap_or(u32::MAX);
    Age { amount, unit, ahead: passed < 0 && amount > 0 }
}

impl Age {
    /// For narrow columns, four cells for a century past, seven for one to come: `2d`, `in 3h`, `now`, `<1w`.
    #[must_use]
    pub fn short(self) -> impl fmt::Display {
        Short(self)
    }

    /// For a sentence: `2 days ago`, `in 3 hours`, `just now`, `this week`.
    #[must_use]
    pub fn long(self) -> impl fmt::Display {
        Long(self)
    }
}

struct Short(Age);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Age { amount, unit, ahead } = self.0;
        let sign = letter(unit);
        match (amount, unit) {
            (0, Unit::Second | Unit::Minute) => f.write_str("now"),
            (0, Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year) => write!(f, "<1{sign}"),
            _ if ahead => write!(f, "in {amount}{sign}"),
            _ => write!(f, "{amount}{sign}"),
        }
    }
}

struct Long(Age);

impl fmt::Display for Long {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Age { amount, unit, ahead } = self.0;
        let name = name(unit);
        let plural = if amount == 1 { "" } else { "s" };
        match (amount, unit) {
            (0, Unit::Second | Unit::Minute) => f.write_str("just now"),
            (0, Unit::Hour) => f.write_str("within the hour"),
            (0, Unit::Day) => f.write_str("today"),
            (0, Unit::Week | Unit::Month | Unit::Year) => write!(f, "this {name}"),
            _ if ahead => write!(f, "in {amount} {name}{plural}"),
            _ => write!(f, "{amount} {name}{plural} ago"),
        }
    }
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;
const MONTH: u64 = 2_629_746;
const YEAR: u64 = 31_557_600;

fn length(unit: Unit) -> u64 {
    match unit {
        Unit::Second => 1,
        Unit::Minute => MINUTE,
        Unit::Hour => HOUR,
        Unit::Day => DAY,
        Unit::Week => WEEK,
        Unit::Month => MONTH,
        Unit::Year => YEAR,
    }
}

/// Seconds are never counted out: they change while one reads. Weeks are counted up to four.
fn largest(seconds: u64) -> Unit {
    match seconds {
        0..HOUR => Unit::Minute,
        HOUR..DAY => Unit::Hour,
        DAY..WEEK => Unit::Day,
        WEEK..MONTH => Unit::Week,
        MONTH..YEAR => Unit::Month,
        YEAR.. => Unit::Year,
    }
}

fn finest(precision: Precision) -> Unit {
    match precision {
        Precision::Second | Precision::Minute => Unit::Minute,
        Precision::Hour => Unit::Hour,
        Precision::Day => Unit::Day,
        Precision::Week => Unit::Week,
        Precision::Month => Unit::Month,
        Precision::Year => Unit::Year,
    }
}

fn letter(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "s",
        Unit::Minute => "m",
        Unit::Hour => "h",
        Unit::Day => "d",
        Unit::Week => "w",
        Unit::Month => "mo",
        Unit::Year => "y",
    }
}

fn name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}
