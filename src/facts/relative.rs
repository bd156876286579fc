//! "2 days ago", "an hour ago", "yesterday", "vor 3 Stunden", "il y a 2 jours": times counted back.
//!
//! Times to come ("in 2 days") are refused: nothing is published tomorrow.

use super::clock;
use super::reader::{Reader, look_up};
use super::written::{Unit, Written};

/// Words that stand for a whole time.
const FIXED: &[(&str, (u32, Unit))] = &[
    ("just now", (0, Unit::Minute)),
    ("moments ago", (0, Unit::Minute)),
    ("a moment ago", (0, Unit::Minute)),
    ("half an hour ago", (30, Unit::Minute)),
    ("the day before yesterday", (2, Unit::Day)),
    ("yesterday", (1, Unit::Day)),
    ("today", (0, Unit::Day)),
    ("last week", (1, Unit::Week)),
    ("last month", (1, Unit::Month)),
    ("last year", (1, Unit::Year)),
    ("gerade eben", (0, Unit::Minute)),
    ("soeben", (0, Unit::Minute)),
    ("vorgestern", (2, Unit::Day)),
    ("gestern", (1, Unit::Day)),
    ("heute", (0, Unit::Day)),
    ("à l'instant", (0, Unit::Minute)),
    ("avant-hier", (2, Unit::Day)),
    ("hier", (1, Unit::Day)),
    ("aujourd'hui", (0, Unit::Day)),
    ("anteayer", (2, Unit::Day)),
    ("ayer", (1, Unit::Day)),
    ("hoy", (0, Unit::Day)),
    ("ieri", (1, Unit::Day)),
    ("oggi", (0, Unit::Day)),
    ("ontem", (1, Unit::Day)),
    ("gisteren", (1, Unit::Day)),
];

/// Words before an amount that say it is counted back.
const BEFORE: &[&str] = &["vor", "il y a", "hace", "há"];

/// Words after an amount that say so.
const AFTER: &[&str] = &["ago", "fa", "geleden", "atrás"];

/// Words that make an amount vaguer; the unit says that already.
const HEDGES: &[&str] = &[
    "about",
    "around",
    "over",
    "almost",
    "nearly",
    "more than",
    "less than",
    "etwa",
    "rund",
    "environ",
    "circa",
];

/// Amounts in words.
const NUMBERS: &[(&str, u32)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("einer", 1),
    ("einem", 1),
    ("zwei", 2),
    ("drei", 3),
    ("un", 1),
    ("une", 1),
    ("una", 1),
    ("deux", 2),
    ("trois", 3),
    ("dos", 2),
    ("tres", 3),
    ("due", 2),
    ("tre", 3),
];

const UNITS: &[(&str, Unit)] = &[
    ("s", Unit::Second),
    ("sec", Unit::Second),
    ("secs", Unit::Second),
    ("second", Unit::Second),
    ("seconds", Unit::Second),
    ("sekunde", Unit::Second),
    ("sekunden", Unit::Second),
    ("seconde", Unit::Second),
    ("secondes", Unit::Second),
    ("segundo", Unit::Second),
    ("segundos", Unit::Second),
    ("secondi", Unit::Second),
    ("m", Unit::Minute),
    ("min", Unit::Minute),
    ("mins", Unit::Minute),
    ("minute", Unit::Minute),
    ("minutes", Unit::Minute),
    ("minuten", Unit::Minute),
    ("minuto", Unit::Minute),
    ("minutos", Unit::Minute),
    ("minuti", Unit::Minute),
    ("h", Unit::Hour),
    ("hr", Unit::Hour),
    ("hrs", Unit::Hour),
    ("hour", Unit::Hour),
    ("hours", Unit::Hour),
    ("std", Unit::Hour),
    ("stunde", Unit::Hour),
    ("stunden", Unit::Hour),
    ("heure", Unit::Hour),
    ("heures", Unit::Hour),
    ("hora", Unit::Hour),
    ("horas", Unit::Hour),
    ("ora", Unit::Hour),
    ("ore", Unit::Hour),
    ("uur", Unit::Hour),
    ("d", Unit::Day),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("tag", Unit::Day),
    ("tage", Unit::Day),
    ("tagen", Unit::Day),
    ("jour", Unit::Day),
    ("jours", Unit::Day),
    ("día", Unit::Day),
    ("días", Unit::Day),
    ("dia", Unit::Day),
    ("dias", Unit::Day),
    ("giorno", Unit::Day),
    ("giorni", Unit::Day),
    ("dag", Unit::Day),
    ("dagen", Unit::Day),
    ("w", Unit::Week),
    ("wk", Unit::Week),
    ("wks", Unit::Week),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("woche", Unit::Week),
    ("wochen", Unit::Week),
    ("semaine", Unit::Week),
    ("semaines", Unit::Week),
    ("semana", Unit::Week),
    ("semanas", Unit::Week),
    ("settimana", Unit::Week),
    ("settimane", Unit::Week),
    ("weken", Unit::Week),
    ("mo", Unit::Month),
    ("mos", Unit::Month),
    ("mth", Unit::Month),
    ("mths", Unit::Month),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("monat", Unit::Month),
    ("monaten", Unit::Month),
    ("mois", Unit::Month),
    ("mes", Unit::Month),
    ("meses", Unit::Month),
    ("mese", Unit::Month),
    ("mesi", Unit::Month),
    ("maand", Unit::Month),
    ("maanden", Unit::Month),
    ("y", Unit::Year),
    ("yr", Unit::Year),
    ("yrs", Unit::Year),
    ("year", Unit::Year),
    ("years", Unit::Year),
    ("jahr", Unit::Year),
    ("jahren", Unit::Year),
    ("an", Unit::Year),
    ("ans", Unit::Year),
    ("año", Unit::Year),
    ("años", Unit::Year),
    ("ano", Unit::Year),
    ("anos", Unit::Year),
    ("anno", Unit::Year),
    ("anni", Unit::Year),
    ("jaar", Unit::Year),
];

/// Reads a time counted back from here on.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Written> {
    let mut ahead = *reader;
    let (amount, unit) = fixed(&mut ahead).or_else(|| counted(&mut ahead))?;
    *reader = ahead;
    Some(Written::Ago { amount, unit })
}

/// "yesterday", or "yesterday at 4:15 PM": the time of day is dropped, as it is told in an unnamed zone.
fn fixed(reader: &mut Reader<'_>) -> Option<(u32, Unit)> {
    let found = reader.meaning(FIXED)?;
    clock::skip_time_of_day(reader);
    Some(found)
}

fn counted(reader: &mut Reader<'_>) -> Option<(u32, Unit)> {
    let mut ahead = *reader;
    let said_before = ahead.any(BEFORE);
    ahead.any(HEDGES);
    let mut total = amount(&mut ahead)?;
    while let Some(more) = further_amount(&mut ahead) {
        total = sum(total, more)?;
    }
    (said_before || ahead.any(AFTER)).then(|| *reader = ahead).map(|()| total)
}

fn amount(reader: &mut Reader<'_>) -> Option<(u32, Unit)> {
    let mut ahead = *reader;
    let number = match ahead.number() {
        Some(digits) => digits.value,
        None => ahead.meaning(NUMBERS)?,
    };
    let unit = look_up(ahead.word()?, UNITS)?;
    ahead.close_symbol(&['.']);
    *reader = ahead;
    Some((number, unit))
}

fn further_amount(reader: &mut Reader<'_>) -> Option<(u32, Unit)> {
    let mut ahead = *reader;
    ahead.symbol(&[',']);
    ahead.any(&["and", "und", "et", "y", "e", "en"]);
    let found = amount(&mut ahead)?;
    *reader = ahead;
    Some(found)
}

/// "1 hour 5 minutes" is 65 minutes. Days do not add to months: there the larger unit alone is kept.
fn sum(large: (u32, Unit), small: (u32, Unit)) -> Option<(u32, Unit)> {
    if small.1 >= large.1 {
        return None;
    }
    let Some(factor) = how_many(large.1, small.1) else { return Some(large) };
    let amount = large.0.checked_mul(factor)?.checked_add(small.0)?;
    Some((amount, small.1))
}

fn how_many(large: Unit, small: Unit) -> Option<u32> {
    match (seconds(large), seconds(small)) {
        (Some(large), Some(small)) => Some(large / small),
        (None, None) => Some(12),
        (Some(_), None) | (None, Some(_)) => None,
    }
}

/// The length of a unit; `None` for those of the calendar.
fn seconds(unit: Unit) -> Option<u32> {
    match unit {
        Unit::Second => Some(1),
        Unit::Minute => Some(60),
        Unit::Hour => Some(60 * 60),
        Unit::Day => Some(24 * 60 * 60),
        Unit::Week => Some(7 * 24 * 60 * 60),
        Unit::Month | Unit::Year => None,
    }
}
