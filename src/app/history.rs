//! What can be undone and redone: the journal's steps as the machine knows them.

use std::collections::HashSet;

use super::effect::{Save, Saved, Side, Step, StepId, StepPage};
use crate::store::ReaderChange;

/// A step, and how far its saving has got.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number in the journal, once the disk has given it.
    pub id: Option<StepId>,
    /// The ticket it was sent to the disk with.
    pub ticket: u64,
    /// Its name.
    pub name: String,
    /// What it did; of a step of an earlier run this is not known before it is asked for.
    pub step: Option<Step>,
    /// Taken in an earlier run of the program: undone only when asked twice.
    pub before_start: bool,
}

/// The steps that stand and those taken back, and what the disk could not write yet.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    earlier_done: Earlier,
    earlier_undone: Earlier,
    failed: Vec<(u64, Save)>,
    pending: Vec<(u64, Save)>,
    /// Tickets that the disk refused at least once.
    refused: HashSet<u64>,
    last_ticket: u64,
    /// The steps of earlier runs have come.
    begun: bool,
}

/// What the journal holds before the steps that are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Earlier {
    /// Nothing.
    #[default]
    Nothing,
    /// More steps, to be asked for from there.
    Before(i64),
    /// They were asked for, from there.
    Asked(i64),
}

impl From<Option<i64>> for Earlier {
    fn from(before: Option<i64>) -> Self {
        before.map_or(Self::Nothing, Self::Before)
    }
}

/// As many steps as the journal keeps.
const LONGEST: usize = 10_000;
/// With fewer steps known, those before them are asked for, so that nobody has to wait for them.
const FEW: usize = 8;

fn entries(page: StepPage) -> impl Iterator<Item = Entry> {
    let earlier = |(id, name)| Entry { id: Some(id), ticket: 0, name, step: None, before_start: true };
    page.steps.into_iter().map(earlier)
}

impl History {
    /// Takes in the last steps of earlier runs.
    pub fn begin(&mut self, done: StepPage, undone: StepPage) {
        self.begun = true;
        self.earlier_done = done.before.into();
        let own = std::mem::take(&mut self.done);
        self.done = entries(done).chain(own).collect();
        if self.done.iter().all(|entry| entry.before_start) {
            self.earlier_undone = undone.before.into();
            self.undone = entries(undone).collect();
        }
    }

    /// Which steps are to be asked for now, and from where on, as those that are known run out.
    pub fn want(&mut self, side: Side) -> Option<i64> {
        let (known, earlier) = self.side(side);
        let Earlier::Before(before) = *earlier else { return None };
        let runs_out = known.len() < FEW;
        if runs_out {
            *earlier = Earlier::Asked(before);
        }
        runs_out.then_some(before)
    }

    /// Takes in steps that were asked for; those that came too late, as something new was done since, are dropped.
    pub fn extend(&mut self, side: Side, page: StepPage) {
        let (known, earlier) = self.side(side);
        if let Earlier::Asked(_) = *earlier {
            *earlier = page.before.into();
            known.splice(0..0, entries(page));
        }
    }

    /// Steps that were asked for could not be read: they are to be asked for once more.
    pub fn ask_anew(&mut self, side: Side) {
        let (_, earlier) = self.side(side);
        if let Earlier::Asked(before) = *earlier {
            *earlier = Earlier::Before(before);
        }
    }

    /// Whether more steps are on their way.
    #[must_use]
    pub fn awaits(&self, side: Side) -> bool {
        let earlier = match side {
            Side::Done => self.earlier_done,
            Side::Undone => self.earlier_undone,
        };
        matches!(earlier, Earlier::Asked(_))
    }

    /// Takes in what a step did.
    pub fn learn(&mut self, id: StepId, step: &Step) {
        if let Some(entry) = self.entries().find(|entry| entry.id == Some(id)) {
            entry.step = Some(step.clone());
        }
    }

    fn side(&mut self, side: Side) -> (&mut Vec<Entry>, &mut Earlier) {
        match side {
            Side::Done => (&mut self.done, &mut self.earlier_done),
            Side::Undone => (&mut self.undone, &mut self.earlier_undone),
        }
    }

    /// Notes a new step; what was undone can no longer be redone. Answers the ticket to save it with.
    pub fn push(&mut self, step: Step) -> (u64, Save) {
        self.undone.clear();
        self.earlier_undone = Earlier::Nothing;
        let save = Save::New { name: step.name.clone(), change: step.change.clone() };
        let ticket = self.send(&save);
        self.done.push(Entry {
            id: None,
            ticket,
            name: step.name.clone(),
            step: Some(step),
            before_start: false,
        });
        if self.done.len() > LONGEST {
            self.done.remove(0);
        }
        (ticket, save)
    }

    /// A new ticket for something sent to the disk.
    pub fn send(&mut self, save: &Save) -> u64 {
        self.last_ticket += 1;
        self.pending.push((self.last_ticket, save.clone()));
        self.last_ticket
    }

    /// Whether the steps of earlier runs are known by now.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.begun
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Entry> {
        self.done.last()
    }

    /// The step that redo would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Entry> {
        self.undone.last()
    }

    /// Moves the last step to those taken back.
    pub fn take_back(&mut self) -> Option<Entry> {
        let mut entry = self.done.pop()?;
        // Asked for once, it needs no second asking.
        entry.before_start = false;
        self.undone.push(entry.clone());
        Some(entry)
    }

    /// Moves the step taken back last to those that stand.
    pub fn do_again(&mut self) -> Option<Entry> {
        let entry = self.undone.pop()?;
        self.done.push(entry.clone());
        Some(entry)
    }

    /// Forgets the last step: it never reached the disk.
    pub fn forget_last(&mut self) -> Option<Entry> {
        let entry = self.done.pop()?;
        self.failed.retain(|(ticket, _)| *ticket != entry.ticket);
        self.refused.remove(&entry.ticket);
        Some(entry)
    }

    /// Whether the disk said it could not write this step.
    #[must_use]
    pub fn has_failed(&self, entry: &Entry) -> bool {
        self.failed.iter().any(|(ticket, _)| *ticket == entry.ticket)
    }

    /// The disk has it. Answers what it was; of a new step it is known now what takes it back.
    pub fn saved(&mut self, ticket: u64, saved: &Saved) -> Option<Save> {
        let index = self.pending.iter().position(|(pending, _)| *pending == ticket)?;
        self.refused.remove(&ticket);
        if let Some(entry) = self.entries().find(|entry| entry.ticket == ticket) {
            entry.id = Some(saved.step);
        }
        self.take_back_by(ticket, &saved.inverse);
        Some(self.pending.remove(index).1)
    }

    fn entries(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.done.iter_mut().chain(&mut self.undone)
    }

    /// What takes back a step of this run, where it is a new one.
    #[must_use]
    pub fn inverse(&self, ticket: u64) -> Option<&ReaderChange> {
        let entry = self.done.iter().chain(&self.undone).find(|entry| entry.ticket == ticket)?;
        entry.step.as_ref().map(|step| &step.inverse)
    }

    /// What takes a new step back is known better: it was done upon something else.
    pub fn take_back_by(&mut self, ticket: u64, inverse: &ReaderChange) {
        let step = self.entries().find(|entry| entry.ticket == ticket).and_then(|entry| entry.step.as_mut());
        step.into_iter().for_each(|step| step.inverse = inverse.clone());
    }

    /// The step of that number.
    #[must_use]
    pub fn numbered(&self, id: StepId) -> Option<&Entry> {
        self.done.iter().chain(&self.undone).find(|entry| entry.id == Some(id))
    }

    /// The disk could not write it; it will be sent again. Answers whether it is refused for the first time.
    pub fn not_saved(&mut self, ticket: u64) -> bool {
        self.hold(ticket);
        self.refused.insert(ticket)
    }

    /// Forgets a mark that reading made, if the ticket is one; says whether it was.
    pub fn forget_reading(&mut self, ticket: u64) -> bool {
        let is_reading = |(own, save): &(u64, Save)| *own == ticket && matches!(save, Save::ReadByReading(_));
        let was_one = self.pending.iter().chain(&self.failed).any(is_reading);
        if was_one {
            self.pending.retain(|waiting| !is_reading(waiting));
            self.failed.retain(|waiting| !is_reading(waiting));
            self.refused.remove(&ticket);
        }
        was_one
    }

    /// Whether the disk has taken everything that it was given so far, or has not answered yet.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.refused.is_empty()
    }

    /// Keeps a save back until those that the disk refused are sent again.
    pub fn hold(&mut self, ticket: u64) {
        if let Some(index) = self.pending.iter().position(|(pending, _)| *pending == ticket) {
            self.failed.push(self.pending.remove(index));
        }
    }

    /// What is to be sent again, in order.
    pub fn retry(&mut self) -> Vec<(u64, Save)> {
        let mut failed = std::mem::take(&mut self.failed);
        failed.sort_by_key(|(ticket, _)| *ticket);
        self.pending.extend(failed.iter().cloned());
        failed
    }

    /// What the disk has not yet said to have, in the order in which it gets there.
    #[must_use]
    pub fn unsaved(&self) -> Vec<(u64, Save)> {
        let mut waiting: Vec<(u64, Save)> = self.pending.iter().chain(&self.failed).cloned().collect();
        waiting.sort_by_key(|(ticket, _)| *ticket);
        waiting
    }

    /// How many changes wait for the disk after it refused them.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failed.len()
    }
}
