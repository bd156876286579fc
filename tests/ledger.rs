//! Whose mark is whose, told by looking at the rows before and after each write, without any of our code: the model
//! that undo and redo of two windows are held against.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use courant::app::Save;
use rusqlite::Connection;

/// Every mark in a library, `bookmarked 3`, and its value; what is not marked is not there.
pub(crate) type Marks = BTreeMap<String, String>;

const ALL: &str = "SELECT 'read ' || id, 'yes' FROM status WHERE read = 1 \
    UNION ALL SELECT 'bookmarked ' || id, bookmarked FROM status WHERE bookmarked IS NOT NULL \
    UNION ALL SELECT 'removed ' || id, removed FROM status WHERE removed IS NOT NULL \
    UNION ALL SELECT 'note ' || id, note FROM status WHERE note IS NOT NULL \
    UNION ALL SELECT 'tag ' || article || ' ' || name, 'yes' FROM article_tag JOIN tag ON tag.id = article_tag.tag \
    UNION ALL SELECT 'feed ' || id, removed FROM feed WHERE removed IS NOT NULL \
    UNION ALL SELECT 'title ' || id, title FROM feed \
    UNION ALL SELECT 'whole ' || feed, 'yes' FROM feed_setting WHERE full_text = 1 \
    UNION ALL SELECT 'folder ' || feed.id, folder.title FROM feed JOIN folder ON folder.id = feed.folder";

pub(crate) fn marks(file: &Path) -> Marks {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection.prepare(ALL).unwrap();
    let text = |value: rusqlite::types::Value| format!("{value:?}");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, text(row.get(1)?)))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The number of the row that the journal got last.
pub(crate) fn last_row(file: &Path) -> i64 {
    let connection = Connection::open(file).unwrap();
    connection.query_row("SELECT max(seq) FROM journal", [], |row| row.get(0)).unwrap()
}

/// That somebody made a mark what it is.
#[derive(Clone, Debug)]
struct Hand {
    /// The step, or the row of a mark made by reading.
    by: i64,
    /// Tells this hand from all others.
    number: usize,
    /// What the mark was before.
    before: Option<String>,
}

/// What an undo took back.
#[derive(Clone, Debug)]
struct Taken {
    hand: Hand,
    value: Option<String>,
    /// Whose hand was uncovered.
    beneath: Option<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Whose hands each mark went through, the last on top; those that were taken back are gone.
    hands: BTreeMap<String, Vec<Hand>>,
    /// What was taken back of each step by its last undo.
    taken: BTreeMap<i64, BTreeMap<String, Taken>>,
    numbers: usize,
}

impl Ledger {
    /// Looks at a write: an undo must take back all that is in the hands of its step and nothing else, a redo all that
    /// was taken back last and that nobody has touched since.
    pub(crate) fn sees(
        &mut self,
        save: &Save,
        row: i64,
        before: &Marks,
        after: &Marks,
    ) -> Result<(), String> {
        let expected = match save {
            Save::New { .. } | Save::ReadByReading(_) => {
                self.note(row, before, after);
                return Ok(());
            }
            Save::Undo { step, .. } => self.undo(step.0, before),
            Save::UndoLast { .. } => return Err("no window ends while it is looked at".to_owned()),
            Save::Redo { step, .. } => self.redo(step.0, before),
        };
        if expected == *after {
            return Ok(());
        }
        let hands = &self.hands;
        Err(format!("{save:?}\nbefore {before:?}\nafter {after:?}\nnot {expected:?}\nas {hands:?}"))
    }

    fn note(&mut self, by: i64, before: &Marks, after: &Marks) {
        for mark in before.keys().chain(after.keys()) {
            let is_new = self.hands.get(mark).and_then(|hands| hands.last()).is_none_or(|hand| hand.by != by);
            if before.get(mark) != after.get(mark) && is_new {
                self.numbers += 1;
                let hand = Hand { by, number: self.numbers, before: before.get(mark).cloned() };
                self.hands.entry(mark.clone()).or_default().push(hand);
            }
        }
    }

    fn undo(&mut self, step: i64, before: &Marks) -> Marks {
        let (mut after, mut taken) = (before.clone(), BTreeMap::new());
        for (mark, hands) in &mut self.hands {
            let Some(hand) = hands.pop_if(|hand| hand.by == step) else { continue };
            let beneath = hands.last().map(|hand| hand.number);
            let value = set(&mut after, mark, hand.before.clone());
            taken.insert(mark.clone(), Taken { hand, value, beneath });
        }
        self.taken.insert(step, taken);
        after
    }

    fn redo(&mut self, step: i64, before: &Marks) -> Marks {
        let mut after = before.clone();
        for (mark, taken) in self.taken.remove(&step).unwrap_or_default() {
            let hands = self.hands.entry(mark.clone()).or_default();
            if hands.last().map(|hand| hand.number) == taken.beneath {
                set(&mut after, &mark, taken.value);
                hands.push(taken.hand);
            }
        }
        after
    }
}

/// Says the value before.
fn set(marks: &mut Marks, mark: &str, value: Option<String>) -> Option<String> {
    match value {
        Some(value) => marks.insert(mark.to_owned(), value),
        None => marks.remove(mark),
    }
}
