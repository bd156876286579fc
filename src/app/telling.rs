//! Telling: sentences on the bottom line, how long they stand, and when the machine wants to be woken.

use jiff::{SignedDuration, Timestamp};

use super::effect::Effect;
use super::state::{App, SAID_FOR, STOOD, Said, UNREADABLE};

impl App {
    /// With a key, what was said goes: but not what something covers, and a failure not before it can have been read.
    pub(super) fn drop_what_was_said(&mut self) {
        let is_covered = self.prompt.is_some()
            || self.help.is_some()
            || self.chooser.is_some()
            || self.address_shown.is_some();
        let Some(said) = self.said.as_mut().filter(|_| !is_covered) else { return };
        self.said_next = None;
        let readable = said.since.saturating_add(UNREADABLE).unwrap_or(Timestamp::MAX);
        if said.failure && self.now < readable {
            said.until = Some(readable);
        } else {
            self.said = None;
        }
    }

    /// Says a sentence that stands for some seconds; behind a failure, where one still stands.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.will_say_found = false;
        let until = self.now.saturating_add(SAID_FOR).unwrap_or(Timestamp::MAX);
        let said = Said { text: text.into(), until: Some(until), since: self.now, failure: false };
        if self.said.as_ref().is_some_and(|said| said.failure) {
            self.said_next = Some(said);
        } else {
            self.said = Some(said);
        }
    }

    /// Says a sentence that stands until a key is pressed.
    pub(super) fn say_until_key(&mut self, text: impl Into<String>) {
        self.said = Some(Said { text: text.into(), until: None, since: self.now, failure: false });
    }

    /// Says what failed; it stands until a key is pressed, and long enough to be noticed.
    pub(super) fn fail(&mut self, text: impl Into<String>) {
        self.said_next = None;
        self.said = Some(Said { text: text.into(), until: None, since: self.now, failure: true });
    }

    pub(super) fn wake(&mut self) {
        self.wished = None;
        if self.said.as_ref().and_then(|said| said.until).is_some_and(|until| until <= self.now) {
            self.said = self.said_next.take();
        }
        if self.retry_at.take_if(|at| *at <= self.now).is_some() {
            self.save_again();
        }
        if self.preview_at.is_some_and(|at| at <= self.now) {
            self.ask_for_preview();
        }
        if self.refresh_at.is_some_and(|at| at <= self.now) {
            self.refresh_what_is_due();
        }
    }

    /// Asks to be woken for the next thing that happens by itself; nobody else pays for a tick.
    pub(super) fn wish_to_wake(&mut self) {
        let after = |since: Timestamp, span| since.saturating_add(span).unwrap_or(Timestamp::MAX);
        let said = self.said.as_ref().and_then(|said| said.until);
        let stood = self.stands_since.map(|since| after(since, STOOD));
        let wishes = [
            said,
            stood,
            self.retry_at,
            self.refresh_at,
            self.preview_at,
            self.begun.then(|| after(self.now, self.ages_change_in())),
        ];
        let Some(earliest) = wishes.into_iter().flatten().min() else { return };
        if self.wished.is_none_or(|wished| earliest < wished) {
            self.wished = Some(earliest);
            self.effects.push(Effect::WakeAt(earliest));
        }
    }

    /// How soon a shown age ("5 minutes ago") may be another.
    fn ages_change_in(&self) -> SignedDuration {
        let shown = [self.reader.article(), self.list.selected(), self.list.rows().first().copied()];
        let youngest =
            shown.into_iter().flatten().filter_map(|id| self.store.headline(id)).map(|h| h.date).max();
        let is_young =
            youngest.is_some_and(|date| self.now.duration_since(date) < SignedDuration::from_hours(1));
        if is_young { SignedDuration::from_mins(1) } else { SignedDuration::from_hours(1) }
    }
}
