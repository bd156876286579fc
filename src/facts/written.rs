//! A time as it was written, kept as it was written until somebody can say when that was.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::news::{Basis, Dated, Precision};

/// What an amount of time is counted in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days of 24 hours.
    Day,
    /// Weeks of seven days.
    Week,
    /// Months of the calendar.
    Month,
    /// Years of the calendar.
    Year,
}

impl Unit {
    /// The precision of a time told in this unit.
    #[must_use]
    pub fn precision(self) -> Precision {
        match self {
            Self::Second => Precision::Second,
            Self::Minute => Precision::Minute,
            Self::Hour => Precision::Hour,
            Self::Day => Precision::Day,
            Self::Week => Precision::Week,
            Self::Month => Precision::Month,
            Self::Year => Precision::Year,
        }
    }

    fn span(self, amount: u32) -> Option<Span> {
        let amount = i64::from(amount);
        let span = Span::new();
        match self {
            Self::Second => span.try_seconds(amount),
            Self::Minute => span.try_minutes(amount),
            Self::Hour => span.try_hours(amount),
            Self::Day => span.try_days(amount),
            Self::Week => span.try_weeks(amount),
            Self::Month => span.try_months(amount),
            Self::Year => span.try_years(amount),
        }
        .ok()
    }
}

/// A time as a source told it. "Yesterday" is one day ago, "just now" no minute ago.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Written {
    /// Written out.
    At {
        /// The moment; what was not told is the start of what was (midnight, the first of the month), in UTC.
        at: Timestamp,
        /// How much was told.
        precision: Precision,
    },
    /// Counted back from a moment that the text does not name.
    Ago {
        /// How many.
        amount: u32,
        /// Of what.
        unit: Unit,
    },
}

impl Written {
    /// The date this tells when "now" was `moment`, which `basis` explains.
    ///
    /// A time written out rests on [`Basis::Written`] whatever the moment. `None` where the time lies
    /// beyond what a calendar holds.
    #[must_use]
    pub fn resolve(self, moment: Timestamp, basis: Basis) -> Option<Dated> {
        match self {
            Self::At { at, precision } => Some(Dated { at, precision, basis: Basis::Written }),
            Self::Ago { amount, unit } => {
                let at = moment.to_zoned(TimeZone::UTC).checked_sub(unit.span(amount)?).ok()?.timestamp();
                Some(Dated { at, precision: unit.precision(), basis })
            }
        }
    }
}
