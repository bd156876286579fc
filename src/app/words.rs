//! Numbers and moments in the words the screen uses.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::facts;
use crate::news::{Basis, Dated, Precision, WORDS_PER_MINUTE};
use crate::query::{SortBy, SortKey};
use crate::store::Sorting;

/// How long ago, in as few columns as a list has: `2d`, `3h`, `now`.
#[must_use]
pub fn age(at: Timestamp, now: Timestamp) -> String {
    facts::age(at, Precision::Minute, now).short().to_string()
}

/// How long ago in words, never finer than the source told it: `2 days ago`, `today`.
#[must_use]
pub fn ago(dated: &Dated, now: Timestamp) -> String {
    facts::age(dated.at, dated.precision, now).long().to_string()
}

/// The exact date, as exactly as the source told it: `20 Nov 2026, 09:14`.
#[must_use]
pub fn exact(dated: &Dated, zone: &TimeZone) -> String {
    let local = dated.at.to_zoned(zone.clone());
    let format = match dated.precision {
        Precision::Second | Precision::Minute => "%-d %b %Y, %H:%M",
        Precision::Hour => "%-d %b %Y, %H:00",
        Precision::Day | Precision::Week => "%-d %b %Y",
        Precision::Month => "%b %Y",
        Precision::Year => "%Y",
    };
    let date = local.strftime(format).to_string();
    match dated.basis {
        Basis::Written => date,
        Basis::SavedAt(_) | Basis::FileTime(_) | Basis::Opened(_) => format!("about {date}"),
    }
}

/// The heading of a day: `Today`, `Yesterday`, `Wednesday`, `12 November`, `3 May 2024`.
#[must_use]
pub fn day(date: Date, today: Date) -> String {
    let days = date.until(today).map_or(i32::MAX, |span| span.get_days());
    match days {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        2..=6 => date.strftime("%A").to_string(),
        _ if date.year() == today.year() => date.strftime("%-d %B").to_string(),
        _ => date.strftime("%-d %B %Y").to_string(),
    }
}

/// Minutes as a heading writes them: `45 min`, `1 h 50`.
#[must_use]
pub fn minutes(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

/// Minutes that a number of words takes.
#[must_use]
pub fn reading_minutes(words: u32) -> u32 {
    words.div_ceil(WORDS_PER_MINUTE)
}

/// A number with its thousands parted: `12,345`.
#[must_use]
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut parted = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// A count with its noun: `1 article`, `12 articles`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count as u64))
}

/// The host of an address, for people.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The end of a host in at most so many columns: whose it is stands there.
#[must_use]
pub fn host_end(url: &str, columns: u16) -> String {
    let host = host(url);
    let letters = host.chars().count();
    let most = usize::from(columns.max(2));
    if letters <= most {
        return host.to_owned();
    }
    std::iter::once('…').chain(host.chars().skip(letters - most + 1)).collect()
}

/// A publisher's count of views: `697 views`.
#[must_use]
pub fn counted_views(views: u64) -> String {
    let plural = if views == 1 { "" } else { "s" };
    format!("{} view{plural}", number(views))
}

/// An order of a list in a few words: `oldest first`, `by feed, then shortest first`.
#[must_use]
pub fn sorted(sorting: Sorting) -> String {
    let keys: Vec<&str> = sorting.keys().map(sorted_by).collect();
    if keys.is_empty() { "newest first".to_owned() } else { keys.join(", then ") }
}

fn sorted_by(key: SortKey) -> &'static str {
    match (key.by, key.reversed) {
        (SortBy::Date, false) => "newest first",
        (SortBy::Date, true) => "oldest first",
        (SortBy::Seen, false) => "last come first",
        (SortBy::Seen, true) => "first come first",
        (SortBy::Read, false) => "shortest first",
        (SortBy::Read, true) => "longest first",
        (SortBy::Views, false) => "most viewed first",
        (SortBy::Views, true) => "least viewed first",
        (SortBy::Opened, false) => "most opened first",
        (SortBy::Opened, true) => "least opened first",
        (SortBy::Feed, false) => "by feed",
        (SortBy::Feed, true) => "by feed, the last first",
    }
}
