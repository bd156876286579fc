//! Dates of feeds: what machines write, and what people taught machines to write.
//!
//! RFC 822 with every deviation that is met (no weekday or a wrong one, swapped, shortened or foreign names, two-digit
//! years, no seconds, no zone), W3C-DTF and ISO 8601 (weeks, days of the year, basic forms, two-digit years), asctime,
//! numbers of seconds or milliseconds. A feed's field holds nothing but a date, so that more is taken than of a page;
//! what could mean two days is still refused, unless the feed's other dates tell which.

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};

use super::calendar::{Order, date, date_in_order};
use super::digits::western;
use super::months::{is_weekday, month};
use super::written::Written;
use crate::news::{Basis, Dated, Precision};

/// Longer texts are no dates.
const LONGEST: usize = 100;

/// Reads the date in a feed's field; `order` says which number is the month where only the feed knows.
///
/// Without a zone it is UTC, in Korean that of Korea. A zone of unknown name counts as UTC, known to the day.
#[must_use]
pub fn feed_date(text: &str, order: Option<Order>) -> Option<Dated> {
    if text.len() > LONGEST {
        return None;
    }
    let tidied = tidied(text);
    let text = tidied.as_str();
    [number, year_first, iso].iter().find_map(|form| form(text)).or_else(|| worded(text)).or_else(|| {
        let written = match order {
            Some(order) => date_in_order(text, order),
            None => date(text),
        };
        match written? {
            Written::At { at, precision } => Some(dated(at, precision)),
            Written::Ago { .. } => None,
        }
    })
}

/// The order of day and month that the dates of a feed show: some say it, none says otherwise.
pub fn order_among<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Order> {
    let mut found = None;
    for order in texts.into_iter().filter_map(order_of) {
        if found.is_some_and(|found| found != order) {
            return None;
        }
        found = Some(order);
    }
    found
}

/// Which order a date as 25/01/2024 shows.
fn order_of(text: &str) -> Option<Order> {
    let mut numbers = text.trim().splitn(3, ['/', '-', '.']);
    let small = |text: &str| text.trim().parse::<u8>().ok().filter(|_| text.len() <= 2);
    let (first, second) = (small(numbers.next()?)?, small(numbers.next()?)?);
    let year = numbers.next()?.bytes().take_while(u8::is_ascii_digit).count();
    match (first, second, year) {
        (13..=31, 1..=12, 4) => Some(Order::DayFirst),
        (1..=12, 13..=31, 4) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn dated(at: Timestamp, precision: Precision) -> Dated {
    Dated { at, precision, basis: Basis::Written }
}

/// Western digits, single blanks, no remark in brackets, no weekday in front.
fn tidied(text: &str) -> String {
    let text = western(text);
    let mut out = String::new();
    let mut depth = 0;
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth > 0 => (),
            letter if letter.is_whitespace() || letter == '\u{FEFF}' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            letter => out.push(letter),
        }
    }
    let text = out.trim().trim_matches(['"', '\'', '[', ']', ',', ';']).trim();
    without_weekday(text).to_owned()
}

/// A date without the word in front of it that is a weekday, or stands where one does and is no month.
fn without_weekday(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_marked = || rest.starts_with([',', '.']) && month(word).is_none();
    if word.is_empty() || !(is_weekday(word) || is_marked()) {
        return text;
    }
    rest.trim_start_matches([',', '.', ' '])
}

// ---- numbers alone

/// Seconds or milliseconds since 1970, and ISO 8601 without hyphens.
fn number(text: &str) -> Option<Dated> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || whole.len() > 16 {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let part = |from: usize, to: usize| whole.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let day = |date: Option<Date>| moment(date?, Time::midnight(), Zone::UTC, Precision::Day);
    match (whole.len(), fraction.is_empty()) {
        (9 | 10, _) => Some(dated(Timestamp::from_second(value).ok()?, Precision::Second)),
        (12 | 13, _) if (631_152_000_000..4_102_444_800_000).contains(&value) => {
            Some(dated(Timestamp::from_millisecond(value).ok()?, Precision::Second))
        }
        (16, true) => Some(dated(Timestamp::from_microsecond(value).ok()?, Precision::Second)),
        (12 | 14, true) => {
            let date = on(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
            let seconds = if whole.len() == 14 { part(12, 14)? } else { 0 };
            clock_on(date, part(8, 10)?, part(10, 12)?, Some(seconds), Zone::UTC)
        }
        (8, true) => day(on(part(0, 4)?, part(4, 6)?, part(6, 8)?)),
        (7, true) => day(day_of_year(part(0, 4)?, part(4, 7)?)),
        (6, true) => day(on(full_year(part(0, 2)?), part(2, 4)?, part(4, 6)?)),
        (5, true) => day(day_of_year(full_year(part(0, 2)?), part(2, 5)?)),
        (4, true) if (1000..=2200).contains(&value) => {
            moment(on(part(0, 4)?, 1, 1)?, Time::midnight(), Zone::UTC, Precision::Year)
        }
        _ => None,
    }
}

// ---- ISO 8601

/// ISO 8601 and W3C-DTF, each with what is met beside them.
fn iso(text: &str) -> Option<Dated> {
    let (day, rest) = iso_day(text)?;
    if rest.is_empty() {
        return moment(day.0, Time::midnight(), Zone::UTC, day.1);
    }
    let is_whole = day.1 == Precision::Day;
    let rest = rest.strip_prefix(['T', 't', ' ', '_', ':']).filter(|_| is_whole)?;
    clock(day.0, rest.trim_start_matches([' ', ',', '-']))
}

/// The day at the start of a text, how exactly it is told, and what follows.
fn iso_day(text: &str) -> Option<((Date, Precision), &str)> {
    let end = text.find(['T', 't', ' ', '_', ':']).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let parts: Vec<&str> = day.split('-').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let value = |part: &str| part.parse::<u32>().ok();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if let [year, week, ..] = parts[..]
        && let Some(week) = week.strip_prefix(['W', 'w'])
    {
        let (week, weekday) = match (week.len(), parts.get(2)) {
            (2, weekday) => (week, weekday.copied()),
            (3, None) => (week.get(..2)?, week.get(2..)),
            _ => return None,
        };
        let precision = if weekday.is_some() { Precision::Day } else { Precision::Week };
        let day = week_day(value(year)?, value(week)?, weekday.map_or(Some(1), value)?)?;
        return (lengths[0] == 4 && parts.len() <= 3).then_some(((day, precision), rest));
    }
    if let Some((year, week)) = day.split_once(['W', 'w'])
        && year.len() == 4
        && (week.len() == 2 || week.len() == 3)
    {
        let weekday = if week.len() == 3 { value(week.get(2..)?)? } else { 1 };
        let precision = if week.len() == 3 { Precision::Day } else { Precision::Week };
        return Some(((week_day(value(year)?, value(week.get(..2)?)?, weekday)?, precision), rest));
    }
    let truncated = day.strip_prefix('-');
    if let Some(truncated) = truncated {
        let month = truncated.replace('-', "");
        let is_month = matches!(truncated.len(), 4 | 5) && is_digits(&month.as_str()) && month.len() == 4;
        let date = on(full_year(value(month.get(..2)?)?), value(month.get(2..)?)?, 1)?;
        return (is_month && rest.is_empty()).then_some(((date, Precision::Month), rest));
    }
    if !parts.iter().all(is_digits) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| value(part)).collect();
    let (date, precision) = match (&numbers[..], &lengths[..]) {
        (&[year, month, day], [4, 1..=3, 1 | 2]) => (on(year, month, day)?, Precision::Day),
        (&[year, month, day], [2, 2, 2]) => (on(full_year(year), month, day)?, Precision::Day),
        (&[year, day], [4, 3]) => (day_of_year(year, day)?, Precision::Day),
        (&[year, month], [4, 1 | 2]) => (on(year, month, 1)?, Precision::Month),
        (&[digits], [8]) if !rest.is_empty() => {
            (on(digits / 10_000, digits / 100 % 100, digits % 100)?, Precision::Day)
        }
        _ => return None,
    };
    Some(((date, precision), rest))
}

/// 2006/09/15 08:19:53 EDT; 2004.05.28 01:31; 2004년 5월 28일 오후 01:31:15; 2004-július-13T9:15-05:00.
fn year_first(text: &str) -> Option<Dated> {
    let (year, rest) = digits(text)?;
    if year.len() != 4 {
        return None;
    }
    let rest = rest.trim_start_matches(['-', '/', '.', '年', '년', ' ']);
    let word = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    let (month_number, rest) = if word > 0 {
        (month(&rest[..word])?, &rest[word..])
    } else {
        let (digits, rest) = digits(rest)?;
        (digits.parse().ok().filter(|_| digits.len() <= 2)?, rest)
    };
    let (day, rest) = digits(rest.trim_start_matches(['-', '/', '.', '月', '월', ' ']))?;
    let date = on(year.parse().ok()?, month_number, day.parse().ok().filter(|_| day.len() <= 2)?)?;
    let rest = rest.trim_start_matches(['日', '일', '.', ',', ' ', 'T']);
    if rest.is_empty() {
        return moment(date, Time::midnight(), Zone::UTC, Precision::Day);
    }
    let is_korean = text.contains(['년', '월', '일']) || rest.contains(['오', '전', '후']);
    let found = clock(date, rest)?;
    let is_zoned = rest.contains(['+', 'Z']) || rest.ends_with(|letter: char| letter.is_ascii_alphabetic());
    if !is_korean || is_zoned {
        return Some(found);
    }
    Some(dated(found.at.checked_sub(jiff::SignedDuration::from_hours(9)).ok()?, found.precision))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

// ---- RFC 822, asctime and everything with the name of a month

/// A day, the name of a month and a year in any order, with a time of day anywhere among them.
fn worded(text: &str) -> Option<Dated> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month_number = None;
    let mut time = None;
    let mut rest = text;
    while let Some((piece, after)) = next_piece(rest) {
        if piece.contains(':') && time.is_none() {
            // The time ends a date, but for the year that some put behind it.
            let (clock, year) = split_year(rest);
            time = Some(clock);
            numbers.extend(year);
            break;
        }
        rest = after;
        let first = piece.chars().next()?;
        if first.is_ascii_digit() {
            let end = digits(piece)?.0;
            let ordinal = &piece[end.len()..];
            if !["", "st", "nd", "rd", "th", "er", "º", "ª"].contains(&ordinal.to_lowercase().as_str()) {
                return None;
            }
            numbers.push(end);
        } else if let Some(found) = month(piece) {
            if month_number.replace(found).is_some() {
                return None;
            }
        } else if !(is_weekday(piece) || ["of", "de", "del", "di", "at", "the"].contains(&piece)) {
            // Without a time of day the zone stands alone.
            let is_date_over = month_number.is_some() && numbers.len() >= 2;
            zone(piece).filter(|_| is_date_over && after.is_empty())?;
        }
    }
    let (day, year) = day_and_year(&numbers)?;
    let date = on(year, month_number?, day)?;
    match time {
        Some(time) => clock(date, time),
        None => moment(date, Time::midnight(), Zone::UTC, Precision::Day),
    }
}

/// The next word, number or time of day, and what follows it.
fn next_piece(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', ',', '-', '.', '/', '\'']);
    let end = text.find([' ', ',', '/', '.']).unwrap_or(text.len());
    let hyphen = text[..end].find('-').filter(|_| !text[..end].contains(':')).unwrap_or(end);
    (!text.is_empty()).then(|| text.split_at(hyphen))
}

/// "16:29:06 PST 2004": the time with its zone, and the year behind it.
fn split_year(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_start_matches([' ', ',', '-']);
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match text.rsplit_once(' ').filter(|(_, last)| is_year(last)) {
        Some((time, year)) => (time, Some(year)),
        None => (text, None),
    }
}

fn day_and_year(numbers: &[&str]) -> Option<(u32, u32)> {
    let &[first, second] = numbers else { return None };
    let (day, year) = if first.len() >= 3 { (second, first) } else { (first, second) };
    let value: u32 = year.parse().ok()?;
    let year = match year.len() {
        2 => full_year(value),
        // RFC 5322, section 4.3: some programs counted from 1900.
        3 => 1900 + value,
        4 => value,
        _ => return None,
    };
    Some((day.parse().ok().filter(|_| day.len() <= 2)?, year))
}

/// Two digits of a year (RFC 5322, section 4.3, with the border where C has it).
fn full_year(short: u32) -> u32 {
    if short < 69 { 2000 + short } else { 1900 + short }
}

// ---- days, times and zones

fn on(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn day_of_year(year: u32, day: u32) -> Option<Date> {
    let first = on(year, 1, 1)?;
    first.with().day_of_year(i16::try_from(day).ok()?).build().ok()
}

fn week_day(year: u32, week: u32, weekday: u32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    let day = ISOWeekDate::new(i16::try_from(year).ok()?, i8::try_from(week).ok()?, weekday);
    day.ok().map(ISOWeekDate::date)
}

/// A zone as it was told.
#[derive(Clone, Copy, PartialEq)]
struct Zone {
    /// Seconds east of Greenwich.
    seconds: i64,
    /// Whether its name is known.
    is_sure: bool,
}

impl Zone {
    const UTC: Self = Self { seconds: 0, is_sure: true };
}

fn moment(date: Date, time: Time, zone: Zone, precision: Precision) -> Option<Dated> {
    let utc = jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(time)).ok()?;
    let at = Timestamp::from_second(utc.as_second() - zone.seconds).ok()?;
    Some(dated(at, if zone.is_sure { precision } else { precision.max(Precision::Day) }))
}

/// A time of day with its zone and nothing else.
fn clock(date: Date, text: &str) -> Option<Dated> {
    let (text, half) = half_before(text);
    let (hour, rest) = digits(text)?;
    if let (4 | 6, Some(basic)) = (hour.len(), hour.get(..4)) {
        // 101455 (basic format)
        let seconds = hour.get(4..6).and_then(|seconds| seconds.parse().ok());
        return clock_on(
            date,
            basic[..2].parse().ok()?,
            basic[2..].parse().ok()?,
            seconds,
            zone(fraction(rest))?,
        );
    }
    let Some(rest) = rest.strip_prefix(':') else {
        // 10Z, 2024-01-05T10+01:00
        let hour = hour.parse().ok().filter(|_| hour.len() == 2)?;
        return clock_on(date, hour, 0, None, zone(rest).filter(|_| !rest.is_empty())?);
    };
    let (minute, rest) = digits(rest)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(after) => digits(after).map(|(second, rest)| (Some(second), fraction(rest)))?,
        None => (None, rest),
    };
    if hour.len() > 2 || minute.len() > 2 || second.is_some_and(|second| second.len() > 2) {
        return None;
    }
    let (rest, after) = half_behind(rest);
    let hour = in_half(hour.parse().ok()?, half.or(after))?;
    let second = second.map(str::parse).transpose().ok()?;
    clock_on(date, hour, minute.parse().ok()?, second, zone(rest)?)
}

/// What follows the fraction of a second.
fn fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) => rest.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        None => text,
    }
}

fn clock_on(date: Date, hour: u32, minute: u32, second: Option<u32>, zone: Zone) -> Option<Dated> {
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    let second = second.unwrap_or(0);
    // The midnight that ends a day, and a leap second.
    let (date, hour) =
        if (hour, minute, second) == (24, 0, 0) { (date.tomorrow().ok()?, 0) } else { (date, hour) };
    let second = if second == 60 { 59 } else { second };
    let part = |value: u32| i8::try_from(value).ok();
    moment(date, Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?, zone, precision)
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Afternoon,
}

const HALVES: [(&str, Half); 12] = [
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("AM", Half::Morning),
    ("PM", Half::Afternoon),
];

fn half_before(text: &str) -> (&str, Option<Half>) {
    let found = HALVES.iter().find_map(|(name, half)| Some((text.strip_prefix(name)?.trim_start(), *half)));
    found.map_or((text, None), |(rest, half)| (rest, Some(half)))
}

fn half_behind(text: &str) -> (&str, Option<Half>) {
    let (rest, half) = half_before(text.trim_start());
    let is_glued = rest.starts_with(|letter: char| letter.is_alphabetic());
    if half.is_none() || is_glued { (text, None) } else { (rest, half) }
}

/// The hour of the day; one of 13 to 24 is right whatever is said beside it.
fn in_half(hour: u32, half: Option<Half>) -> Option<u32> {
    match (half, hour) {
        (Some(Half::Morning), 12) => Some(0),
        (Some(Half::Afternoon), 1..=11) => Some(hour + 12),
        (_, 0..=24) => Some(hour),
        _ => None,
    }
}

/// Offsets in minutes of the names of zones. North American names without a letter for summer time mean winter's.
const ZONES: &[(&str, i64)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("uct", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("ist", 330),
    ("met", 60),
    ("mest", 120),
    ("mewt", 60),
    ("mesz", 120),
    ("mez", 60),
    ("cet", 60),
    ("cest", 120),
    ("sst", 120),
    ("fst", 120),
    ("sast", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("msd", 240),
    ("trt", 180),
    ("gst", 240),
    ("pkt", 300),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("acdt", 630),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("nst", -210),
    ("ndt", -150),
    ("ast", -240),
    ("adt", -180),
    ("at", -240),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("mt", -420),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("hast", -600),
    ("hadt", -540),
    ("brt", -180),
    ("art", -180),
    ("clt", -240),
    ("clst", -180),
];

/// A zone and nothing else: "+01:00", "-0500", "EST", "GMT-1:30", "Etc/GMT", "+0100 CET"; nothing is UTC.
fn zone(text: &str) -> Option<Zone> {
    let text = text.trim().trim_end_matches('.');
    let text = text.strip_prefix("Etc/").unwrap_or(text);
    if text.is_empty() {
        return Some(Zone::UTC);
    }
    if text.starts_with(['+', '-', '−']) {
        let (numbers, name) = text.split_once(' ').unwrap_or((text, ""));
        return offset(numbers).filter(|_| name.is_empty() || name_of_zone(name).is_some());
    }
    let end = text.find(['+', '-', '−', ' ']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let named = name_of_zone(name)?;
    match rest.trim() {
        "" => Some(named),
        // "GMT+1" counts from Greenwich; behind any other name the numbers say more than it.
        rest => offset(rest),
    }
}

fn name_of_zone(name: &str) -> Option<Zone> {
    let known = ZONES.iter().find(|(each, _)| each.eq_ignore_ascii_case(name));
    if let Some((_, minutes)) = known {
        return Some(Zone { seconds: minutes * 60, is_sure: true });
    }
    // RFC 5322, section 4.3: the letters of the military were defined the wrong way round, so that they mean nothing;
    // nor does a name that is not known.
    let is_name = (1..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_name && name != "J").then_some(Zone { seconds: 0, is_sure: false })
}

/// "+01:00", "-0500", "+1", "+01:00:00".
fn offset(text: &str) -> Option<Zone> {
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let text = text.trim_start_matches(['+', '-', '−']).trim_start();
    let parts: Vec<&str> = text.split(':').collect();
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_digits) {
        return None;
    }
    let value = |part: &str| part.parse::<i64>().ok();
    let (hours, minutes) = match parts[..] {
        [hours] if hours.len() <= 2 => (value(hours)?, 0),
        [both] if both.len() == 3 || both.len() == 4 => (value(both)? / 100, value(both)? % 100),
        [hours, minutes] | [hours, minutes, _] if hours.len() <= 2 && minutes.len() == 2 => {
            (value(hours)?, value(minutes)?)
        }
        _ => return None,
    };
    let is_zone = hours <= 15 && minutes < 60;
    is_zone.then_some(Zone { seconds: sign * (hours * 60 + minutes) * 60, is_sure: true })
}
