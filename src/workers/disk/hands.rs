//! In whose hands a value is: of a step only that is taken back, or done again, which nobody has altered since.
//!
//! The journal says who altered what and who took it back, in the order of the disk; so it is told apart whether a value
//! is what the step made it, or what somebody else made it again. Whether it still is that value, the rows say.

use rusqlite::Connection;

use super::marker::Marker;
use super::row::from_json;
use super::statements;
use crate::app::{Step, StepId};
use crate::news::NumberMap;
use crate::store::{Aspect, ReaderChange, Value};

/// The part of a step's inverse that takes back nothing but what the step did.
pub(super) fn to_take_back(
    connection: &Connection,
    id: StepId,
    step: &Step,
) -> rusqlite::Result<Option<ReaderChange>> {
    let since = deeds_since(connection, id)?;
    let others = others_since(&step.inverse, &since);
    in_hand(connection, &step.inverse, &step.change.values(), &others)
}

/// The part of a step's change that does again nothing but what was taken back of it last.
pub(super) fn to_do_again(
    connection: &Connection,
    id: StepId,
    step: &Step,
) -> rusqlite::Result<Option<ReaderChange>> {
    let since = deeds_since(connection, id)?;
    let Some(at) = since.iter().rposition(|deed| deed.is_undo && deed.by == id.0) else { return Ok(None) };
    let (undo, since) = (&since[at].change, &since[at + 1..]);
    in_hand(connection, &step.change, &undo.values(), &others_since(undo, since))
}

/// The part of a change about values that are as they were set last, and that nobody else holds.
fn in_hand(
    connection: &Connection,
    change: &ReaderChange,
    set: &NumberMap<Aspect<'_>, Value<'_>>,
    others: &NumberMap<Aspect<'_>, Vec<i64>>,
) -> rusqlite::Result<Option<ReaderChange>> {
    let mut marker = Marker::new(connection);
    let mut held = NumberMap::default();
    for aspect in others.iter().filter(|(_, others)| others.is_empty()).map(|(aspect, _)| *aspect) {
        if let Some(value) = set.get(&aspect)
            && marker.stands(aspect, *value)?
        {
            held.insert(aspect, ());
        }
    }
    Ok(change.part(&|aspect| held.contains_key(&aspect)))
}

/// Of each value that a step altered: who altered it after the step and did not take that back since. The step itself
/// is among them while it is taken back, and so is one from before it: what a deed alters, its undo and its redo alter
/// in turn, as each of them leaves alone what the one before did not alter.
fn others_since<'a>(altered: &'a ReaderChange, since: &'a [Deed]) -> NumberMap<Aspect<'a>, Vec<i64>> {
    let mut others = NumberMap::default();
    altered.each_value(&mut |aspect, _| _ = others.insert(aspect, Vec::new()));
    for deed in since {
        for aspect in deed.change.values().into_keys() {
            let Some(others) = others.get_mut(&aspect) else { continue };
            match others.iter().position(|other| *other == deed.by) {
                Some(at) => _ = others.remove(at),
                None => others.push(deed.by),
            }
        }
    }
    others
}

/// A row of the journal.
struct Deed {
    /// The step that was done, taken back or done again; of a mark that reading made the row.
    by: i64,
    is_undo: bool,
    /// It names what was altered.
    change: ReaderChange,
}

fn deeds_since(connection: &Connection, id: StepId) -> rusqlite::Result<Vec<Deed>> {
    let mut statement = connection.prepare(statements::DEEDS_SINCE)?;
    let deeds = statement.query_map([id.0], |row| {
        Ok(Deed { by: row.get(0)?, is_undo: row.get(1)?, change: from_json(row.get_ref(2)?.as_str()?)? })
    })?;
    deeds.collect()
}
