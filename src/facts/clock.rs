//! The time of day and its zone: "4:15 PM EST", "16:15:00.5+01:00", "16h15", "16:15 Uhr".

use jiff::civil::Time;
use jiff::tz::Offset;

use super::reader::{Reader, look_up};
use crate::news::Precision;

/// A time of day as it was told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) precision: Precision,
    pub(super) zone: Zone,
}

/// How far a zone fixes the moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zone {
    /// None was named: UTC.
    Unsaid,
    /// So far east of Greenwich.
    Known(Offset),
    /// "ET": this offset or the one of summer time, so right to the hour.
    Seasonal(Offset),
    /// A name with several meanings ("IST"): only the day is sure.
    Unknown,
}

/// Offsets in minutes of the zone names that news agencies write and that have one meaning there.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
];

/// North American names that leave summer time open.
const SEASONAL: &[(&str, i32)] = &[("et", -300), ("ct", -360), ("mt", -420), ("pt", -480)];

/// Letters in the longest zone name.
const ZONE_LETTERS: usize = 5;

/// Reads a time of day with its zone, if one stands here. `announced` says that a word before it told of a time, so
/// that "14.30" is none of a version or a price.
pub(super) fn read(reader: &mut Reader<'_>, announced: bool) -> Option<Clock> {
    let mut ahead = *reader;
    let half = ahead.meaning(HALVES_BEFORE);
    let hour = ahead.short_number(2)?;
    let hour = half.map_or(Some(hour), |half| in_half(hour, half))?;
    let colon = ahead.close_symbol(&[':', '：']).is_some();
    let clock = if colon { minutes(&mut ahead, hour) } else { hour_alone(&mut ahead, hour, announced) }?;
    *reader = ahead;
    Some(clock)
}

/// "161500", "1615" with its zone (ISO 8601, basic format).
pub(super) fn compact(reader: &mut Reader<'_>) -> Option<Clock> {
    let digits = reader.number()?;
    let (value, precision) = match digits.count {
        6 => (digits.value, Precision::Second),
        4 => (digits.value * 100, Precision::Minute),
        _ => return None,
    };
    if reader.close_symbol(&['.', ',']).is_some() {
        reader.number()?;
    }
    finish(reader, [value / 10_000, value / 100 % 100, value % 100], precision)
}

/// Skips "at 4:15 PM" where the day is told without a date.
pub(super) fn skip_time_of_day(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    let announced = joiners(&mut ahead);
    if read(&mut ahead, announced).is_some() {
        *reader = ahead;
    }
}

/// Skips what people write between a date and its time; whether a word announced the time.
pub(super) fn joiners(reader: &mut Reader<'_>) -> bool {
    const WORDS: &[&str] = &[
        "at",
        "um",
        "à",
        "a las",
        "alle ore",
        "alle",
        "ore",
        "om",
        "às",
        "kl.",
        "kl",
        "klo",
        "saat",
        "o godz.",
        "godz.",
        "в",
        "о",
        "v",
        "στις",
        "lúc",
        "pukul",
        "الساعة",
    ];
    let mut announced = false;
    loop {
        if reader.any(WORDS) {
            announced = true;
        } else if reader.symbol(&[',', '،', '-', '–', '—', '|', '•', '·', '@', '/']).is_none() {
            return announced;
        }
    }
}

fn minutes(reader: &mut Reader<'_>, hour: u32) -> Option<Clock> {
    let minute = reader.long_number(2)?;
    let second = seconds(reader);
    let hour = with_half(reader, hour)?;
    reader.any(&["uhr"]);
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    finish(reader, [hour, minute, second.unwrap_or(0)], precision)
}

fn seconds(reader: &mut Reader<'_>) -> Option<u32> {
    let mut ahead = *reader;
    ahead.close_symbol(&[':'])?;
    let second = ahead.long_number(2)?;
    if ahead.close_symbol(&['.', ',']).is_some() {
        ahead.number()?;
    }
    *reader = ahead;
    // A leap second is shown as the second before it.
    Some(if second == 60 { 59 } else { second })
}

/// "4 PM", "16h15", "16h", "16 Uhr", "16时15分", "16.15 Uhr".
fn hour_alone(reader: &mut Reader<'_>, hour: u32, announced: bool) -> Option<Clock> {
    if reader.symbol(&['时', '時', '点', '點', '시']).is_some() {
        return east_asian(reader, hour);
    }
    if reader.phrase("uhr") {
        return finish(reader, [hour, 0, 0], Precision::Hour);
    }
    if reader.symbol(&['h', 'H']).is_some() {
        let minute = reader.long_number(2);
        let precision = if minute.is_some() { Precision::Minute } else { Precision::Hour };
        return finish(reader, [hour, minute.unwrap_or(0), 0], precision);
    }
    let dotted = dotted_minutes(reader);
    if dotted.is_some() && (reader.phrase("uhr") || announced) {
        return finish(reader, [hour, dotted.unwrap_or(0), 0], Precision::Minute);
    }
    let hour = half_of_day(reader).and_then(|half| in_half(hour, half))?;
    let precision = if dotted.is_some() { Precision::Minute } else { Precision::Hour };
    finish(reader, [hour, dotted.unwrap_or(0), 0], precision)
}

fn east_asian(reader: &mut Reader<'_>, hour: u32) -> Option<Clock> {
    let Some(minute) = reader.short_number(2) else { return finish(reader, [hour, 0, 0], Precision::Hour) };
    reader.symbol(&['分', '분'])?;
    finish(reader, [hour, minute, 0], Precision::Minute)
}

/// The "15" of "4.15pm".
fn dotted_minutes(reader: &mut Reader<'_>) -> Option<u32> {
    let mut ahead = *reader;
    ahead.close_symbol(&['.'])?;
    let minute = ahead.long_number(2)?;
    *reader = ahead;
    Some(minute)
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(reader: &mut Reader<'_>) -> Option<Half> {
    const HALVES: &[(&str, Half)] =
        &[("a.m.", Half::Morning), ("am", Half::Morning), ("p.m.", Half::Afternoon), ("pm", Half::Afternoon)];
    reader.meaning(HALVES)
}

/// Where the half of the day stands before the hour.
const HALVES_BEFORE: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("午前", Half::Morning),
    ("오전", Half::Morning),
    ("下午", Half::Afternoon),
    ("午後", Half::Afternoon),
    ("오후", Half::Afternoon),
];

fn with_half(reader: &mut Reader<'_>, hour: u32) -> Option<u32> {
    half_of_day(reader).map_or(Some(hour), |half| in_half(hour, half))
}

fn in_half(hour: u32, half: Half) -> Option<u32> {
    match (hour, half) {
        (12, Half::Morning) => Some(0),
        (12, Half::Afternoon) => Some(12),
        (1..12, Half::Morning) => Some(hour),
        (1..12, Half::Afternoon) => Some(hour + 12),
        (0 | 13.., Half::Morning | Half::Afternoon) => None,
    }
}

fn finish(reader: &mut Reader<'_>, parts: [u32; 3], precision: Precision) -> Option<Clock> {
    let [hour, minute, second] = parts.map(|part| i8::try_from(part).ok());
    let time = Time::new(hour?, minute?, second?, 0).ok()?;
    Some(Clock { time, precision, zone: zone(reader)? })
}

/// A zone, its brackets and the remark some mailers add; `None` where an offset is out of all bounds.
fn zone(reader: &mut Reader<'_>) -> Option<Zone> {
    let mut ahead = *reader;
    let bracket = ahead.symbol(&['(']).is_some();
    let found = match numeric_offset(&mut ahead) {
        Some(offset) => Zone::Known(offset?),
        None => named_zone(&mut ahead)?,
    };
    if found == Zone::Unsaid {
        return Some(found);
    }
    if bracket {
        ahead.symbol(&[')'])?;
    } else {
        skip_remark(&mut ahead);
    }
    *reader = ahead;
    Some(found)
}

/// "+01:00", "-0500", "+1"; the outer `None` where no sign stands here.
fn numeric_offset(reader: &mut Reader<'_>) -> Option<Option<Offset>> {
    let mut ahead = *reader;
    let sign = if ahead.symbol(&['+', '-', '−'])? == '+' { 1 } else { -1 };
    let digits = ahead.number()?;
    let colon = ahead.close_symbol(&[':']).and_then(|_| ahead.long_number(2));
    let (hours, minutes) = match (digits.count, colon) {
        (1 | 2, minutes) => (digits.value, minutes.unwrap_or(0)),
        (4, None) => (digits.value / 100, digits.value % 100),
        _ => return None,
    };
    *reader = ahead;
    Some((hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i32).and_then(offset))
}

fn offset(minutes: i32) -> Option<Offset> {
    Offset::from_seconds(minutes * 60).ok()
}

fn named_zone(reader: &mut Reader<'_>) -> Option<Zone> {
    let mut ahead = *reader;
    let Some(name) = ahead.word() else { return Some(Zone::Unsaid) };
    let zone = match (look_up(name, ZONES), look_up(name, SEASONAL)) {
        // "GMT+1" counts from Greenwich; the name alone is Greenwich.
        (Some(0), _) => match numeric_offset(&mut ahead) {
            Some(offset) => Zone::Known(offset?),
            None => Zone::Known(Offset::UTC),
        },
        (Some(minutes), _) => Zone::Known(offset(minutes)?),
        (None, Some(minutes)) => Zone::Seasonal(offset(minutes)?),
        (None, None) if is_zone_like(name) => Zone::Unknown,
        (None, None) => return Some(Zone::Unsaid),
    };
    *reader = ahead;
    Some(zone)
}

fn is_zone_like(name: &str) -> bool {
    (2..=ZONE_LETTERS).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The "(UTC)" after "+0000", the "[Europe/Paris]" after "+01:00".
fn skip_remark(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    let Some(open) = ahead.symbol(&['(', '[']) else { return };
    let close = if open == '(' { ')' } else { ']' };
    while ahead.word().is_some() || ahead.symbol(&['/', '_', ' ']).is_some() {}
    if ahead.symbol(&[close]).is_some() {
        *reader = ahead;
    }
}
