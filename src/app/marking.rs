//! Marks: read, bookmark, tags, notes, removal; each a step that can be undone.

use std::collections::BTreeSet;

use super::effect::{Effect, Save, Saved, Side, Step, StepId, StepPage};
use super::history::Entry;
use super::state::{App, Asking};
use super::words;
use crate::news::{ArticleId, FeedId};
use crate::query::SortBy;
use crate::store::{Change, List, ReaderChange};

impl App {
    /// Applies a reader's change in memory and sends it to the disk as one step. Nothing altered: nothing done.
    pub(super) fn commit(&mut self, name: String, change: ReaderChange) -> bool {
        let Some(inverse) = self.store.apply(&Change::Reader(change.clone())) else { return false };
        let (ticket, save) = self.history.push(Step { name, change, inverse });
        self.send(ticket, save);
        self.recount_feeds();
        true
    }

    /// What a mark goes to: the article being read, or the list's selected rows.
    pub(super) fn targets(&self) -> Vec<ArticleId> {
        use super::geometry::Focus;
        match self.focus {
            Focus::Reader | Focus::Sidebar => self.reader.article().into_iter().collect(),
            Focus::List | Focus::Feeds => self.list.targets(),
        }
    }

    pub(super) fn named(&self, verb: &str, targets: &[ArticleId]) -> String {
        match targets {
            [one] => {
                let title = self.store.headline(*one).map_or("", |headline| headline.title);
                format!("{verb} “{}”", crate::typeset::truncate(title, 40))
            }
            many => format!("{verb} {}", words::counted(many.len(), "article")),
        }
    }

    pub(super) fn toggle_read(&mut self) {
        let articles = self.targets();
        let any_unread =
            articles.iter().any(|&id| self.store.headline(id).is_some_and(|headline| !headline.read));
        let name = self.named(if any_unread { "marked read" } else { "marked unread" }, &articles);
        // A manual unread holds until the article is opened again.
        self.kept_unread = if any_unread { None } else { self.reader.article() };
        self.commit(name, ReaderChange::Read { articles, read: any_unread });
        self.list.end_selection();
    }

    /// Marks the row under the cursor and all above, or below, read.
    pub(super) fn mark_rows_read(&mut self, above: bool) {
        self.look_through_all();
        let (rows, cursor) = (self.list.rows(), self.list.cursor());
        let part = if above { rows.get(..=cursor) } else { rows.get(cursor..) };
        let articles = part.unwrap_or(&[]).to_vec();
        self.mark_read(articles);
    }

    /// Marks the list as shown at the press; what arrives later stays unread.
    pub(super) fn mark_all_read(&mut self) {
        self.look_through_all();
        self.mark_read(self.list.rows().to_vec());
    }

    fn mark_read(&mut self, articles: Vec<ArticleId>) {
        let unread: Vec<ArticleId> = articles
            .into_iter()
            .filter(|&id| self.store.headline(id).is_some_and(|headline| !headline.read))
            .collect();
        let name = format!("{} marked read", words::counted(unread.len(), "article"));
        if !self.commit(name, ReaderChange::Read { articles: unread, read: true }) {
            self.say("Nothing unread there");
        }
    }

    pub(super) fn toggle_bookmark(&mut self) {
        let articles = self.targets();
        let all =
            articles.iter().all(|&id| self.store.headline(id).is_some_and(|headline| headline.bookmarked));
        let name = self.named(if all { "took the bookmark off" } else { "bookmarked" }, &articles);
        let new: Vec<ArticleId> = articles
            .into_iter()
            .filter(|&id| all || self.store.headline(id).is_some_and(|headline| !headline.bookmarked))
            .collect();
        let at = if all { None } else { Some(self.now) };
        self.commit(name, ReaderChange::Bookmark { articles: new, at });
        self.list.end_selection();
    }

    pub(super) fn remove(&mut self) {
        let articles = self.targets();
        if articles.is_empty() {
            return;
        }
        let name = self.named("removed", &articles);
        if self.commit(name, ReaderChange::Remove { articles: articles.clone(), at: Some(self.now) }) {
            self.list.drop_rows(&articles, &self.store);
            self.leave_reader();
        }
    }

    // ── tags and notes ──────────────────────────────────────────────────────────────────────────────────

    pub(super) fn ask_for_tags(&mut self, bookmark: bool) {
        let targets = self.targets();
        let Some(&first) = targets.first() else { return };
        let common = targets.iter().map(|&id| self.tag_set(id)).reduce(|a, b| &a & &b);
        let text = common.unwrap_or_else(|| self.tag_set(first)).into_iter().collect::<Vec<_>>().join(", ");
        let text = if text.is_empty() { text } else { text + ", " };
        self.ask(Asking::Tags { targets, bookmark, note: None }, &text);
    }

    fn tag_set(&self, id: ArticleId) -> BTreeSet<String> {
        self.store.tags(id).iter().cloned().collect()
    }

    pub(super) fn ask_for_note(&mut self) {
        let Some(target) = self.targets().first().copied() else { return };
        let note = self.store.note(target).unwrap_or_default().to_owned();
        self.ask(Asking::Note { target, tags: None }, &note);
    }

    /// Tags that every target had and that were deleted from the line are taken away; new ones are set.
    pub(super) fn set_tags(&mut self, targets: &[ArticleId], typed: &str) {
        let changes = self.tag_changes(targets, typed);
        let name = self.named("tagged", targets);
        self.commit(name, ReaderChange::Together(changes));
        self.list.end_selection();
    }

    fn tag_changes(&self, targets: &[ArticleId], typed: &str) -> Vec<ReaderChange> {
        let wanted = tags_in(typed);
        let common = targets.iter().map(|&id| self.tag_set(id)).reduce(|a, b| &a & &b).unwrap_or_default();
        let change = |tag: &String, present| ReaderChange::Tag {
            articles: targets.to_vec(),
            tag: tag.clone(),
            present,
        };
        let gone = common.difference(&wanted).map(|tag| change(tag, false));
        let new = wanted.difference(&common).map(|tag| change(tag, true));
        gone.chain(new).collect()
    }

    pub(super) fn bookmark_with(&mut self, target: ArticleId, tags: &str, note: &str) {
        let mut changes = self.tag_changes(&[target], tags);
        if self.store.headline(target).is_some_and(|headline| !headline.bookmarked) {
            changes.push(ReaderChange::Bookmark { articles: vec![target], at: Some(self.now) });
        }
        changes.push(ReaderChange::Note { article: target, note: note_of(note) });
        let name = self.named("bookmarked", &[target]);
        self.commit(name, ReaderChange::Together(changes));
    }

    pub(super) fn bookmark_many_with(&mut self, targets: &[ArticleId], tags: &str) {
        let mut changes = self.tag_changes(targets, tags);
        let new = targets
            .iter()
            .copied()
            .filter(|&id| self.store.headline(id).is_some_and(|headline| !headline.bookmarked))
            .collect();
        changes.push(ReaderChange::Bookmark { articles: new, at: Some(self.now) });
        let name = self.named("bookmarked", targets);
        self.commit(name, ReaderChange::Together(changes));
        self.list.end_selection();
    }

    pub(super) fn write_note(&mut self, target: ArticleId, note: &str) {
        let note = note_of(note);
        let name = self.named(if note.is_some() { "noted on" } else { "deleted the note on" }, &[target]);
        self.commit(name, ReaderChange::Note { article: target, note });
    }

    // ── undo ────────────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn undo(&mut self) {
        let Some(entry) = self.history.next_undo().cloned() else {
            let is_coming = !self.history.is_begun() || self.history.awaits(Side::Done);
            self.say(if is_coming {
                "One moment: the earlier steps are still being read"
            } else {
                "Nothing to undo"
            });
            return;
        };
        if entry.before_start && !std::mem::replace(&mut self.asked_to_undo_earlier, true) {
            self.say(format!("u again undoes what was done before this start: {}", entry.name));
            return;
        }
        self.asked_to_undo_earlier = false;
        match (entry.id, &entry.step) {
            (Some(_), Some(step)) => self.undo_saved(&entry, step),
            (Some(id), None) => self.ask_for_step(Side::Done, id),
            (None, _) if self.history.has_failed(&entry) => self.undo_unsaved(),
            // The disk is writing it this moment; its answer brings us back here.
            (None, _) => self.undo_when_saved = Some(entry.ticket),
        }
    }

    /// What a step of an earlier run did is read when it is wanted; the answer goes on with it.
    fn ask_for_step(&mut self, side: Side, step: StepId) {
        self.step_awaited = Some((side, step));
        self.effects.push(Effect::ReadStep { step, marks: !self.store.is_loaded() });
    }

    /// Goes on with what was asked for, unless something else was done meanwhile.
    pub(super) fn take_step(&mut self, id: StepId, told: Result<Step, String>) {
        let awaited = self.step_awaited.take_if(|(_, step)| *step == id);
        match told {
            Ok(step) => self.history.learn(id, &step),
            Err(sentence) => return self.fail(sentence),
        }
        let is_next = |entry: &&Entry| entry.id == Some(id);
        match awaited {
            Some((Side::Done, _)) => {
                if let Some(entry) = self.history.next_undo().filter(is_next).cloned() {
                    entry.step.iter().for_each(|step| self.undo_saved(&entry, step));
                }
            }
            Some((Side::Undone, _)) => {
                if let Some(entry) = self.history.next_redo().filter(is_next).cloned() {
                    entry.step.iter().for_each(|step| self.redo_saved(&entry, step));
                }
            }
            None => (),
        }
    }

    pub(super) fn take_earlier_steps(&mut self, side: Side, page: Result<StepPage, String>) {
        match page {
            Ok(page) => self.history.extend(side, page),
            Err(sentence) => self.fail(sentence),
        }
    }

    /// As the known steps run out, those before them are asked for.
    fn ask_for_earlier_steps(&mut self, side: Side) {
        if let Some(before) = self.history.want(side) {
            self.effects.push(Effect::ReadSteps { side, before });
        }
    }

    fn undo_saved(&mut self, entry: &Entry, step: &Step) {
        let change = self.store.undo_of(&step.change, &step.inverse);
        self.history.take_back();
        self.ask_for_earlier_steps(Side::Done);
        let told = told_again(UNDID, &entry.name, &step.inverse, change.as_ref());
        self.apply_again(entry, told, change, |step, change| Save::Undo { step, change });
    }

    /// Tells what the disk made of a save: of a new step that it is safe; of an undo or a redo, which was told when its
    /// key was pressed, only where the disk left more alone than was known here.
    pub(super) fn tell_saved(&mut self, save: &Save, saved: &Saved) {
        let told = match save {
            Save::New { name, .. } => Some(format!("Saved: {name} · u undoes")),
            Save::Undo { step, .. } => self.told_amended(UNDID, *step, saved),
            Save::Redo { step, .. } => self.told_amended(DID_AGAIN, *step, saved),
            Save::UndoLast { .. } | Save::ReadByReading(_) => None,
        };
        told.into_iter().for_each(|told| self.say(told));
    }

    fn told_amended(&self, verb: &str, step: StepId, saved: &Saved) -> Option<String> {
        saved.amends.as_ref()?;
        let entry = self.history.numbered(step)?;
        let wanted = &entry.step.as_ref()?.inverse;
        let done = Some(&saved.inverse).filter(|done| **done != ReaderChange::nothing());
        Some(told_again(verb, &entry.name, wanted, done))
    }

    fn undo_unsaved(&mut self) {
        if let Some(entry) = self.history.forget_last() {
            self.effects.push(Effect::Withdraw { ticket: entry.ticket });
            if let Some(step) = &entry.step {
                self.apply_from_elsewhere(&step.inverse);
            }
            self.recount_feeds();
            self.send_what_waited();
            self.say(format!("Undid: {}", entry.name));
        }
    }

    pub(super) fn redo(&mut self) {
        let Some(entry) = self.history.next_redo().cloned() else {
            let is_coming = self.history.awaits(Side::Undone);
            self.say(if is_coming {
                "One moment: the earlier steps are still being read"
            } else {
                "Nothing to redo"
            });
            return;
        };
        match (entry.id, &entry.step) {
            (Some(_), Some(step)) => self.redo_saved(&entry, step),
            (Some(id), None) => self.ask_for_step(Side::Undone, id),
            (None, _) => self.say("One moment: the disk is still writing"),
        }
    }

    fn redo_saved(&mut self, entry: &Entry, step: &Step) {
        let change = self.store.redo_of(&step.change, &step.inverse);
        self.history.do_again();
        self.ask_for_earlier_steps(Side::Undone);
        let told = told_again(DID_AGAIN, &entry.name, &step.inverse, change.as_ref());
        self.apply_again(entry, told, change, |step, change| Save::Redo { step, change });
    }

    fn apply_again(
        &mut self,
        entry: &Entry,
        told: String,
        change: Option<ReaderChange>,
        save: impl Fn(StepId, ReaderChange) -> Save,
    ) {
        let change = change.unwrap_or(ReaderChange::nothing());
        self.apply_from_elsewhere(&change);
        self.recount_feeds();
        if let Some(step) = entry.id {
            let save = save(step, change);
            let ticket = self.history.send(&save);
            self.send(ticket, save);
        }
        self.say(told);
    }

    /// The feeds in their order with their folders: what some lists go by.
    pub(super) fn filing(&self) -> Vec<(FeedId, Vec<String>)> {
        self.store.feeds().map(|feed| (feed.id, feed.folder.clone())).collect()
    }

    /// Whether the list is of a folder, sorted by feed, or filtered, as a filter may ask for folders and titles of feeds.
    pub(super) fn goes_by_feed(&self) -> bool {
        let is_folder = matches!(self.list.list(), Some(List::Folder(_)));
        is_folder
            || self.list.filter().is_some()
            || self.list.sorting().is_some_and(|sorting| sorting.keys().any(|key| key.by == SortBy::Feed))
    }

    /// Such a list follows where feeds are filed.
    pub(super) fn refill_what_goes_by_feed(&mut self) {
        if self.goes_by_feed() {
            self.list.refill(&self.store);
        }
    }

    /// Rows of what a change removed go, rows of what it brought back come.
    pub(super) fn follow_removals(&mut self, change: &ReaderChange) {
        match change {
            ReaderChange::Remove { articles, at: Some(_) } => self.list.drop_rows(articles, &self.store),
            ReaderChange::Remove { articles, at: None } => {
                let row_height = self.row_height();
                self.list.receive(articles, &self.store, row_height);
                if self.list.keeps_own_order() {
                    self.list.refill(&self.store);
                }
            }
            ReaderChange::RemoveFeed { .. } | ReaderChange::MuteFeed { .. } => self.list.refill(&self.store),
            ReaderChange::FileFeed { .. } => self.refill_what_goes_by_feed(),
            ReaderChange::Together(changes) => {
                let is_of_feed = |change: &&ReaderChange| {
                    matches!(change, ReaderChange::RemoveFeed { .. } | ReaderChange::MuteFeed { .. })
                };
                let (of_feeds, others): (Vec<_>, Vec<_>) = changes.iter().partition(is_of_feed);
                others.into_iter().for_each(|change| self.follow_removals(change));
                // However many feeds: the list is taken anew once.
                of_feeds.first().into_iter().for_each(|change| self.follow_removals(change));
            }
            ReaderChange::Read { .. }
            | ReaderChange::Bookmark { .. }
            | ReaderChange::Tag { .. }
            | ReaderChange::Note { .. }
            | ReaderChange::TitleFeed { .. }
            | ReaderChange::WholeFeed { .. }
            | ReaderChange::PaceFeed { .. }
            | ReaderChange::RankFeed { .. } => (),
        }
    }
}

const UNDID: &str = "Undid";
const DID_AGAIN: &str = "Did again";

/// What was undone or done again, and of how many articles it was not, as they have changed since.
fn told_again(verb: &str, name: &str, wanted: &ReaderChange, done: Option<&ReaderChange>) -> String {
    if *wanted == ReaderChange::nothing() {
        return format!("{verb} nothing, as it was done elsewhere before: {name}");
    }
    let Some(done) = done else { return format!("{verb}: {name}, of which everything has changed since") };
    let left = wanted.articles().len() - done.articles().len();
    match left {
        0 => format!("{verb}: {name}"),
        1 => format!("{verb}: {name}, but for 1 that has changed since"),
        left => format!("{verb}: {name}, but for {} that have changed since", words::number(left as u64)),
    }
}

fn tags_in(typed: &str) -> BTreeSet<String> {
    let tags = typed.split(',').map(|tag| tag.trim().trim_start_matches('#').trim());
    tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

fn note_of(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
