//! Dates written out, as pages, mails and feeds write them: a ladder of small readers, the strictest first.
//!
//! ISO 8601 and RFC 3339, RFC 2822, "3 December 2025", "December 3, 2025", "3.12.2025", "13/12/2025",
//! "2025年12月3日". A date that could be two days is refused. Without a zone it is UTC.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::clock::{self, Clock, Zone};
use super::reader::{Reader, look_up};
use super::written::Written;
use crate::news::Precision;

/// Reads an absolute date, with or without a time of day.
///
/// Month names in English, German, French, Spanish, Italian, Portuguese and Dutch. Years have four digits.
/// Refused: 05/06/2024 (two readings), a year alone, a day without a year.
#[must_use]
pub fn date(text: &str) -> Option<Written> {
    let mut reader = Reader::new(text);
    let written = read(&mut reader)?;
    reader.is_done().then_some(written)
}

/// Reads an absolute date from here on.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Written> {
    let mut ahead = *reader;
    let written = date_then_time(&mut ahead).or_else(|| {
        ahead = *reader;
        time_then_date(&mut ahead)
    })?;
    *reader = ahead;
    Some(written)
}

fn date_then_time(reader: &mut Reader<'_>) -> Option<Written> {
    weekday(reader);
    let day = day(reader)?;
    let mut ahead = *reader;
    if ahead.close_symbol(&['T', 't']).is_none() {
        clock::joiners(&mut ahead);
    }
    let clock = if day.precision == Precision::Day { clock::read(&mut ahead) } else { None };
    if clock.is_some() {
        *reader = ahead;
    }
    written(day, clock)
}

/// "4:15 PM EST, Wed December 3, 2025".
fn time_then_date(reader: &mut Reader<'_>) -> Option<Written> {
    let clock = clock::read(reader)?;
    clock::joiners(reader);
    reader.any(&["on"]);
    weekday(reader);
    let day = day(reader).filter(|day| day.precision == Precision::Day)?;
    written(day, Some(clock))
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
const DAYS: &[fn(&mut Reader<'_>) -> Option<Day>] =
    &[year_first, east_asian, day_month_year, month_day_year, day_first_numbers, month_and_year];

fn day(reader: &mut Reader<'_>) -> Option<Day> {
    DAYS.iter().find_map(|read| {
        let mut ahead = *reader;
        let day = read(&mut ahead)?;
        *reader = ahead;
        Some(day)
    })
}

fn on(year: u32, month: u32, day: u32) -> Option<Day> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Day { date, precision: Precision::Day })
}

/// 2025-12-03, 2025/12/03, 2025.12.03.
fn year_first(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.long_number(4)?;
    let separator = reader.close_symbol(&['-', '/', '.'])?;
    let month = reader.short_number(2)?;
    reader.close_symbol(&[separator])?;
    on(year, month, reader.short_number(2)?)
}

/// 2025年12月3日.
fn east_asian(reader: &mut Reader<'_>) -> Option<Day> {
    let year = reader.long_number(4)?;
    reader.symbol(&['年'])?;
    let month = reader.short_number(2)?;
    reader.symbol(&['月'])?;
    let day = reader.short_number(2)?;
    reader.symbol(&['日'])?;
    on(year, month, day)
}

/// 3 December 2025, 3rd of December, 2025, 3. Dezember 2025, 1er janvier 2026, 3 de diciembre de 2025, 3-Dec-2025.
fn day_month_year(reader: &mut Reader<'_>) -> Option<Day> {
    let day = reader.short_number(2)?;
    ordinal(reader);
    reader.symbol(&['-', '/']);
    reader.any(&["of", "de"]);
    let month = month(reader)?;
    reader.symbol(&['-', '/', ',']);
    reader.any(&["of", "del", "de"]);
    on(reader.long_number(4)?, month, day)
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
    let month = look_up(reader.word()?, MONTHS)?;
    reader.close_symbol(&['.']);
    Some(month)
}

fn weekday(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    if ahead.word().is_some_and(|word| look_up(word, WEEKDAYS).is_some()) {
        // Portuguese weekdays go on: "quarta-feira".
        if ahead.close_symbol(&['-']).is_some() {
            ahead.any(&["feira"]);
        }
        ahead.close_symbol(&['.']);
        ahead.symbol(&[',']);
        ahead.any(&["the", "den", "der", "le"]);
        *reader = ahead;
    }
}

const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("jan", 1),
    ("januar", 1),
    ("jänner", 1),
    ("janvier", 1),
    ("janv", 1),
    ("enero", 1),
    ("ene", 1),
    ("gennaio", 1),
    ("gen", 1),
    ("janeiro", 1),
    ("januari", 1),
    ("february", 2),
    ("feb", 2),
    ("februar", 2),
    ("février", 2),
    ("févr", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("fevereiro", 2),
    ("fev", 2),
    ("februari", 2),
    ("march", 3),
    ("mar", 3),
    ("märz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("maart", 3),
    ("april", 4),
    ("apr", 4),
    ("avril", 4),
    ("avr", 4),
    ("abril", 4),
    ("abr", 4),
    ("aprile", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("mag", 5),
    ("maio", 5),
    ("mei", 5),
    ("june", 6),
    ("jun", 6),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("giu", 6),
    ("junho", 6),
    ("july", 7),
    ("jul", 7),
    ("juli", 7),
    ("juillet", 7),
    ("juil", 7),
    ("julio", 7),
    ("luglio", 7),
    ("lug", 7),
    ("julho", 7),
    ("august", 8),
    ("aug", 8),
    ("août", 8),
    ("agosto", 8),
    ("ago", 8),
    ("augustus", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("set", 9),
    ("setembro", 9),
    ("october", 10),
    ("oct", 10),
    ("oktober", 10),
    ("okt", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("ott", 10),
    ("outubro", 10),
    ("out", 10),
    ("november", 11),
    ("nov", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("novembro", 11),
    ("december", 12),
    ("dec", 12),
    ("dezember", 12),
    ("dez", 12),
    ("décembre", 12),
    ("déc", 12),
    ("diciembre", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("dezembro", 12),
];

const WEEKDAYS: &[(&str, ())] = &[
    ("monday", ()),
    ("mon", ()),
    ("tuesday", ()),
    ("tue", ()),
    ("tues", ()),
    ("wednesday", ()),
    ("wed", ()),
    ("thursday", ()),
    ("thu", ()),
    ("thur", ()),
    ("thurs", ()),
    ("friday", ()),
    ("fri", ()),
    ("saturday", ()),
    ("sat", ()),
    ("sunday", ()),
    ("sun", ()),
    ("montag", ()),
    ("mo", ()),
    ("dienstag", ()),
    ("di", ()),
    ("mittwoch", ()),
    ("mi", ()),
    ("donnerstag", ()),
    ("do", ()),
    ("freitag", ()),
    ("fr", ()),
    ("samstag", ()),
    ("sonnabend", ()),
    ("sa", ()),
    ("sonntag", ()),
    ("so", ()),
    ("lundi", ()),
    ("mardi", ()),
    ("mercredi", ()),
    ("jeudi", ()),
    ("vendredi", ()),
    ("samedi", ()),
    ("dimanche", ()),
    ("lunes", ()),
    ("martes", ()),
    ("miércoles", ()),
    ("jueves", ()),
    ("viernes", ()),
    ("sábado", ()),
    ("domingo", ()),
    ("lunedì", ()),
    ("martedì", ()),
    ("mercoledì", ()),
    ("giovedì", ()),
    ("venerdì", ()),
    ("sabato", ()),
    ("domenica", ()),
    ("segunda", ()),
    ("terça", ()),
    ("quarta", ()),
    ("quinta", ()),
    ("sexta", ()),
    ("maandag", ()),
    ("dinsdag", ()),
    ("woensdag", ()),
    ("donderdag", ()),
    ("vrijdag", ()),
    ("zaterdag", ()),
    ("zondag", ()),
];
