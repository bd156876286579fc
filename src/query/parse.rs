//! Text to terms, or one sentence that says what is wrong, what is allowed and what was probably meant.

use std::fmt;
use std::ops::Range;

use super::term::{Needle, OR, State, Term};
use crate::news::PublicId;

/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// A full sentence or two for the reader: what is wrong, what is allowed, and the nearest right one.
    /// Free of control characters, whatever the query held.
    pub message: String,
    /// The bytes of the text it is about, on character borders.
    pub span: Range<usize>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

type Parsed<T> = Result<T, QueryError>;

/// Reads the whole text.
pub(super) fn parse_term(text: &str) -> Parsed<Term> {
    let mut parser = Parser { text, at: 0, open: 0 };
    parser.skip_space();
    if parser.rest().is_empty() { Ok(Term::All(Vec::new())) } else { parser.alternatives() }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// How many brackets are open.
    open: usize,
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
            self.at += OR.len();
            self.skip_space();
            parts.push(self.sequence()?);
        }
        Ok(Term::any(parts))
    }

    fn sequence(&mut self) -> Parsed<Term> {
        let mut parts = Vec::new();
        while !self.is_at_end() && !self.is_at_or() {
            parts.push(self.term()?);
            self.skip_space();
        }
        if parts.is_empty() { Err(self.nothing_here()) } else { Ok(Term::all(parts)) }
    }

    fn nothing_here(&self) -> QueryError {
        let before = self.text[..self.at].trim_end().len();
        if self.is_at_end() && self.text[..before].ends_with('(') {
            let sentence = "There is nothing between these brackets: put words into them, or leave them out.";
            return error(before - 1..self.at, sentence);
        }
        let span = if self.is_at_or() { self.at..self.at + OR.len() } else { before - OR.len()..before };
        error(
            span,
            "OR stands between two things to search for. To search for the word, write or, or \"OR\".",
        )
    }

    fn term(&mut self) -> Parsed<Term> {
        let rest = self.rest();
        let after = rest.trim_start_matches('-');
        let dashes = rest.len() - after.len();
        let is_dash_alone = after.is_empty()
            || after.starts_with(char::is_whitespace)
            || (self.open > 0 && after.starts_with(')'));
        if is_dash_alone && dashes > 0 {
            return Ok(Term::Text(Needle::new(self.take_word(), false)));
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
        if rest.starts_with('"') {
            return Ok(Term::Text(Needle::new(self.quoted()?, true)));
        }
        match field(rest) {
            Some(name) => self.field(name),
            None => Ok(Term::Text(Needle::new(self.take_word(), false))),
        }
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

    fn field(&mut self, name: &'a str) -> Parsed<Term> {
        let start = self.at;
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "is" => {
                self.at += name.len() + 1;
                self.state()
            }
            "tag" => {
                self.at += name.len() + 1;
                self.tag(start)
            }
            "id" => {
                self.at += name.len() + 1;
                self.ids()
            }
            _ => {
                let word = self.take_word();
                Err(error(start..start + name.len() + 1, &unknown_field(&lower, word)))
            }
        }
    }

    fn state(&mut self) -> Parsed<Term> {
        let start = self.at;
        let word = self.take_word();
        let lower = word.to_lowercase();
        let known = State::ALL.iter().find(|(name, _)| *name == lower);
        known.map(|(_, state)| Term::Is(*state)).ok_or_else(|| {
            let meant = nearest(&lower, STATE_NAMES).map(|(_, name)| format!(" Did you mean is:{name}?"));
            let sentence = format!(
                "is: knows unread, read, bookmarked and unfinished, not “{}”.{}",
                shown(word),
                meant.unwrap_or_default()
            );
            error(start..self.at, &sentence)
        })
    }

    fn tag(&mut self, start: usize) -> Parsed<Term> {
        if self.rest().starts_with('"') {
            return Ok(Term::Tag(Needle::new(self.quoted()?, true)));
        }
        let word = self.take_word();
        if word.is_empty() {
            let sentence =
                "tag: wants the name of a tag right behind it, as in tag:later or tag:\"read later\".";
            return Err(error(start..self.at, sentence));
        }
        Ok(Term::Tag(Needle::new(word, false)))
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

/// The name before a colon, where it can only be meant as a field: ASCII letters, and no address behind it.
fn field(text: &str) -> Option<&str> {
    let name = &text[..text.find(|character: char| !character.is_ascii_alphabetic())?];
    let value = text[name.len()..].strip_prefix(':')?;
    (!name.is_empty() && !value.starts_with("//")).then_some(name)
}

const FIELD_NAMES: &[(&str, &str)] =
    &[("is", "is"), ("tag", "tag"), ("label", "tag"), ("id", "id"), ("state", "is"), ("status", "is")];

/// Names of states, and names other readers have for them.
const STATE_NAMES: &[(&str, &str)] = &[
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
    let word = shown(word);
    let meant = nearest(name, FIELD_NAMES).map(|(_, name)| format!(" Did you mean {name}:?"));
    format!(
        "There is no field {}: here; a query knows is:, tag: and id:.{} To search for the words themselves, write \
         them in quotes: \"{word}\".",
        shown(name),
        meant.unwrap_or_default()
    )
}

/// The known name that is fewest slips away: at most two, and at most half its letters.
fn nearest<'a>(word: &str, known: &'a [(&'a str, &'a str)]) -> Option<&'a (&'a str, &'a str)> {
    known
        .iter()
        .map(|entry| (slips(word, entry.0), entry))
        .filter(|(slips, entry)| *slips <= 2 && slips * 2 <= entry.0.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, entry)| entry)
}

/// How many slips of the fingers apart: letters missing, added, wrong, or swapped with their neighbour
/// (optimal string alignment). Beyond 32 letters a word is only far.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(32).collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for row in 0..=a.len() {
        for column in 0..=b.len() {
            table[row][column] = match (row, column) {
                (0, _) | (_, 0) => row + column,
                _ => {
                    let wrong = table[row - 1][column - 1] + usize::from(a[row - 1] != b[column - 1]);
                    let uneven = table[row - 1][column].min(table[row][column - 1]) + 1;
                    let is_swapped =
                        row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
                    let swapped = if is_swapped { table[row - 2][column - 2] + 1 } else { usize::MAX };
                    wrong.min(uneven).min(swapped)
                }
            };
        }
    }
    table[a.len()][b.len()]
}

/// At most forty characters, with what could disturb a terminal replaced.
fn shown(text: &str) -> String {
    let is_unsafe = |character: char| {
        character.is_control()
            || matches!(character, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown: String = text
        .chars()
        .take(40)
        .map(|character| if is_unsafe(character) { '\u{fffd}' } else { character })
        .collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}

fn error(span: Range<usize>, message: &str) -> QueryError {
    QueryError { message: message.to_owned(), span }
}
