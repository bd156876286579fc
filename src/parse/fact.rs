//! The facts a line of a page may tell, one or several: "By NAME | 3 December 2025 | 5 min read".

use crate::facts::{self, Counted, Role, Written};

/// One fact about the page.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Fact {
    /// Who wrote it.
    Author(String),
    /// When it was published.
    Published(Written),
    /// When it was changed.
    Updated(Written),
    /// A date that does not say what it is.
    Dated(Written),
    /// How long it takes.
    Minutes(u32),
    /// How often it was viewed.
    Views(u64),
    /// How many comments it has.
    Comments(u64),
    /// How often it was shared: no field, set aside.
    Shares,
    /// What it is filed under.
    Categories(Vec<String>),
}

/// A fact and whether its form alone makes it sure ("697 Views", "Author: NAME").
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) fact: Fact,
    pub(super) is_sure: bool,
}

/// Longer lines tell no facts; they are prose.
const LONGEST: usize = 240;

/// Facts in one line, at most.
const MOST: usize = 8;

/// The facts a line tells, if it tells nothing else.
pub(super) fn facts(text: &str) -> Option<Vec<Found>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut reading = Reading { found: Vec::new(), tries: MOST_TRIES };
    reading.read(text).then_some(reading.found)
}

/// Whether a line is a date that says nothing of what it is.
pub(super) fn is_date(text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST && facts::stamp(text).is_some_and(|stamp| stamp.role == Role::Unsaid)
}

/// Facts among other short words in a row parted by bars or dots: "World | 3 December 2025 | 5 min read".
///
/// At least one sure fact, or two; what the other words mean is not known.
pub(super) fn facts_among_others(text: &str) -> Option<Vec<Found>> {
    const MOST_WORDS: usize = 5;
    if text.len() > LONGEST || text.ends_with(['.', '!', '?']) {
        return None;
    }
    let parts: Vec<&str> =
        text.split(['|', '·', '•']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    for part in &parts {
        match facts(part) {
            Some(more) => found.extend(more),
            None if part.split_whitespace().count() <= MOST_WORDS => (),
            None => return None,
        }
    }
    let enough = found.iter().any(|found| found.is_sure) || found.len() >= 2;
    (parts.len() >= 2 && enough).then_some(found)
}

/// What may part one fact from the next, and how many of its bytes belong to the next.
const SEPARATORS: &[(&str, usize)] = &[
    ("|", 0),
    ("·", 0),
    ("•", 0),
    (" — ", 0),
    (" – ", 0),
    (" - ", 0),
    (" / ", 0),
    (", ", 0),
    ("\t", 0),
    ("   ", 0),
    (" by ", 3),
    (" By ", 3),
    (" on ", 0),
    (" Published ", 10),
    (" Updated ", 8),
    (" (updated ", 8),
];

/// Facts found so far, and how often more may be looked for: a row of separators must not take for ever.
struct Reading {
    found: Vec<Found>,
    tries: usize,
}

const MOST_TRIES: usize = 40;

impl Reading {
    /// Reads one fact, or cuts at a separator into one fact and the rest.
    fn read(&mut self, text: &str) -> bool {
        let text = text.trim();
        if let Some(fact) = self.fact(text) {
            self.found.push(fact);
            return true;
        }
        self.found.len() < MOST
            && SEPARATORS.iter().any(|&(separator, kept)| {
                text.match_indices(separator)
                    .any(|(at, _)| self.read_both(&text[..at], &text[at + separator.len() - kept..]))
            })
    }

    fn read_both(&mut self, first: &str, rest: &str) -> bool {
        let before = self.found.len();
        let Some(first) = self.fact(first.trim()) else { return false };
        self.found.push(first);
        let whole = self.read(rest);
        if !whole {
            self.found.truncate(before);
        }
        whole
    }

    fn fact(&mut self, text: &str) -> Option<Found> {
        self.tries = self.tries.checked_sub(1)?;
        fact(text)
    }
}

/// The one fact a text tells, if it tells nothing else.
fn fact(text: &str) -> Option<Found> {
    minutes(text)
        .or_else(|| count(text))
        .or_else(|| stamp(text))
        .or_else(|| filing(text))
        .or_else(|| author(text))
}

/// "3 min read" is sure; "3 mins" might be anything's.
fn minutes(text: &str) -> Option<Found> {
    let words = text.split_whitespace().count();
    facts::minutes(text).map(|minutes| Found { fact: Fact::Minutes(minutes), is_sure: words > 2 })
}

fn count(text: &str) -> Option<Found> {
    let count = facts::count(text)?;
    Some(match count.counted {
        Counted::Views => Found { fact: Fact::Views(count.number), is_sure: true },
        Counted::Comments => Found { fact: Fact::Comments(count.number), is_sure: false },
        Counted::Shares => Found { fact: Fact::Shares, is_sure: false },
    })
}

fn stamp(text: &str) -> Option<Found> {
    let stamp = facts::stamp(text)?;
    Some(match stamp.role {
        Role::Published => Found { fact: Fact::Published(stamp.written), is_sure: true },
        Role::Updated => Found { fact: Fact::Updated(stamp.written), is_sure: true },
        Role::Unsaid => Found { fact: Fact::Dated(stamp.written), is_sure: false },
    })
}

fn filing(text: &str) -> Option<Found> {
    let names = facts::filing(text)?.into_iter().map(str::to_owned).collect();
    Some(Found { fact: Fact::Categories(names), is_sure: true })
}

/// "Author: NAME" is sure; "By NAME" might be a line of verse.
fn author(text: &str) -> Option<Found> {
    facts::byline(text).map(|names| Found { fact: Fact::Author(names), is_sure: text.contains(':') })
}
