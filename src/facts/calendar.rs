//! Dates written out, as pages, mails and feeds write them: a ladder of small readers, the strictest first.
//!
//! ISO 8601 and RFC 3339, RFC 2822, asctime, "3 December 2025", "December 3, 2025", "3.12.2025", "13/12/2025",
//! "2025年12月3日". A date that could be two days is refused, unless somebody knows better. Without a zone it is UTC.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::clock::{self, Clock, Zone};
use super::digits::western;
use super::months::{is_weekday, month as month_number};
use super::reader::Reader;
use super::written::Written;
use crate::news::Precision;

/// Which number of 05/06/2024 is the month, where somebody knows how the writer counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// 5 June, as most of the world has it.
    DayFirst,
    /// May 6, as the United States have it.
    MonthFirst,
}

/// Reads an absolute date, with or without a time of day.
///
/// Month names in two dozen languages. Years have four digits. Refused: 05/06/2024 (two readings), a year
/// alone, a day without a year.
#[must_use]
pub fn date(text: &str) -> Option<Written> {
    whole(text, None)
}

/// Reads a date as [`date`] does, where the order of its numbers is known: then 05/06/2024, 5.6.24 and 20240605 are
/// dates too.
#[must_use]
pub fn date_in_order(text: &str, order: Order) -> Option<Written> {
    date(text).or_else(|| whole(text, Some(order)))
}

/// Finds the first absolute date that stands anywhere in a short text ("Jane Doe | Dec 3, 2025 | 12 comments").
///
/// Looks at no more than the first 400 bytes. A text of prose tells a date of its story, not of itself: whoever
/// asks must know that the text is about its page.
#[must_use]
pub fn date_within(text: &str, order: Option<Order>) -> Option<Written> {
    const LONGEST: usize = 400;
    let text = western(text);
    let mut before = ' ';
    for (at, letter) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        let begins = letter.is_alphanumeric()
            && (!before.is_alphanumeric() || (letter.is_ascii_digit() && !before.is_ascii_alphanumeric()));
        before = letter;
        if begins && can_begin(&text[at..]) {
            let found = read_in_order(&mut Reader::new(&text[at..]), order);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether a date may begin here: with a number, a month or a day of the week.
fn can_begin(text: &str) -> bool {
    let word = Reader::new(text).word();
    word.is_none_or(|word| month_number(word).is_some() || is_weekday(word) || word == "ngày")
}

fn whole(text: &str, order: Option<Order>) -> Option<Written> {
    let text = western(text);
    let mut reader = Reader::new(&text);
    let written = read_in_order(&mut reader, order)?;
    reader.is_done().then_some(written)
}

/// Reads an absolute date from here on.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Written> {
    read_in_order(reader, None)
}

/// A way to write a date.
type Form = fn(&mut Reader<'_>, Option<Order>) -> Option<Written>;

const FORMS: [Form; 4] = [compact, date_then_time, time_then_date, time_inside_date];

fn read_in_order(reader: &mut Reader<'_>, order: Option<Order>) -> Option<Written> {
    FORMS.iter().find_map(|form| {
        let mut ahead = *reader;
        let written = form(&mut ahead, order)?;
        *reader = ahead;
        Some(written)
    })
}

fn date_then_time(reader: &mut Reader<'_>, order: Option<Order>) -> Option<Written> {
    weekday(reader);
    let day = day(reader, order)?;
    // "3 Aralık 2025 Çarşamba", "2025年12月3日（水）".
    weekday_behind(reader);
    let mut ahead = *reader;
    let announced = ahead.close_symbol(&['T', 't']).is_none() && clock::joiners(&mut ahead);
    let clock = if day.precision == Precision::Day { clock::read(&mut ahead, announced) } else { None };
    if clock.is_some() {
        *reader = ahead;
    }
    written(day, clock)
}

/// "4:15 PM EST, Wed December 3, 2025".
fn time_then_date(reader: &mut Reader<'_>, order: Option<Order>) -> Option<Written> {
    let clock = clock::read(reader, false)?;
    clock::joiners(reader);
    reader.any(&["on"]);
    weekday(reader);
    let day = day(reader, order).filter(|day| day.precision == Precision::Day)?;
    written(day, Some(clock))
}

/// "Wed Dec  3 16:15:00 UTC 2025" (asctime, and what Java and Unix print).
fn time_inside_date(reader: &mut Reader<'_>, _: Option<Order>) -> Option<Written> {
    weekday(reader);
    let month = month(reader)?;
    let day = reader.short_number(2)?;
    let clock = clock::read(reader, false)?;
    written(on(reader.long_number(4)?, month, day)?, Some(clock))
}

/// 20251203T161500Z (ISO 8601, basic format); 20251203 alone may be any number, unless it is known to be a date.
fn compact(reader: &mut Reader<'_>, order: Option<Order>) -> Option<Written> {
    let digits = reader.long_number(8)?;
    let day = on(digits / 10_000, digits / 100 % 100, digits % 100)?;
    if !(1990..2100).contains(&(digits / 10_000)) {
        return None;
    }
    let mut ahead = *reader;
    let clock = ahead.close_symbol(&['T', 't']).and_then(|_| clock::compact(&mut ahead));
    if clock.is_some() {
        *reader = ahead;
    } else {
        order?;
    }
    written(day, clock)
}

/// A day, or the month that stands for its first.
#[derive(Clone, Copy)]
struct Day {
    date: Date,
    precision: Precision,
}

fn written(day: Day, clock: Option<Clock>) -> Option<Written> {
    let (time, offset, precision) = match clock {
        None => (Time::midnight(), Offset::UTC, day.precision),
        Some(Clock { zone: Zone::Unknown, .. }) => (Time::midnight(), Offset::UTC, Precision::Day),
        Some(Clock { time, precision, zone: Zone::Unsaid }) => (time, Offset::UTC, precision),
        Some(Clock { time, precision, zone: Zone::Known(offset) }) => (time, offset, precision),
        Some(Clock { time, zone: Zone::Seasonal(offset), .. }) => (time, offset, Precision::Hour),
    };
    let at: Timestamp = offset.to_timestamp(day.date.to_datetime(time)).ok()?;
    Some(Written::At { at, precision })
}

/// The ladder. A new form of date is one more reader here.
const DAYS: &[fn(&mut Reader<'_>) -> Option<Day>] = &[
    year_first,
    east_asian,
    vietnamese,
    day_month_year,
    month_day_year,
    year_month_day,
    day_first_numbers,
    month_and_year,
];

fn day(reader: &mut Reader<'_>, order: Option<Order>) -> Option<Day> {
    let mut try_form = |form: &dyn Fn(&mut Reader<'_>) -> Option<Day>| {
        let mut ahead = *reader;
        let day = form(&mut ahead)?;
        *reader = ahead;
        Some(day)
    };
    let sure = DAYS.iter().find_map(|form| try_form(form));
    sure.or_else(|| try_form(&|reader| numbers_in_order(reader, order?)))
}

fn on(year: u32, month: u32, day: u32) -> Option<Day> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Day { date, precision: Precision::Day })
}

/// 2025-12-03, 2025/12/03, 2025.12.03, 2025. 12. 3. (as Korea writes it).
fn year_first(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.long_number(4)?;
    let separator = reader.close_symbol(&['-', '/', '.'])?;
    let month = reader.short_number(2)?;
    reader.close_symbol(&[separator])?;
    let day = reader.short_number(2)?;
    if separator == '.' {
        reader.close_symbol(&['.']);
    }
    on(year, month, day)
}

/// 2025年12月3日, 2025년 12월 3일.
fn east_asian(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.long_number(4)?;
    reader.symbol(&['年', '년'])?;
    let month = reader.short_number(2)?;
    reader.symbol(&['月', '월'])?;
    let day = reader.short_number(2)?;
    reader.symbol(&['日', '日', '号', '號', '일'])?;
    on(year, month, day)
}

/// Ngày 3 tháng 12 năm 2025.
fn vietnamese(reader: &mut Reader<'_>) -> Option<Day> {
    reader.any(&["ngày"]);
    let day = reader.short_number(2)?;
    reader.any(&["tháng"]).then_some(())?;
    let month = reader.short_number(2)?;
    reader.symbol(&[',']);
    reader.any(&["năm"]);
    on(reader.long_number(4)?, month, day)
}

/// 3 December 2025, 3rd of December, 2025, 3. Dezember 2025, 1er janvier 2026, 3 de diciembre de 2025, 3-Dec-2025.
fn day_month_year(reader: &mut Reader<'_>) -> Option<Day> {
    let day = reader.short_number(2)?;
    ordinal(reader);
    reader.symbol(&['-', '/']);
    reader.any(&["of", "de", "di"]);
    let month = month(reader)?;
    reader.symbol(&['-', '/', ',']);
    reader.any(&["of", "del", "de"]);
    let year = reader.long_number(4)?;
    // "2025 года", "2025 r.": the word for year.
    reader.any(&["года", "год", "г.", "року", "р.", "r."]);
    on(year, month, day)
}

/// 2025. december 3., 2025 December 3, 2025-Dec-03.
fn year_month_day(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.long_number(4)?;
    reader.close_symbol(&['.', ',', '-']);
    let month = month(reader)?;
    reader.close_symbol(&['-']);
    let day = reader.short_number(2)?;
    reader.close_symbol(&['.']);
    on(year, month, day)
}

/// December 3, 2025; Dec. 3rd 2025.
fn month_day_year(reader: &mut Reader<'_>) -> Option<Day> {
    let month = month(reader)?;
    let day = reader.short_number(2)?;
    ordinal(reader);
    reader.symbol(&[',']);
    on(reader.long_number(4)?, month, day)
}

/// 3.12.2025 is the continent's and day first; 13/12/2025 and 12/13/2025 have one reading, 05/06/2024 has two.
fn day_first_numbers(reader: &mut Reader<'_>) -> Option<Day> {
    let first = reader.short_number(2)?;
    let separator = reader.close_symbol(&['.', '/', '-'])?;
    let second = reader.short_number(2)?;
    reader.close_symbol(&[separator])?;
    let year = reader.long_number(4)?;
    let dotted = separator == '.';
    match (on(year, second, first), on(year, first, second)) {
        (Some(day), _) if dotted || first == second => Some(day),
        (_, _) if dotted => None,
        (Some(day), None) | (None, Some(day)) => Some(day),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// 05/06/2024, 5-6-24 and 5.6.24, by somebody's word for how they are meant.
fn numbers_in_order(reader: &mut Reader<'_>, order: Order) -> Option<Day> {
    let first = reader.short_number(2)?;
    let separator = reader.close_symbol(&['.', '/', '-'])?;
    let second = reader.short_number(2)?;
    reader.close_symbol(&[separator])?;
    let digits = reader.number()?;
    let year = match digits.count {
        4 => digits.value,
        2 => 2000 + digits.value,
        _ => return None,
    };
    let (day, month) = match order {
        Order::MonthFirst if separator != '.' => (second, first),
        Order::MonthFirst | Order::DayFirst => (first, second),
    };
    on(year, month, day).or_else(|| on(year, day, month))
}

/// December 2025, diciembre de 2025.
fn month_and_year(reader: &mut Reader<'_>) -> Option<Day> {
    let month = month(reader)?;
    reader.symbol(&[',']);
    reader.any(&["of", "del", "de"]);
    let first = on(reader.long_number(4)?, month, 1)?;
    Some(Day { precision: Precision::Month, ..first })
}

/// The "rd" of "3rd", the point of "3.", the "er" of "1er".
fn ordinal(reader: &mut Reader<'_>) {
    if reader.close_symbol(&['.', 'º', '°']).is_some() {
        return;
    }
    let mut ahead = *reader;
    let glued =
        ahead.word().filter(|word| ["st", "nd", "rd", "th", "er", "ST", "ND", "RD", "TH"].contains(word));
    if glued.is_some() {
        *reader = ahead;
    }
}

fn month(reader: &mut Reader<'_>) -> Option<u32> {
    let month = month_number(reader.word()?)?;
    reader.close_symbol(&['.']);
    Some(month)
}

fn weekday(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    if ahead.word().is_some_and(is_weekday) {
        // Portuguese weekdays go on: "quarta-feira".
        if ahead.close_symbol(&['-']).is_some() {
            ahead.any(&["feira"]);
        }
        ahead.close_symbol(&['.']);
        ahead.symbol(&[',', '،']);
        ahead.any(&["the", "den", "der", "le", "d."]);
        *reader = ahead;
    }
}

/// A day of the week behind the date, in brackets or bare.
fn weekday_behind(reader: &mut Reader<'_>) {
    const EAST_ASIAN: &[char] =
        &['月', '火', '水', '木', '金', '土', '日', '월', '화', '수', '목', '금', '토', '일'];
    let mut ahead = *reader;
    ahead.symbol(&[',']);
    if ahead.symbol(&['(', '（']).is_some() {
        if ahead.symbol(EAST_ASIAN).is_none() && !ahead.word().is_some_and(is_weekday) {
            return;
        }
        if ahead.symbol(&[')', '）']).is_some() {
            *reader = ahead;
        }
    } else if ahead.any(&["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"])
        || ahead.word().is_some_and(is_weekday)
    {
        *reader = ahead;
    }
}
