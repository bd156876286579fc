//! What a query that is being typed may go on with: which part stands before the cursor, and whose names fit there. It
//! knows the names of the language; those of feeds and tags are for the asker to find.

use super::field::{DateField, Field, TextField, by_name, names_with_signs};
use super::moment::{NAMES, WEEKDAYS};
use super::sort;
use super::term::State;

/// The part of a query that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished<'a> {
    /// Where what is to be replaced begins, in bytes.
    pub from: usize,
    /// What was typed of it, without the quote before it.
    pub stem: &'a str,
    /// What it may become.
    pub goes_on: GoesOn,
}

/// Names that a part may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoesOn {
    /// A field with its sign, as [`field_names`] has them.
    Field,
    /// A word of the language, as [`words_of`] has them.
    Word(Words),
    /// The name of a tag.
    Tag,
    /// The name of a feed.
    Feed,
    /// The path of a folder, parted by slashes.
    Folder,
}

/// Fields whose values are words of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// `is:`
    State,
    /// `has:`
    Thing,
    /// Days.
    Day,
    /// `sort:`
    Order,
}

/// The part before the cursor, where names can go on with it: a field's name of which a letter stands there, or its value.
#[must_use]
pub fn unfinished(before: &str) -> Option<Unfinished<'_>> {
    let start = start_of_part(before);
    let Some((name, value)) = before[start..].split_once(':') else {
        let stem = &before[start..];
        let is_name = !stem.is_empty() && stem.bytes().all(|letter| letter.is_ascii_alphabetic());
        return is_name.then_some(Unfinished { from: start, stem, goes_on: GoesOn::Field });
    };
    let goes_on = match by_name(&name.to_ascii_lowercase())? {
        Field::Is => GoesOn::Word(Words::State),
        Field::Has => GoesOn::Word(Words::Thing),
        Field::Sort => GoesOn::Word(Words::Order),
        Field::Date(DateField::After | DateField::Before | DateField::On | DateField::Seen) => {
            GoesOn::Word(Words::Day)
        }
        Field::Tag => GoesOn::Tag,
        Field::Text(TextField::Feed) => GoesOn::Feed,
        Field::Text(TextField::Folder) => GoesOn::Folder,
        Field::Text(TextField::Title | TextField::Author | TextField::Section | TextField::Language)
        | Field::Id
        | Field::Number(_)
        | Field::Age => return None,
    };
    // Of several keys the last one is being typed.
    let last = if goes_on == GoesOn::Word(Words::Order) {
        value.rfind([',', '-']).map_or(0, |at| at + 1)
    } else {
        0
    };
    let stem = value[last..].trim_start_matches('"');
    Some(Unfinished { from: before.len() - value.len() + last, stem, goes_on })
}

/// Where the part begins that the cursor stands behind: after white space, a bracket or a dash, but not amid quotes.
fn start_of_part(before: &str) -> usize {
    let (mut start, mut is_quoted, mut is_expression) = (0, false, false);
    for (at, sign) in before.char_indices() {
        is_quoted ^= sign == '"' && !is_expression;
        is_expression = match sign {
            '/' if at == start && !is_quoted => true,
            '/' => is_expression && before[at + 1..].starts_with(|next: char| !next.is_whitespace()),
            _ => is_expression,
        };
        let parts = sign.is_whitespace() || sign == '(' || sign == '-' && at == start;
        if parts && !is_quoted && !is_expression {
            start = at + sign.len_utf8();
        }
    }
    start
}

/// The names of all fields, each with the sign behind it.
pub fn field_names() -> impl Iterator<Item = String> {
    names_with_signs()
}

/// The words that a field takes.
#[must_use]
pub fn words_of(field: Words) -> Vec<&'static str> {
    match field {
        Words::State => State::ALL.map(|(name, _)| name).to_vec(),
        Words::Thing => vec!["note"],
        Words::Day => NAMES.into_iter().chain(WEEKDAYS).collect(),
        Words::Order => sort::NAMES.map(|(name, _)| name).to_vec(),
    }
}
