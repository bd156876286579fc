//! Fields and their values: what stands behind a name and its sign, as a term, or a sentence that says what belongs there.

use jiff::Timestamp;

use super::complaint::{Parsed, error, nearest, shown};
use super::cursor::Cursor;
use super::field::{
    DateField, Field, NumberField, TextField, by_name, help_of, known_names, names_with_signs,
};
use super::moment::{Moment, NAMES, Stretch, UNITS, WEEKDAYS};
use super::pattern::Pattern;
use super::term::{Comparison, Count, Needle, State, Term, When};
use crate::news::PublicId;

/// Reads values where a cursor stands, as they are meant at a moment.
pub(super) struct Values<'c, 'a> {
    pub(super) cursor: &'c mut Cursor<'a>,
    pub(super) moment: &'c Moment,
}

impl Values<'_, '_> {
    /// The field that begins here with a name and a sign.
    pub(super) fn field(&mut self, name: &str, sign: &str) -> Parsed<Term> {
        let start = self.cursor.at;
        let lower = name.to_ascii_lowercase();
        let Some(field) = by_name(&lower) else {
            let word = self.cursor.take_word();
            return Err(error(start..start + name.len() + sign.len(), &unknown_field(&lower, word)));
        };
        let comparison =
            Comparison::ALL.iter().find(|(known, _)| *known == sign).map(|(_, comparison)| *comparison);
        self.cursor.at += name.len() + sign.len();
        match (field, comparison) {
            (Field::Number(number), Some(comparison)) => self.count(start, number, comparison),
            (Field::Age, Some(comparison)) => self.age(start, comparison),
            (_, _) if sign != ":" => {
                let sentence = format!(
                    "{lower} is no number, and takes a colon: {}. To search for the words themselves, write them in quotes.",
                    help_of(field).example
                );
                Err(error(start..self.cursor.at, &sentence))
            }
            (Field::Sort, _) => Err(error(
                start..self.cursor.at,
                "sort: takes no dash before it; -date behind it turns an order round.",
            )),
            (Field::Is, _) => self.state(),
            (Field::Has, _) => self.thing(),
            (Field::Tag, _) => self.value(start, field).map(Term::Tag),
            (Field::Id, _) => self.ids(),
            (Field::Text(text @ (TextField::Folder | TextField::Language)), _) => {
                self.value(start, field).map(|needle| Term::In(text, needle))
            }
            (Field::Text(text), _) => match self.cursor.pattern()? {
                Some(pattern) => Ok(Term::Like(Some(text), pattern)),
                None => self.value(start, field).map(|needle| Term::In(text, needle)),
            },
            (Field::Date(date), _) => self.when(start, date),
            (Field::Number(_) | Field::Age, None) => {
                Err(error(start..self.cursor.at, "A number is compared by <, > or =."))
            }
        }
    }

    /// The words behind a field's name.
    fn value(&mut self, start: usize, field: Field) -> Parsed<Needle> {
        let help = help_of(field);
        if Pattern::between_slashes(self.cursor.rest(), self.cursor.open > 0).is_some() {
            let sentence = format!("{}: takes a name, as in {}, and no expression.", help.name, help.example);
            return Err(error(start..self.cursor.at, &sentence));
        }
        if !self.cursor.is_at_value() {
            let sentence = format!("{}: wants a word right behind it, as in {}.", help.name, help.example);
            return Err(error(start..self.cursor.at, &sentence));
        }
        self.cursor.needle()
    }

    fn count(&mut self, start: usize, field: NumberField, comparison: Comparison) -> Parsed<Term> {
        let from = self.cursor.at;
        let text = self.cursor.take_word();
        let help = help_of(Field::Number(field));
        let Some(value) = number(text) else {
            let sentence = match field {
                NumberField::Read => {
                    "read wants a number of minutes, as in read<5. For what you have read: is:read."
                        .to_owned()
                }
                NumberField::Words | NumberField::Views | NumberField::Opened => format!(
                    "{} wants a number behind it, as in {} or {}>=20; 10k and 1.5m are numbers, too.",
                    help.name, help.example, help.name
                ),
            };
            let span = if text.is_empty() { start..self.cursor.at } else { from..self.cursor.at };
            return Err(error(span, &sentence));
        };
        let pace = self.moment.words_per_minute;
        Ok(Term::Count(Count { field, comparison, text: text.to_owned(), value, pace }))
    }

    /// How long ago an article was published: less is later.
    fn age(&mut self, start: usize, comparison: Comparison) -> Parsed<Term> {
        let text = self.cursor.take_word();
        let within = self.moment.ago(text).map(Timestamp::as_microsecond).and_then(|then| match comparison {
            Comparison::Less => Some(Stretch { start: then + 1, end: i64::MAX }),
            Comparison::AtMost => Some(Stretch { start: then, end: i64::MAX }),
            Comparison::More => Some(Stretch { start: i64::MIN, end: then }),
            Comparison::AtLeast => Some(Stretch { start: i64::MIN, end: then + 1 }),
            Comparison::Equal => None,
        });
        let Some(within) = within else {
            let sentence = format!(
                "age is compared with a span of time, as in age<3d or age>2w; the units are {UNITS} (mo for months). For \
                 one day: on:yesterday."
            );
            return Err(error(start..self.cursor.at, &sentence));
        };
        Ok(Term::When(When {
            text: self.cursor.text[start..self.cursor.at].to_owned(),
            arrival: false,
            within,
        }))
    }

    fn when(&mut self, start: usize, field: DateField) -> Parsed<Term> {
        let from = self.cursor.at;
        let text = self.cursor.take_word();
        let Some(stretch) = self.moment.stretch(text) else {
            let span = if text.is_empty() { start..self.cursor.at } else { from..self.cursor.at };
            return Err(error(span, &no_day(field, text)));
        };
        let within = match field {
            DateField::After => Stretch { end: i64::MAX, ..stretch },
            DateField::Before => Stretch { start: i64::MIN, end: stretch.start },
            DateField::On | DateField::Seen => stretch,
        };
        let arrival = field == DateField::Seen;
        Ok(Term::When(When { text: self.cursor.text[start..self.cursor.at].to_owned(), arrival, within }))
    }

    fn thing(&mut self) -> Parsed<Term> {
        let start = self.cursor.at;
        let word = self.cursor.take_word();
        if word.eq_ignore_ascii_case("note") || word.eq_ignore_ascii_case("notes") {
            return Ok(Term::HasNote);
        }
        let sentence = format!("has: knows note, not “{}”.", shown(word));
        Err(error(start..self.cursor.at, &sentence))
    }

    fn state(&mut self) -> Parsed<Term> {
        let start = self.cursor.at;
        let word = self.cursor.take_word();
        let lower = word.to_lowercase();
        let known = State::ALL.iter().find(|(name, _)| *name == lower);
        known.map(|(_, state)| Term::Is(*state)).ok_or_else(|| {
            let meant = nearest(&lower, STATE_NAMES.iter().copied());
            let meant = meant.map(|name| format!(" Did you mean is:{name}?"));
            let sentence = format!(
                "is: knows unread, read, bookmarked and unfinished, not “{}”.{}",
                shown(word),
                meant.unwrap_or_default()
            );
            error(start..self.cursor.at, &sentence)
        })
    }

    fn ids(&mut self) -> Parsed<Term> {
        let mut start = self.cursor.at;
        let mut ids = Vec::new();
        for part in self.cursor.take_word().split(',') {
            let end = start + part.len();
            ids.push(part.parse::<PublicId>().map_err(|()| {
                let sentence = format!(
                    "“{}” is no id: an id is the thirteen letters and digits that courant list prints, and several \
                     are joined by commas, as in id:0123456789abc,0123456789abd.",
                    shown(part)
                );
                error(start..end, &sentence)
            })?);
            start = end + 1;
        }
        Ok(Term::Ids(ids))
    }
}

/// The name before a colon and the colon, or before a sign that compares it with a number: ASCII letters, and no
/// address behind the colon.
pub(super) fn field_at(text: &str) -> Option<(&str, &str)> {
    let name = &text[..text.find(|character: char| !character.is_ascii_alphabetic())?];
    let rest = &text[name.len()..];
    let sign = Comparison::ALL.iter().map(|(sign, _)| *sign).find(|sign| rest.starts_with(sign))?;
    let value = &rest[sign.len()..];
    let is_meant = match sign {
        ":" => !value.starts_with("//"),
        _ => {
            value.starts_with(|first: char| first.is_ascii_digit())
                || by_name(&name.to_ascii_lowercase()).is_some()
        }
    };
    (!name.is_empty() && is_meant).then_some((name, &rest[..sign.len()]))
}

/// A number as people write it: "1000", "10k", "1.5m".
fn number(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let (digits, times) = match lower.strip_suffix('k') {
        Some(digits) => (digits, 1_000),
        None => lower.strip_suffix('m').map_or((lower.as_str(), 1), |digits| (digits, 1_000_000)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if !are_digits(whole) || !are_digits(part) || part.len() > 6 {
        return None;
    }
    let (fraction, parts) = (part.parse::<u64>().ok()? * times, 10_u64.pow(part.len() as u32));
    // Nothing here is counted in parts: "1.5" would be another number than was meant.
    let is_whole = fraction.is_multiple_of(parts);
    is_whole.then(|| whole.parse::<u64>().ok()?.checked_mul(times)?.checked_add(fraction / parts))?
}

fn no_day(field: DateField, text: &str) -> String {
    let help = help_of(Field::Date(field));
    if text.is_empty() {
        return format!(
            "{}: wants a day right behind it, as in {} or {}:yesterday.",
            help.name, help.example, help.name
        );
    }
    let names = || NAMES.into_iter().chain(WEEKDAYS).map(|name| (name, name));
    let meant = nearest(&text.to_lowercase(), names());
    format!(
        "“{}” is no day here; write one as 2026-11-01, 2026-11, yesterday, lastweek, monday or 3d (three days ago).{}",
        shown(text),
        meant.map(|name| format!(" Did you mean {}:{name}?", help.name)).unwrap_or_default()
    )
}

/// Names of states, and names other readers have for them.
const STATE_NAMES: [(&str, &str); 12] = [
    ("unread", "unread"),
    ("new", "unread"),
    ("read", "read"),
    ("seen", "read"),
    ("bookmarked", "bookmarked"),
    ("bookmark", "bookmarked"),
    ("starred", "bookmarked"),
    ("saved", "bookmarked"),
    ("flagged", "bookmarked"),
    ("unfinished", "unfinished"),
    ("begun", "unfinished"),
    ("started", "unfinished"),
];

fn unknown_field(name: &str, word: &str) -> String {
    let meant = nearest(name, known_names()).and_then(by_name).map(|field| help_of(field).example);
    let advice = match meant {
        Some(example) => format!("Did you mean a field as in {example}?"),
        None => format!("A query knows {}.", names_with_signs().collect::<Vec<_>>().join(", ")),
    };
    format!(
        "There is no field {} here. {advice} To search for the words themselves, write them in quotes: \"{}\".",
        shown(name),
        shown(word)
    )
}
