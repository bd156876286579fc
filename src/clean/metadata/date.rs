//! When a page was published and changed: the most believed date that can be true, as exactly as any place tells it.

use jiff::{SignedDuration, Timestamp};

use super::claim::{Claims, Field, Source};
use crate::facts::{self, Order, Written};
use crate::news::Precision;

/// A date and where it was said.
pub(super) type Told = (Written, Source);

/// No page is older than the web (1990-01-01).
const WEB: i64 = 631_152_000;

/// Claims that are looked at: a page that makes more is a list of pages.
const MOST_CLAIMS: usize = 60;

/// Reads and chooses the dates of publication and of the last change.
pub(super) fn choose(
    claims: &Claims,
    address: Option<&str>,
    order: Order,
    now: Timestamp,
) -> (Option<Told>, Option<Told>) {
    let read = |field| -> Vec<Told> {
        let told = claims
            .about(field)
            .into_iter()
            .take(MOST_CLAIMS)
            .filter_map(|claim| Some((written(&claim.text, claim.source, order)?, claim.source)));
        told.filter(|(written, _)| can_be_true(*written, now)).collect()
    };
    let mut published = read(Field::Published);
    let day = address.and_then(in_address).filter(|day| can_be_true(*day, now)).map(|day| (day, Source::Url));
    published.extend(day);
    published.sort_by_key(|told| (told.1, is_loose(told)));
    let updated = read(Field::Updated);
    let mut chosen = published.first().copied().map(|first| refined(first, &published));
    let mut changed = updated.first().copied().map(|first| refined(first, &updated));
    if let (Some(moved), Some(day)) =
        (chosen, day.filter(|day| chosen.is_some_and(|chosen| is_long_before(day.0, chosen.0))))
    {
        // An address keeps the day it was made on: what was published again, or has moved to another system, is told
        // with a later one.
        chosen = Some(refined(day, &published));
        changed = changed.or(Some(moved));
    }
    // A page that only says when it was changed was published then, for all anybody knows.
    let changed =
        changed.filter(|(written, _)| chosen.is_none_or(|(published, _)| !is_before(*written, published)));
    (chosen.or_else(|| changed.filter(|(_, source)| *source <= Source::Meta)), changed)
}

/// A month that merely looks like a date may be one of an archive: a day beside it says more.
fn is_loose((written, source): &Told) -> bool {
    *source == Source::Guess
        && matches!(written, Written::At { precision: Precision::Month | Precision::Year, .. })
}

/// The date of one claim: the whole of it where a program wrote it, the first in it where people did.
fn written(text: &str, source: Source, order: Order) -> Option<Written> {
    if let Some(moment) =
        counted_seconds(text).filter(|_| source <= Source::Twitter || source == Source::Time)
    {
        return Some(Written::At { at: moment, precision: Precision::Second });
    }
    let whole = facts::date_in_order(text, order).or_else(|| facts::stamp(text).map(|stamp| stamp.written));
    whole.or_else(|| if text.len() <= 200 { facts::date_within(text, Some(order)) } else { None })
}

/// Seconds or thousandths of seconds since 1970.
fn counted_seconds(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let number: i64 =
        if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok()? } else { return None };
    match text.len() {
        9 | 10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

fn can_be_true(written: Written, now: Timestamp) -> bool {
    match written {
        Written::At { at, .. } => {
            at.as_second() >= WEB && at <= now.saturating_add(SignedDuration::from_hours(48)).unwrap_or(now)
        }
        Written::Ago { .. } => true,
    }
}

/// A day that another place tells to the minute, as that place tells it.
fn refined(first: Told, others: &[Told]) -> Told {
    let (Written::At { at, precision }, source) = first else { return first };
    if precision <= Precision::Minute {
        return first;
    }
    let is_within = |finer: Timestamp, finer_precision: Precision| {
        let apart = finer.as_second() - at.as_second();
        let span = match precision {
            Precision::Year => 366 * 86_400,
            Precision::Month => 31 * 86_400,
            Precision::Week => 7 * 86_400,
            Precision::Day | Precision::Hour | Precision::Minute | Precision::Second => 86_400,
        };
        finer_precision < precision && (-43_200..span + 43_200).contains(&apart)
    };
    let finer = others.iter().find(|(other, from)| {
        *from != Source::Guess && matches!(*other, Written::At { at, precision } if is_within(at, precision))
    });
    finer.map_or(first, |(written, _)| (*written, source))
}

/// Whether a day is so much earlier than a date that the two cannot be meant to be one.
fn is_long_before(day: Written, date: Written) -> bool {
    const WEEK: i64 = 7 * 86_400;
    match (day, date) {
        (Written::At { at: day, .. }, Written::At { at: date, .. }) => {
            day.as_second() + WEEK < date.as_second()
        }
        _ => false,
    }
}

fn is_before(one: Written, other: Written) -> bool {
    match (one, other) {
        (Written::At { at: one, precision }, Written::At { at: other, .. }) => {
            let slack = if precision > Precision::Minute { 86_400 } else { 60 };
            one.as_second() + slack < other.as_second()
        }
        _ => false,
    }
}

/// The day in an address: /2025/12/03/, /2025-12-03-…, /20251203/.
fn in_address(address: &str) -> Option<Written> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let number = |text: &str, count: usize| {
        (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
    };
    let three = parts.windows(3).find_map(|three| {
        let year = number(three[0], 4)?;
        let month = number(three[1], 2).or_else(|| number(three[1], 1)).or_else(|| month_name(three[1]))?;
        let day = number(three[2], 2).or_else(|| number(three[2], 1))?;
        Some(format!("{year}-{month:0>2}-{day:0>2}"))
    });
    // /2025/politics/12/03/: a section stands between.
    let parted = || {
        parts.windows(4).find_map(|four| {
            let (year, month, day) = (number(four[0], 4)?, number(four[2], 2)?, number(four[3], 2)?);
            Some(format!("{year}-{month}-{day}"))
        })
    };
    let joined = || {
        parts.iter().find_map(|part| {
            let bytes = part.as_bytes();
            (0..part.len().saturating_sub(7)).find_map(|at| {
                if at > 0 && bytes[at - 1].is_ascii_digit() {
                    return None;
                }
                let long = part
                    .get(at..at + 10)
                    .filter(|day| {
                        day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-' && facts::date(day).is_some()
                    })
                    .map(str::to_owned);
                let short = part.get(at..at + 8).filter(|day| {
                    day.bytes().all(|byte| byte.is_ascii_digit())
                        && !bytes.get(at + 8).is_some_and(u8::is_ascii_digit)
                });
                long.or_else(|| short.map(|day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])))
            })
        })
    };
    let text = three.or_else(parted).or_else(joined)?;
    facts::date(&text)
}

fn month_name(part: &str) -> Option<String> {
    let Written::At { at, .. } = facts::date(&format!("1 {part} 2025"))? else { return None };
    at.to_string().get(5..7).map(str::to_owned)
}
