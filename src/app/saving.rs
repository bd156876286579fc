//! Saving: what goes to the disk and in which order, what the disk says of it, and what others wrote there meanwhile.

use jiff::Timestamp;

use super::effect::{Effect, Save, Saved, Side};
use super::state::{App, RETRY};
use crate::store::{Change, ReaderChange};

impl App {
    /// Ends; what the disk refused so far is given to it once more. Feeds that are being made are waited for: without
    /// the step that shows them they would be lost. Whoever asks twice does not wait.
    pub(super) fn leave(&mut self) {
        if self.awaits_feeds > 0 && !std::mem::replace(&mut self.leaves_with_feeds, true) {
            self.say("Leaving once the feeds are kept");
            return;
        }
        self.done = true;
        self.undo_what_is_being_written();
        self.save_again();
    }

    /// An undo that waits for its step to be written cannot wait for that any longer: it follows the step.
    fn undo_what_is_being_written(&mut self) {
        let Some(awaited) = self.undo_when_saved.take() else { return };
        let entry = self.history.next_undo().filter(|entry| entry.ticket == awaited);
        if let Some(step) = entry.and_then(|entry| entry.step.clone()) {
            let save = Save::UndoLast { change: step.inverse };
            let ticket = self.history.send(&save);
            self.send(ticket, save);
        }
    }

    /// Sends a save to the disk; behind those that it refused, so that the newest word is also the last.
    pub(super) fn send(&mut self, ticket: u64, save: Save) {
        if self.history.is_clear() {
            self.effects.push(Effect::Save { ticket, save });
        } else {
            self.history.hold(ticket);
            if self.retry_at.is_none() {
                self.save_again();
            }
        }
    }

    /// Once the disk has taken what it refused, what waited behind it follows.
    pub(super) fn send_what_waited(&mut self) {
        if self.history.is_clear() {
            self.save_again();
        }
    }

    pub(super) fn save_again(&mut self) {
        for (ticket, save) in self.history.retry() {
            self.effects.push(Effect::Save { ticket, save });
        }
    }

    /// What another courant did, and what the disk says to stand otherwise, is on the disk already; what is on its way
    /// there comes after it. So memory takes them in this order, too, and an unsaved step is then taken back to what the
    /// other left.
    pub(super) fn take_elsewhere(&mut self, changes: &[ReaderChange]) {
        let unsaved = self.history.unsaved();
        for (ticket, _) in unsaved.iter().rev() {
            if let Some(inverse) = self.history.inverse(*ticket).cloned() {
                self.apply_from_elsewhere(&inverse);
            }
        }
        for change in changes {
            self.apply_from_elsewhere(change);
        }
        for (ticket, save) in unsaved {
            let inverse = self.apply_from_elsewhere(&save.change());
            self.history.take_back_by(ticket, &inverse.unwrap_or(ReaderChange::nothing()));
        }
        self.recount_feeds();
    }

    /// Applies a change that no key asked for at this moment: what it makes unread stays so until opened again.
    /// Answers what takes it back, if it altered anything.
    pub(super) fn apply_from_elsewhere(&mut self, change: &ReaderChange) -> Option<ReaderChange> {
        let was_read = self.shown_article_is_read();
        let inverse = self.store.apply(&Change::Reader(change.clone()));
        if was_read && !self.shown_article_is_read() {
            self.kept_unread = self.reader.article();
        }
        self.follow_removals(change);
        inverse
    }

    fn shown_article_is_read(&self) -> bool {
        self.reader.article().and_then(|id| self.store.headline(id)).is_some_and(|headline| headline.read)
    }

    pub(super) fn take_saved(&mut self, ticket: u64, saved: &Saved) {
        let save = self.history.saved(ticket, saved);
        if let Some(amends) = &saved.amends {
            self.take_elsewhere(std::slice::from_ref(amends));
        }
        if let Some(save) = save {
            self.tell_saved(&save, saved);
        }
        self.send_what_waited();
        self.undo_if_awaited(ticket);
    }

    /// Undoes the step that was asked to be undone while the disk was writing it; nothing where another came since.
    fn undo_if_awaited(&mut self, ticket: u64) {
        let awaited = self.undo_when_saved.take_if(|awaited| *awaited == ticket).is_some();
        if awaited && self.history.next_undo().is_some_and(|entry| entry.ticket == ticket) {
            self.undo();
        }
    }

    pub(super) fn take_not_saved(&mut self, ticket: u64, sentence: Option<String>, lasts: bool) {
        if lasts && self.history.forget_reading(ticket) {
            // To read what can only be read is no failure: the mark that reading would leave is let go.
            self.effects.push(Effect::Withdraw { ticket });
            self.send_what_waited();
            return;
        }
        let is_news = self.history.not_saved(ticket);
        if let Some(sentence) = sentence.filter(|_| is_news) {
            self.fail(sentence);
        }
        self.undo_if_awaited(ticket);
        // What can only be read is not asked every few seconds: the next mark, or the end, tries again.
        self.retry_at = (!lasts).then(|| self.now.saturating_add(RETRY).unwrap_or(Timestamp::MAX));
    }

    /// Earlier steps that could not be read when they were asked for may be there now.
    pub(super) fn ask_anew_for_steps(&mut self, side: Side) {
        if let Some(before) = self.history.want(side) {
            self.effects.push(Effect::ReadSteps { side, before });
        }
    }
}
