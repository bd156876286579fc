//! What is wrong with a query: one sentence with its place, and the known name that was probably meant. It knows how
//! fingers slip, and not what a query is made of.

use std::fmt;
use std::ops::Range;

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

pub(super) type Parsed<T> = Result<T, QueryError>;

pub(super) fn error(span: Range<usize>, message: &str) -> QueryError {
    QueryError { message: message.to_owned(), span }
}

/// The meaning of the known name that is fewest slips away: at most two, and at most a third of its letters.
pub(super) fn nearest<'a, T>(word: &str, known: impl IntoIterator<Item = (&'a str, T)>) -> Option<T> {
    known
        .into_iter()
        .map(|(name, meaning)| (slips(word, name), name.len(), meaning))
        .filter(|(slips, length, _)| *slips <= 2 && slips * 3 <= *length)
        .min_by_key(|(slips, _, _)| *slips)
        .map(|(_, _, meaning)| meaning)
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
pub(super) fn shown(text: &str) -> String {
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
