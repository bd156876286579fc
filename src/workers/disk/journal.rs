//! The reader's changes, durably: marks, counters and journal in one transaction; and what reading leaves.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::error::DiskError;
use super::hands;
use super::library::{Durability, Library};
use super::marker::Marker;
use super::row::{from_json, micros, rounded, to_json};
use super::statements;
use crate::app::{Save, Saved, Side, Step, StepId, StepPage};
use crate::store::{ReaderChange, Trace};

/// How many steps can be taken back at most, newest first.
pub(super) const KEPT_STEPS: i64 = 10_000;

/// Marks made by reading are kept, for other runs to learn of, until so many rows came after them,
const KEPT_TRACES: i64 = 10_000;
/// or a few more: forgetting them costs a write, and this many go at a time.
const TRACES_AT_A_TIME: i64 = 1_000;

/// Steps with their numbers, in the order they are taken back or done again from the end.
pub(super) type Steps = Vec<(StepId, Step)>;

impl Library {
    /// Writes a reader's change: applied and journaled with its inverse, on the disk's plates when this returns.
    ///
    /// What takes a step back is read from the rows that it alters; and what of a step is taken back, or done again,
    /// is what nobody has altered since: another courant may have marked the same a moment before, unheard.
    ///
    /// A new step gets a number; an undo or redo answers with the number of its step. A mark made by reading is no
    /// step: its number is that of its row, of which other runs learn.
    /// Moments are kept to the microsecond.
    pub fn commit(&mut self, save: &Save, at: Timestamp) -> Result<Saved, DiskError> {
        let origin = self.origin;
        self.change("save a change", Durability::Full, |transaction| {
            let entry = Entry { connection: transaction, origin, at: micros(at) };
            match save {
                Save::New { name, change } => entry.step(name, change),
                Save::Undo { step, change } => entry.undo(*step, change),
                Save::UndoLast { change } => entry.undo(entry.last_of_this_run()?, change),
                Save::Redo { step, change } => entry.redo(*step, change),
                Save::ReadByReading(_) => entry.read_by_reading(&save.change()),
            }
        })
    }

    /// Writes what reading left behind, all in one transaction. A power cut may take the last moments of it.
    pub fn leave(&mut self, traces: &[Trace]) -> Result<(), DiskError> {
        self.change("save the place", Durability::Normal, |transaction| {
            let mut marker = Marker::new(transaction);
            traces.iter().try_for_each(|trace| marker.trace(trace))?;
            marker.count()
        })
    }

    /// The names of the last steps, at most `limit`; those before a page where it says so. What they did, which may
    /// name a hundred thousand articles, is not touched.
    pub fn step_names(&self, side: Side, before: Option<i64>, limit: usize) -> Result<StepPage, DiskError> {
        let sql = match side {
            Side::Done => statements::STEP_NAMES_DONE,
            Side::Undone => statements::STEP_NAMES_UNDONE,
        };
        let page = step_names(&self.connection, sql, before.unwrap_or(i64::MAX), limit);
        self.told("read the journal", page)
    }

    /// What a step did; nothing where it is no longer kept.
    pub fn step(&self, id: StepId) -> Result<Option<Step>, DiskError> {
        self.told("read a step of the journal", step(&self.connection, id))
    }

    /// The last steps, at most `limit` of each: those that stand, newest last; those taken back, next to redo last.
    pub fn steps(&self, limit: usize) -> Result<(Steps, Steps), DiskError> {
        let whole = |side| -> Result<Steps, DiskError> {
            let page = self.step_names(side, None, limit)?;
            let steps = page.steps.into_iter().map(|(id, _)| Ok(self.step(id)?.map(|step| (id, step))));
            steps.filter_map(Result::transpose).collect()
        };
        Ok((whole(Side::Done)?, whole(Side::Undone)?))
    }
}

fn step(connection: &Connection, id: StepId) -> rusqlite::Result<Option<Step>> {
    let step = connection.query_row(statements::STEP, [id.0], |row| {
        Ok(Step {
            name: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
            change: from_json(row.get_ref(1)?.as_str()?)?,
            inverse: from_json(row.get_ref(2)?.as_str()?)?,
        })
    });
    step.optional()
}

fn step_names(connection: &Connection, sql: &str, before: i64, limit: usize) -> rusqlite::Result<StepPage> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([before, limit])?;
    let (mut steps, mut first) = (Vec::new(), before);
    while let Some(row) = rows.next()? {
        steps.push((StepId(row.get(0)?), row.get::<_, Option<String>>(1)?.unwrap_or_default()));
        first = row.get(2)?;
    }
    steps.reverse();
    let is_full = i64::try_from(steps.len()).is_ok_and(|count| count == limit);
    Ok(StepPage { steps, before: is_full.then_some(first) })
}

/// One row of the journal being written, with what it does.
struct Entry<'t> {
    connection: &'t Connection,
    origin: i64,
    at: i64,
}

impl Entry<'_> {
    fn step(&self, name: &str, change: &ReaderChange) -> rusqlite::Result<Saved> {
        let change = rounded_change(change);
        let inverse = apply(self.connection, &change)?;
        self.connection.execute("UPDATE journal SET undone = -1 WHERE undone > 0", [])?;
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, name, change, inverse) VALUES (?1, ?2, 'step', ?3, ?4, ?5)",
            (self.origin, self.at, name, to_json(&change)?, to_json(&inverse)?),
        )?;
        let step = StepId(self.connection.last_insert_rowid());
        forget_old_steps(self.connection)?;
        Ok(Saved { step, inverse, amends: None })
    }

    fn last_of_this_run(&self) -> rusqlite::Result<StepId> {
        self.connection.query_row(statements::LAST_STEP, [self.origin], |row| row.get(0)).map(StepId)
    }

    fn undo(&self, step: StepId, asked: &ReaderChange) -> rusqlite::Result<Saved> {
        let change = match self::step(self.connection, step)? {
            Some(kept) => hands::to_take_back(self.connection, step, &kept)?,
            None => None,
        };
        let (undo, saved) = self.take("undo", step, asked, change)?;
        self.set_undone(step, undo)?;
        Ok(saved)
    }

    fn redo(&self, step: StepId, asked: &ReaderChange) -> rusqlite::Result<Saved> {
        let change = match self::step(self.connection, step)? {
            Some(kept) => hands::to_do_again(self.connection, step, &kept)?,
            None => None,
        };
        let (_, saved) = self.take("redo", step, asked, change)?;
        self.set_undone(step, 0)?;
        Ok(saved)
    }

    /// Writes what can be taken back or done again; tells memory, which altered what was asked, where that is another.
    fn take(
        &self,
        kind: &str,
        step: StepId,
        asked: &ReaderChange,
        change: Option<ReaderChange>,
    ) -> rusqlite::Result<(i64, Saved)> {
        let change = change.unwrap_or(ReaderChange::nothing());
        let inverse = apply(self.connection, &change)?;
        let asked = rounded_change(asked);
        let amends = if asked == change { None } else { self.difference(&asked, &change)? };
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, step, change) VALUES (?1, ?2, ?3, ?4, ?5)",
            (self.origin, self.at, kind, step.0, to_json(&change)?),
        )?;
        Ok((self.connection.last_insert_rowid(), Saved { step, inverse, amends }))
    }

    /// What makes a memory right that altered what was asked, where the rows say otherwise: they are asked by altering
    /// them, which is then let go.
    fn difference(
        &self,
        asked: &ReaderChange,
        change: &ReaderChange,
    ) -> rusqlite::Result<Option<ReaderChange>> {
        self.connection.execute_batch("SAVEPOINT asking")?;
        let otherwise = Marker::new(self.connection).apply(asked)?;
        self.connection.execute_batch("ROLLBACK TO asking; RELEASE asking")?;
        Ok(ReaderChange::together([change.clone()].into_iter().chain(otherwise)))
    }

    fn set_undone(&self, step: StepId, undone: i64) -> rusqlite::Result<()> {
        self.connection
            .execute("UPDATE journal SET undone = ?2 WHERE seq = ?1 AND kind = 'step'", (step.0, undone))
            .map(drop)
    }

    /// Marks made by reading are told to other runs, though they are no steps: as far as they altered anything.
    fn read_by_reading(&self, change: &ReaderChange) -> rusqlite::Result<Saved> {
        let inverse = apply(self.connection, change)?;
        let is_new = inverse != ReaderChange::nothing();
        let altered = if is_new { change.clone() } else { ReaderChange::nothing() };
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, change) VALUES (?1, ?2, 'trace', ?3)",
            (self.origin, self.at, to_json(&altered)?),
        )?;
        let last = self.connection.last_insert_rowid();
        forget_old_traces(self.connection, last - KEPT_TRACES)?;
        Ok(Saved { step: StepId(last), inverse, amends: None })
    }
}

/// Forgets the traces up to a number, and remembers which was the last: steps before it stay, so that no gap shows.
fn forget_old_traces(connection: &Connection, until: i64) -> rusqlite::Result<()> {
    let find = |sql, bound: i64| connection.query_row(sql, [bound], |row| row.get::<_, Option<i64>>(0));
    let oldest = find(statements::OLDEST_TRACE, 0)?;
    if oldest.is_none_or(|oldest| oldest > until - TRACES_AT_A_TIME) {
        return Ok(());
    }
    let Some(last) = find(statements::LAST_TRACE_UNTIL, until)? else { return Ok(()) };
    connection.execute(statements::FORGET_TRACES, [last])?;
    let remember = "INSERT OR REPLACE INTO meta (key, value) VALUES ('forgotten-trace', ?1)";
    connection.execute(remember, [last.to_string()]).map(drop)
}

fn forget_old_steps(connection: &Connection) -> rusqlite::Result<()> {
    let oldest: Option<i64> =
        connection.query_row(statements::OLDEST_KEPT_STEP, [KEPT_STEPS], |row| row.get(0)).optional()?;
    let Some(oldest) = oldest else { return Ok(()) };
    connection.execute("DELETE FROM journal WHERE seq <= ?1", [oldest]).map(drop)
}

/// The change with its moments as they come back from disk, so that "still true" can be told by equality.
fn rounded_change(change: &ReaderChange) -> ReaderChange {
    let mut change = change.clone();
    match &mut change {
        ReaderChange::Bookmark { at, .. }
        | ReaderChange::Remove { at, .. }
        | ReaderChange::RemoveFeed { at, .. } => *at = at.map(rounded),
        ReaderChange::Together(changes) => {
            changes.iter_mut().for_each(|change| *change = rounded_change(change));
        }
        ReaderChange::Read { .. }
        | ReaderChange::Tag { .. }
        | ReaderChange::Note { .. }
        | ReaderChange::TitleFeed { .. }
        | ReaderChange::FileFeed { .. }
        | ReaderChange::WholeFeed { .. }
        | ReaderChange::MuteFeed { .. }
        | ReaderChange::PaceFeed { .. }
        | ReaderChange::RankFeed { .. } => (),
    }
    change
}

/// Says what takes back what was really altered.
fn apply(connection: &Connection, change: &ReaderChange) -> rusqlite::Result<ReaderChange> {
    let mut marker = Marker::new(connection);
    let inverse = marker.apply(change)?;
    marker.count()?;
    Ok(inverse.unwrap_or(ReaderChange::nothing()))
}
