//! Text to terms, or one sentence that says what is wrong, what is allowed and what was probably meant.

use super::complaint::{Parsed, QueryError, error, nearest, shown};
use super::field::{
    DateField, Field, NumberField, TextField, by_name, help_of, known_names, names_with_signs,
};
use super::moment::{Moment, NAMES, Stretch, UNITS, WEEKDAYS};
use super::pattern::Pattern;
use super::sort::{self, MOST_KEYS, SortKey};
use super::term::{Comparison, Count, Needle, OR, State, Term, When};
use crate::news::PublicId;
use jiff::Timestamp;

/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// Reads the whole text: what passes, and in which order.
pub(super) fn parse(text: &str, moment: &Moment) -> Parsed<(Term, Vec<SortKey>)> {
    let mut parser = Parser { text, moment, at: 0, open: 0, has_no_pattern_left: false, sorting: Vec::new() };
    parser.skip_space();
    let root = if parser.rest().is_empty() { Term::All(Vec::new()) } else { parser.alternatives()? };
    Ok((root, parser.sorting))
}

const OR_ALONE: &str =
    "OR stands between two things to search for. To search for the word, write or, or \"OR\".";

struct Parser<'a> {
    text: &'a str,
    moment: &'a Moment,
    at: usize,
    /// How many brackets are open.
    open: usize,
    /// Whether it is known that no expression stands in the rest.
    has_no_pattern_left: bool,
    /// What is to be sorted by.
    sorting: Vec<SortKey>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes the text up to white space, or to the bracket that closes.
    fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let ends = |character: char| character.is_whitespace() || (character == ')' && self.open > 0);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn is_at_end(&self) -> bool {
        self.rest().is_empty() || (self.open > 0 && self.rest().starts_with(')'))
    }

    /// The operator, where it stands alone.
    fn is_at_or(&self) -> bool {
        self.rest().strip_prefix(OR).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(char::is_whitespace)
                || (self.open > 0 && rest.starts_with(')'))
        })
    }

    fn alternatives(&mut self) -> Parsed<Term> {
        let mut parts = vec![self.sequence()?];
        while self.is_at_or() {
            let at = self.at..self.at + OR.len();
            self.at += OR.len();
            self.skip_space();
            parts.push(self.sequence()?);
            // Beside an order alone there is nothing to choose from.
            if parts.iter().any(Term::is_nothing) {
                return Err(error(at, OR_ALONE));
            }
        }
        Ok(Term::any(parts))
    }

    fn sequence(&mut self) -> Parsed<Term> {
        let mut parts = Vec::new();
        let mut sorts = false;
        while !self.is_at_end() && !self.is_at_or() {
            match self.sort_keys()? {
                true => sorts = true,
                false => parts.push(self.term()?),
            }
            self.skip_space();
        }
        match parts.len() {
            0 if !sorts => Err(self.nothing_here()),
            0 => Ok(Term::All(parts)),
            _ => Ok(Term::all(parts)),
        }
    }

    /// Takes `sort:` with its keys, where it stands here.
    fn sort_keys(&mut self) -> Parsed<bool> {
        let start = self.at;
        let named =
            field(self.rest()).filter(|(name, sign)| name.eq_ignore_ascii_case("sort") && *sign == ":");
        let Some((name, sign)) = named else { return Ok(false) };
        self.at += name.len() + sign.len();
        let mut from = self.at;
        for word in self.take_word().split(',') {
            let span = if word.is_empty() { start..self.at } else { from..from + word.len() };
            let key = sort_key(word).ok_or_else(|| error(span.clone(), &no_key(word)))?;
            if self.sorting.len() == MOST_KEYS {
                return Err(error(span, &format!("A list is sorted by {MOST_KEYS} keys at most.")));
            }
            self.sorting.push(key);
            from += word.len() + 1;
        }
        if self.open > 0 {
            let sentence = "sort: says how everything is sorted: write it outside brackets.";
            return Err(error(start..self.at, sentence));
        }
        Ok(true)
    }

    fn nothing_here(&self) -> QueryError {
        let before = self.text[..self.at].trim_end().len();
        if self.is_at_end() && self.text[..before].ends_with('(') {
            let sentence = "There is nothing between these brackets: put words into them, or leave them out.";
            return error(before - 1..self.at, sentence);
        }
        let span = if self.is_at_or() { self.at..self.at + OR.len() } else { before - OR.len()..before };
        error(span, OR_ALONE)
    }

    fn term(&mut self) -> Parsed<Term> {
        let rest = self.rest();
        let after = rest.trim_start_matches('-');
        let dashes = rest.len() - after.len();
        let is_dash_alone = after.is_empty()
            || after.starts_with(char::is_whitespace)
            || (self.open > 0 && after.starts_with(')'));
        if is_dash_alone && dashes > 0 {
            return Ok(Term::Text(Needle::word(self.take_word())));
        }
        self.at += dashes;
        let term = self.positive()?;
        Ok(if dashes % 2 == 1 { term.negated() } else { term })
    }

    fn positive(&mut self) -> Parsed<Term> {
        let rest = self.rest();
        if rest.starts_with('(') {
            return self.brackets();
        }
        if let Some((name, sign)) = field(rest) {
            return self.field(name, sign);
        }
        Ok(match self.pattern()? {
            Some(pattern) => Term::Like(None, pattern),
            None => Term::Text(self.needle()?),
        })
    }

    /// A phrase between quotes or a word, with a star at its end or without.
    fn needle(&mut self) -> Parsed<Needle> {
        let start = self.at;
        let needle = match self.rest().starts_with('"') {
            false => Needle::word(self.take_word()),
            true => {
                let phrase = self.quoted()?;
                let begins = self.rest().starts_with('*');
                self.at += usize::from(begins);
                Needle::quoted(phrase, begins)
            }
        };
        // Accents alone are no letters, and would be found everywhere.
        if needle.folded.is_empty() {
            return Err(error(start..self.at, "There is no letter, digit or sign here to search for."));
        }
        Ok(needle)
    }

    /// An expression between slashes, if there is one.
    fn pattern(&mut self) -> Parsed<Option<Pattern>> {
        if !self.rest().starts_with('/') || self.has_no_pattern_left {
            return Ok(None);
        }
        let Some((text, length)) = Pattern::between_slashes(self.rest(), self.open > 0) else {
            // Outside brackets none that begins later ends either: nobody looks through all the rest for each slash.
            self.has_no_pattern_left |= self.open == 0;
            return Ok(None);
        };
        let start = self.at;
        self.at += length;
        Pattern::new(text).map(Some).map_err(|reason| {
            let sentence = format!(
                "This is no regular expression: {reason}. To search for the text itself, write it in quotes: \"{}\".",
                shown(&self.text[start..self.at])
            );
            error(start..self.at, &sentence)
        })
    }

    fn brackets(&mut self) -> Parsed<Term> {
        let start = self.at;
        if self.open == DEEPEST {
            return Err(error(start..start + 1, &format!("Brackets may nest {DEEPEST} deep, not deeper.")));
        }
        self.at += 1;
        self.open += 1;
        self.skip_space();
        let term = match self.rest().is_empty() {
            true => None,
            false => Some(self.alternatives()?),
        };
        let Some(term) = term.filter(|_| self.rest().starts_with(')')) else {
            let sentence = "This bracket is never closed: add a ). To search for a bracket itself, write it in quotes: \"(\".";
            return Err(error(start..start + 1, sentence));
        };
        self.at += 1;
        self.open -= 1;
        Ok(term)
    }

    fn quoted(&mut self) -> Parsed<&'a str> {
        let start = self.at;
        let Some(length) = self.text[start + 1..].find('"') else {
            let phrase = shown(&self.text[start + 1..]);
            let sentence = format!("This quote is never closed: add a \" at its end, as in \"{phrase}\".");
            return Err(error(start..self.text.len(), &sentence));
        };
        let phrase = &self.text[start + 1..start + 1 + length];
        self.at = start + length + 2;
        if phrase.trim().is_empty() {
            let sentence = "There is nothing between these quotes: put words into them, or leave them out.";
            return Err(error(start..self.at, sentence));
        }
        Ok(phrase)
    }

    fn field(&mut self, name: &'a str, sign: &'a str) -> Parsed<Term> {
        let start = self.at;
        let lower = name.to_ascii_lowercase();
        let Some(field) = by_name(&lower) else {
            let word = self.take_word();
            return Err(error(start..start + name.len() + sign.len(), &unknown_field(&lower, word)));
        };
        let comparison =
            Comparison::ALL.iter().find(|(known, _)| *known == sign).map(|(_, comparison)| *comparison);
        self.at += name.len() + sign.len();
        match (field, comparison) {
            (Field::Number(number), Some(comparison)) => self.count(start, number, comparison),
            (Field::Age, Some(comparison)) => self.age(start, comparison),
            (_, _) if sign != ":" => {
                let sentence = format!(
                    "{lower} is no number, and takes a colon: {}. To search for the words themselves, write them in quotes.",
                    help_of(field).example
                );
                Err(error(start..self.at, &sentence))
            }
            (Field::Sort, _) => Err(error(
                start..self.at,
                "sort: takes no dash before it; -date behind it turns an order round.",
            )),
            (Field::Is, _) => self.state(),
            (Field::Has, _) => self.thing(),
            (Field::Tag, _) => self.value(start, field).map(Term::Tag),
            (Field::Text(TextField::Folder | TextField::Language), _) | (Field::Id, _) => {
                self.name(start, field)
            }
            (Field::Text(text), _) => match self.pattern()? {
                Some(pattern) => Ok(Term::Like(Some(text), pattern)),
                None => self.value(start, field).map(|needle| Term::In(text, needle)),
            },
            (Field::Date(date), _) => self.when(start, date),
            (Field::Number(_) | Field::Age, None) => {
                Err(error(start..self.at, "A number is compared by <, > or =."))
            }
        }
    }

    /// What is named as a whole: ids, a folder, a language.
    fn name(&mut self, start: usize, field: Field) -> Parsed<Term> {
        match field {
            Field::Text(text) => self.value(start, field).map(|needle| Term::In(text, needle)),
            Field::Is
            | Field::Has
            | Field::Tag
            | Field::Id
            | Field::Number(_)
            | Field::Date(_)
            | Field::Age
            | Field::Sort => self.ids(),
        }
    }

    /// The words behind a field's name.
    fn value(&mut self, start: usize, field: Field) -> Parsed<Needle> {
        let help = help_of(field);
        if Pattern::between_slashes(self.rest(), self.open > 0).is_some() {
            let sentence = format!("{}: takes a name, as in {}, and no expression.", help.name, help.example);
            return Err(error(start..self.at, &sentence));
        }
        if !self.is_at_value() {
            let sentence = format!("{}: wants a word right behind it, as in {}.", help.name, help.example);
            return Err(error(start..self.at, &sentence));
        }
        self.needle()
    }

    /// Whether something stands here, before white space or the bracket that closes.
    fn is_at_value(&self) -> bool {
        !self.is_at_end() && !self.rest().starts_with(char::is_whitespace)
    }

    fn count(&mut self, start: usize, field: NumberField, comparison: Comparison) -> Parsed<Term> {
        let from = self.at;
        let text = self.take_word();
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
            let span = if text.is_empty() { start..self.at } else { from..self.at };
            return Err(error(span, &sentence));
        };
        let pace = self.moment.words_per_minute;
        Ok(Term::Count(Count { field, comparison, text: text.to_owned(), value, pace }))
    }

    /// How long ago an article was published: less is later.
    fn age(&mut self, start: usize, comparison: Comparison) -> Parsed<Term> {
        let text = self.take_word();
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
            return Err(error(start..self.at, &sentence));
        };
        Ok(Term::When(When { text: self.text[start..self.at].to_owned(), arrival: false, within }))
    }

    fn when(&mut self, start: usize, field: DateField) -> Parsed<Term> {
        let from = self.at;
        let text = self.take_word();
        let Some(stretch) = self.moment.stretch(text) else {
            let span = if text.is_empty() { start..self.at } else { from..self.at };
            return Err(error(span, &no_day(field, text)));
        };
        let within = match field {
            DateField::After => Stretch { end: i64::MAX, ..stretch },
            DateField::Before => Stretch { start: i64::MIN, end: stretch.start },
            DateField::On | DateField::Seen => stretch,
        };
        let arrival = field == DateField::Seen;
        Ok(Term::When(When { text: self.text[start..self.at].to_owned(), arrival, within }))
    }

    fn thing(&mut self) -> Parsed<Term> {
        let start = self.at;
        let word = self.take_word();
        if word.eq_ignore_ascii_case("note") || word.eq_ignore_ascii_case("notes") {
            return Ok(Term::HasNote);
        }
        let sentence = format!("has: knows note, not “{}”.", shown(word));
        Err(error(start..self.at, &sentence))
    }

    fn state(&mut self) -> Parsed<Term> {
        let start = self.at;
        let word = self.take_word();
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
            error(start..self.at, &sentence)
        })
    }

    fn ids(&mut self) -> Parsed<Term> {
        let mut start = self.at;
        let mut ids = Vec::new();
        for part in self.take_word().split(',') {
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
fn field(text: &str) -> Option<(&str, &str)> {
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

/// One key of an order; a dash before it turns it round.
fn sort_key(word: &str) -> Option<SortKey> {
    let lower = word.to_ascii_lowercase();
    let (name, reversed) = lower.strip_prefix('-').map_or((lower.as_str(), false), |name| (name, true));
    let known = sort::NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, by)| SortKey { by: *by, reversed })
}

fn no_key(word: &str) -> String {
    let meant = nearest(&word.to_lowercase(), sort::NAMES.map(|(name, _)| (name, name)));
    let meant = meant.map(|name| format!(" Did you mean sort:{name}?"));
    format!(
        "sort: knows date, seen, read, views, opened and feed, several joined by commas, not “{}”.{}",
        shown(word),
        meant.unwrap_or_default()
    )
}
