//! What time it is: the system's clock, or one set by the environment so that screens can be compared.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A clock.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// One that showed `start` when it was made, and ticks.
    Ticking {
        /// What it showed.
        start: Timestamp,
        /// When it was made.
        since: Instant,
    },
    /// One that stands still.
    Fixed(Timestamp),
}

impl Clock {
    /// Reads `COURANT_NOW`: an RFC 3339 time from which the clock ticks, or `@` and a time at which it stands still.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('@') {
            Some(moment) => moment.parse().ok().map(Self::Fixed),
            None => text.parse().ok().map(|start| Self::Ticking { start, since: Instant::now() }),
        }
    }

    /// The time it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Ticking { start, since } => start.checked_add(since.elapsed()).unwrap_or(Timestamp::MAX),
            Self::Fixed(moment) => *moment,
        }
    }

    /// How long it is until it shows a moment; nothing when that has passed. A clock that stands still answers as
    /// if it ticked from now on.
    #[must_use]
    pub fn until(&self, moment: Timestamp) -> Duration {
        Duration::try_from(moment.duration_since(self.now())).unwrap_or(Duration::ZERO)
    }
}
