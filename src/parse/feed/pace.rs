//! How often a feed says that it changes: RSS's `ttl`, `skipHours` and `skipDays`, and the syndication module.

use super::field::Field;
use super::text;
use super::tree::{NodeId, Tree};
use crate::news::Rhythm;

/// What was told of it so far.
#[derive(Default)]
pub(super) struct Pace {
    minutes: Option<u64>,
    period: Option<u64>,
    frequency: Option<u64>,
    skip_hours: u32,
    skip_days: u8,
}

/// Longer lists are none.
const MOST: usize = 100;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Pace {
    /// Takes what an element of one of these fields says.
    pub(super) fn take(&mut self, tree: &Tree<'_>, node: NodeId, field: Field) {
        let number = |node| text::told(tree, node).and_then(|told| told.trim().parse::<u64>().ok());
        let parts = || tree.children(node).take(MOST);
        match field {
            Field::Lifetime => self.minutes = number(node),
            Field::Frequency => self.frequency = number(node),
            Field::Period => self.period = text::told(tree, node).and_then(|told| seconds(&told)),
            Field::SkipHours => {
                // RSS 0.91 counts from 1 to 24, RSS 2.0 from 0 to 23.
                let hours = parts().filter_map(number).filter(|hour| *hour <= 24);
                self.skip_hours = hours.fold(self.skip_hours, |hours, hour| hours | 1 << (hour % 24));
            }
            Field::SkipDays => {
                let days = parts().filter_map(|part| text::told(tree, part)).filter_map(|told| day(&told));
                self.skip_days = days.fold(self.skip_days, |days, day| days | 1 << day);
            }
            _ => (),
        }
    }

    /// All of it; the module's word counts where both speak.
    pub(super) fn rhythm(&self) -> Rhythm {
        let module = self.period.map(|period| period / self.frequency.unwrap_or(1).max(1));
        let lifetime = self.minutes.filter(|minutes| *minutes > 0).map(|minutes| minutes.saturating_mul(60));
        Rhythm {
            every: module.or(lifetime),
            skip_hours: self.skip_hours,
            skip_days: self.skip_days,
            ..Rhythm::default()
        }
    }
}

fn day(told: &str) -> Option<usize> {
    DAYS.iter().position(|day| told.trim().eq_ignore_ascii_case(day))
}

fn seconds(period: &str) -> Option<u64> {
    const DAY: u64 = 86_400;
    Some(match period.trim().to_ascii_lowercase().as_str() {
        "hourly" => 3600,
        "daily" => DAY,
        "weekly" => 7 * DAY,
        "monthly" => 30 * DAY,
        "yearly" => 365 * DAY,
        _ => return None,
    })
}
