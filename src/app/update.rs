//! A message in, a new state and a list of effects out. What each command does is in the files beside this one.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::command::{Chapter, Command};
use super::effect::{Effect, Save, Side};
use super::geometry::Focus;
use super::key::{Key, KeyCode};
use super::keymap::Reading;
use super::msg::{Body, Msg};
use super::panes::Typed;
use super::state::{App, Asking, Prompt, RETRY, SAID_FOR, STOOD, Said, UNREADABLE};
use crate::news::{ArticleId, FeedKind};
use crate::store::{Change, List, ReaderChange, WorldChange};

/// A list of so few rows takes in what streams in at once.
const SMALL: usize = 1000;

impl App {
    /// Takes a message in at a moment, and answers what the world is asked to do.
    pub fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect> {
        self.now = now;
        let stood = self.reader.article().map(|article| (article, self.reader.top()));
        let is_by_hand = matches!(msg, Msg::Key(_));
        self.take(msg);
        self.scrolled_from = stood.filter(|_| is_by_hand);
        self.settle();
        std::mem::take(&mut self.effects)
    }

    fn take(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.take_key(key),
            Msg::Paste(text) => self.take_paste(&text),
            Msg::Resize(columns, rows) => self.size = (columns, rows),
            Msg::Focus(_) => (),
            Msg::Terminate => self.leave(),
            Msg::Wake => self.wake(),
            Msg::World(changes) => changes.into_iter().for_each(|change| self.take_world(change)),
            Msg::Elsewhere(changes) => self.take_elsewhere(&changes),
            Msg::Journal { done, undone } => self.history.begin(done, undone),
            Msg::EarlierSteps { side, page } => {
                if page.is_err() {
                    self.history.ask_anew(side);
                }
                self.take_earlier_steps(side, page);
            }
            Msg::Step { id, told } => self.take_step(id, told.map(|step| *step)),
            Msg::LastVisit(at) => self.last_visit = Some(at),
            Msg::Saved { ticket, step } => self.take_saved(ticket, step),
            Msg::NotSaved { ticket, sentence, lasts } => self.take_not_saved(ticket, sentence, lasts),
            Msg::Body { generation, article, body } => {
                if generation == self.generation && self.reader.article() == Some(article) {
                    self.take_body(article, body);
                }
            }
            Msg::Original { generation, article, original } => {
                // An old answer: the reader has turned the page since.
                if generation == self.original_generation && self.reader.article() == Some(article) {
                    match original {
                        Ok(document) => self.reader.show_original(Some(document)),
                        Err(sentence) => self.fail(sentence),
                    }
                }
            }
            Msg::FilesKept(articles) => self.take_files_so_far(&articles),
            Msg::FilesOpened { title, articles, notices, complaints } => {
                self.take_files(&title, &articles);
                self.tell_of_files(&notices, &complaints);
            }
            Msg::NoBrowser(address) => self.show_instead_of_browsing(address),
            Msg::Notice(sentence) => self.say(sentence),
            Msg::Failed(sentence) => self.fail(sentence),
        }
    }

    /// Ends; what the disk refused so far is given to it once more.
    pub(super) fn leave(&mut self) {
        self.done = true;
        self.undo_what_is_being_written();
        self.save_again();
    }

    /// An undo that waits for its step to be written cannot wait for that any longer: it follows the step as one of
    /// its own.
    fn undo_what_is_being_written(&mut self) {
        let Some(awaited) = self.undo_when_saved.take() else { return };
        let entry = self.history.next_undo().filter(|entry| entry.ticket == awaited);
        if let Some(step) = entry.and_then(|entry| entry.step.clone()) {
            self.commit(format!("took back: {}", step.name), step.inverse);
        }
    }

    /// What follows from any change of state: geometry, the lines in the panes, what is to be asked for.
    fn settle(&mut self) {
        if self.focus == Focus::List {
            // The feeds took the list's place; whoever goes to the list sees it.
            self.feeds_shown = false;
        }
        self.place_panes();
        self.keep_help_in_view();
        if let Some(area) = self.geometry.list {
            let row_height = self.row_height();
            self.list.keep_cursor_in_view(usize::from(area.height), row_height);
            self.list.count_minutes(&self.store, usize::from(area.height), row_height);
        }
        if let Some(area) = self.geometry.feeds {
            self.feeds.keep_cursor_in_view(usize::from(area.height));
        }
        self.follow_selection();
        self.set_reader();
        self.watch_reading();
        self.set_sidebar();
        self.wish_to_wake();
    }

    // ── keys ────────────────────────────────────────────────────────────────────────────────────────────

    fn take_key(&mut self, key: Key) {
        self.passing_on = None;
        self.drop_what_was_said();
        if self.address_shown.take().is_some() {
            return;
        }
        if self.prompt.is_some() {
            self.take_key_in_prompt(key);
        } else if self.help.as_mut().is_some_and(|help| help.take_key(key, &self.keymap)) {
            self.typed.clear();
            self.count = None;
        } else {
            self.take_key_for_command(key);
        }
    }

    /// With a key, what was said goes: but not what something covers, and a failure not before it can have been read.
    fn drop_what_was_said(&mut self) {
        let is_covered = self.prompt.is_some() || self.help.is_some() || self.address_shown.is_some();
        let Some(said) = self.said.as_mut().filter(|_| !is_covered) else { return };
        self.said_next = None;
        let readable = said.since.saturating_add(UNREADABLE).unwrap_or(Timestamp::MAX);
        if said.failure && self.now < readable {
            said.until = Some(readable);
        } else {
            self.said = None;
        }
    }

    fn take_key_for_command(&mut self, key: Key) {
        if let (true, KeyCode::Char(digit @ '0'..='9'), false) =
            (self.typed.is_empty(), key.code, key.control)
        {
            let value = digit as u32 - '0' as u32;
            if value > 0 || self.count.is_some() {
                self.count =
                    Some(self.count.unwrap_or(0).saturating_mul(10).saturating_add(value).min(99_999));
                return;
            }
        }
        if key.code == KeyCode::Esc && (!self.typed.is_empty() || self.count.is_some()) {
            self.typed.clear();
            self.count = None;
            return;
        }
        self.typed.push(key);
        match self.keymap.read(&self.typed, self.focus == Focus::Reader) {
            Reading::Half => (),
            Reading::Nothing => {
                self.count = None;
                self.say_unbound();
            }
            Reading::Command(command) => {
                self.typed.clear();
                let count = self.count.take();
                self.perform(command, count);
            }
        }
    }

    fn say_unbound(&mut self) {
        let keys: String = self.typed.drain(..).map(|key| key.to_string()).collect();
        if self.help.is_some() {
            return;
        }
        self.say(format!("{keys} does nothing here · ? shows the keys"));
    }

    fn perform(&mut self, command: Command, count: Option<u32>) {
        if command != Command::Undo {
            self.asked_to_undo_earlier = false;
        }
        if self.help.is_some() && self.perform_in_help(command) {
            return;
        }
        if self.focus == Focus::Feeds && command.row().chapter == Chapter::Mark && !command.is_undo_or_redo()
        {
            self.say("Enter opens the list first; marks go to its articles");
            return;
        }
        match command {
            Command::Down | Command::Up | Command::Top | Command::Bottom => {
                self.move_by_command(command, count);
            }
            Command::HalfDown | Command::HalfUp | Command::PageDown | Command::PageUp => self.page(command),
            Command::NextArticle => self.step_article(true, count),
            Command::PreviousArticle => self.step_article(false, count),
            Command::ScrollDown => self.scroll_reader(1, count),
            Command::ScrollUp => self.scroll_reader(-1, count),
            Command::Inward => self.inward(),
            Command::Outward => self.outward(),
            Command::Enter => self.enter(count),
            Command::NextGroup => self.move_by_group(true),
            Command::PreviousGroup => self.move_by_group(false),
            Command::NextHeading => self.move_by_heading(true),
            Command::PreviousHeading => self.move_by_heading(false),
            Command::NextParagraph => self.move_by_paragraph(true),
            Command::PreviousParagraph => self.move_by_paragraph(false),
            Command::ReadOn => self.read_on(),
            Command::ReadBack => self.read_back(),
            Command::NextUnread => self.next_unread_or_hit(true),
            Command::PreviousUnread => self.next_unread_or_hit(false),
            Command::NextFeed => self.go_to_feed_with_unread(true),
            Command::PreviousFeed => self.go_to_feed_with_unread(false),
            Command::Original => self.toggle_original(),
            Command::CodeRight => self.scroll_sideways(8),
            Command::CodeLeft => self.scroll_sideways(-8),
            Command::FindInLibrary | Command::FindFromList => self.ask(Asking::Library, ""),
            Command::FindInArticle => self.ask(Asking::Find, ""),
            Command::Filter => self.ask_for_filter(),
            Command::UnreadOrAll => self.toggle_only_unread(),
            Command::Escape => self.peel(),
            Command::ToggleRead => self.toggle_read(),
            Command::MarkAbove => self.mark_rows_read(true),
            Command::MarkBelow => self.mark_rows_read(false),
            Command::MarkAll => self.mark_all_read(),
            Command::Bookmark => self.toggle_bookmark(),
            Command::BookmarkWith => self.ask_for_tags(true),
            Command::Tags => self.ask_for_tags(false),
            Command::Note => self.ask_for_note(),
            Command::Select => self.list.toggle_selection(),
            Command::Remove => self.remove(),
            Command::Undo => {
                self.ask_anew_for_steps(Side::Done);
                self.undo();
            }
            Command::Redo => {
                self.ask_anew_for_steps(Side::Undone);
                self.redo();
            }
            Command::Browse
            | Command::BrowseNext
            | Command::CopyAddress
            | Command::CopyTitle
            | Command::ShowAddress => self.pass_on(command, count),
            Command::Add | Command::AddFromReader => self.ask(Asking::Path, ""),
            Command::GoUnread => self.go(List::Unread),
            Command::GoAll => self.go(List::All),
            Command::GoBookmarks => self.go(List::Bookmarked),
            Command::GoHistory => self.go(List::History),
            Command::GoContinue => self.go(List::Continue),
            Command::GoNew => self.go(List::New { since: self.last_visit.unwrap_or(Timestamp::UNIX_EPOCH) }),
            Command::GoFeeds => self.go_to_feeds(false),
            Command::GoTags => self.go_to_feeds(true),
            Command::Sidebar => self.toggle_sidebar(),
            Command::Zen => self.toggle_zen(),
            Command::Panes => self.cycle_panes(),
            Command::Narrower => self.change_measure(-1),
            Command::Wider => self.change_measure(1),
            Command::DefaultMeasure => self.change_measure(0),
            Command::NextPane => self.next_pane(true),
            Command::PreviousPane => self.next_pane(false),
            Command::Redraw => self.effects.push(Effect::Redraw),
            Command::Help => self.open_help(),
            Command::Back => self.back(),
            Command::Quit | Command::Cancel => self.leave(),
            Command::Suspend => self.effects.push(Effect::Suspend),
        }
    }

    // ── prompts ─────────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn ask(&mut self, asking: Asking, text: &str) {
        if matches!(asking, Asking::Find) && self.reader.body().is_none() {
            return;
        }
        match asking {
            Asking::Filter | Asking::Library => self.before_asking = Some(self.stand_before_asking()),
            Asking::Find => self.reader.begin_search(),
            Asking::Tags { .. } | Asking::Note { .. } | Asking::Path => (),
        }
        self.prompt = Some(Prompt { asking, line: super::panes::Line::with(text), complaint: None });
    }

    fn take_key_in_prompt(&mut self, key: Key) {
        let Some(mut prompt) = self.prompt.take() else { return };
        match prompt.line.type_key(key) {
            Typed::Moved => self.prompt = Some(prompt),
            Typed::Changed => self.answer_while_typing(prompt),
            Typed::Finished => self.finish_prompt(prompt),
            Typed::Abandoned => self.abandon_prompt(prompt),
        }
    }

    fn take_paste(&mut self, text: &str) {
        if let Some(help) = &mut self.help {
            return help.paste(text, &self.keymap);
        }
        match self.prompt.take() {
            Some(mut prompt) => {
                prompt.line.paste(text);
                self.answer_while_typing(prompt);
            }
            // Pasted text never triggers commands; what looks like a path can be added.
            None => {
                self.typed.clear();
                self.count = None;
                self.ask(Asking::Path, text.trim().lines().next().unwrap_or_default());
            }
        }
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────────────

    fn wake(&mut self) {
        self.wished = None;
        if self.said.as_ref().and_then(|said| said.until).is_some_and(|until| until <= self.now) {
            self.said = self.said_next.take();
        }
        if self.retry_at.take_if(|at| *at <= self.now).is_some() {
            self.save_again();
        }
    }

    /// Sends a save to the disk; behind those that it refused, so that the newest word is also the last.
    pub(super) fn send(&mut self, ticket: u64, save: super::effect::Save) {
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

    fn save_again(&mut self) {
        for (ticket, save) in self.history.retry() {
            self.effects.push(Effect::Save { ticket, save });
        }
    }

    /// Asks to be woken for the next thing that happens by itself; nobody else pays for a tick.
    fn wish_to_wake(&mut self) {
        let after = |since: Timestamp, span| since.saturating_add(span).unwrap_or(Timestamp::MAX);
        let said = self.said.as_ref().and_then(|said| said.until);
        let stood = self.stands_since.map(|since| after(since, STOOD));
        let wishes = [said, stood, self.retry_at, self.begun.then(|| after(self.now, self.ages_change_in()))];
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

    /// Says a sentence that stands for some seconds; behind a failure, where one still stands.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        let until = self.now.saturating_add(SAID_FOR).unwrap_or(Timestamp::MAX);
        let said = Said { text: text.into(), until: Some(until), since: self.now, failure: false };
        if self.said.as_ref().is_some_and(|said| said.failure) {
            self.said_next = Some(said);
        } else {
            self.said = Some(said);
        }
    }

    /// Says what failed; it stands until a key is pressed, and long enough to be noticed.
    pub(super) fn fail(&mut self, text: impl Into<String>) {
        self.said_next = None;
        self.said = Some(Said { text: text.into(), until: None, since: self.now, failure: true });
    }

    /// Earlier steps that could not be read when they were asked for may be there now.
    fn ask_anew_for_steps(&mut self, side: Side) {
        if let Some(before) = self.history.want(side) {
            self.effects.push(Effect::ReadSteps { side, before });
        }
    }

    // ── the workers' answers ────────────────────────────────────────────────────────────────────────────

    fn take_world(&mut self, change: WorldChange) {
        let arrived: Vec<ArticleId> = match &change {
            WorldChange::Loaded(batch) => batch.ids().collect(),
            WorldChange::Arrived(arrivals) => arrivals.iter().map(|arrival| arrival.id).collect(),
            WorldChange::Feeds(_) | WorldChange::Counters(_) | WorldChange::AllLoaded => Vec::new(),
        };
        let revised = matches!(change, WorldChange::Arrived(_));
        let all_loaded = matches!(change, WorldChange::AllLoaded);
        if matches!(change, WorldChange::Loaded(_)) && !self.store.is_loaded() {
            self.effects.push(Effect::LoadOn);
        }
        let is_rows = matches!(change, WorldChange::Loaded(_) | WorldChange::Arrived(_));
        // A list that nobody has moved in yet begins with its first row, whichever batch brings it.
        let is_untouched =
            !revised && self.focus == Focus::List && self.list.cursor() == 0 && !self.store.is_loaded();
        self.store.apply(&Change::World(change));
        if revised {
            self.bodies.retain(|(id, _)| !arrived.contains(id));
            if let Some(article) = self.reader.article().filter(|id| arrived.contains(id)) {
                self.effects.push(Effect::Read { article, generation: self.generation });
            }
            self.list.put_revised_in_place(&arrived, &self.store);
        }
        // Whoever has gone to a list before anything was there stays in it.
        let begins = is_rows && !self.begun && self.list.list().is_none();
        self.begun |= is_rows;
        if begins {
            self.begin();
        } else {
            self.unlisted.extend(arrived);
            // While the library streams in, the list takes ever larger heaps: each row is moved a few times only.
            let rows = self.list.rows().len();
            if revised || self.store.is_loaded() || rows <= SMALL || self.unlisted.len() >= rows {
                let (row_height, arrived) = (self.row_height(), std::mem::take(&mut self.unlisted));
                self.list.receive(&arrived, &self.store, row_height);
            }
            if is_untouched && self.list.selection().is_none() {
                self.list.move_to(0);
            }
        }
        if all_loaded {
            self.list.admit_continue(&self.store);
            if !self.list.goes_by_day() {
                // Such a list takes no rows in as they come.
                self.list.refill(&self.store);
            }
        }
        self.recount_feeds();
    }

    /// Counts in the feeds pane follow where it is seen; elsewhere they are taken when it is opened.
    pub(super) fn recount_feeds(&mut self) {
        if self.geometry.feeds.is_some() {
            self.feeds.refill(&self.store);
        }
    }

    /// Opens the starting list once there is something to list.
    fn begin(&mut self) {
        let list = match (&self.opened, self.opening_files) {
            (Some(opened), _) => opened.clone(),
            (None, true) => opening(Vec::new()),
            (None, false) => List::Unread,
        };
        self.open_list(list);
        if self.list.rows().is_empty() && !self.opening_files {
            self.open_list(List::All);
        }
    }

    pub(super) fn files_list(&self) -> List {
        let files = self.store.feeds().find(|feed| feed.kind == FeedKind::Files);
        files.map_or(List::All, |feed| List::Feed(feed.id))
    }

    /// What another courant did is on the disk already; what is on its way there comes after it. So memory takes them
    /// in this order, too, and an unsaved step is then taken back to what the other left.
    fn take_elsewhere(&mut self, changes: &[ReaderChange]) {
        let unsaved = self.history.unsaved();
        for (_, save) in unsaved.iter().rev() {
            if let Save::New(step) = save {
                self.apply_from_elsewhere(&step.inverse);
            }
        }
        for change in changes {
            self.apply_from_elsewhere(change);
        }
        for (ticket, save) in unsaved {
            let inverse = self.apply_from_elsewhere(&save.change());
            self.history.rebase(ticket, &inverse.unwrap_or(ReaderChange::Together(Vec::new())));
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

    fn take_saved(&mut self, ticket: u64, step: super::effect::StepId) {
        if let Some(name) = self.history.saved(ticket, step) {
            self.say(format!("Saved: {name} · u undoes"));
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

    fn take_not_saved(&mut self, ticket: u64, sentence: Option<String>, lasts: bool) {
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

    fn take_body(&mut self, article: ArticleId, body: Result<Arc<Body>, String>) {
        match body {
            Ok(body) => {
                self.remember(article, Arc::clone(&body));
                // A revision that comes while it is read keeps the spot.
                let here = self.reader.body().and_then(|_| self.reader.place());
                let place = here.or_else(|| self.place_to_resume(article, &body));
                self.reader.receive(body, place);
                if let Some((_, command, count)) = self.passing_on.take_if(|(id, _, _)| *id == article) {
                    self.pass_on(command, count);
                }
            }
            Err(sentence) => self.reader.fail(sentence),
        }
    }

    /// While the files that the program was started on are still being opened, the list grows with them.
    fn take_files_so_far(&mut self, articles: &[ArticleId]) {
        if !self.is_opening() {
            return;
        }
        if let Some(list) = self.list.list().and_then(|list| grown(list, articles)) {
            self.list.replace(list, &self.store);
        }
        if let Some(list) = self.opened_before_asking()
            && let Some(more) = grown(list, articles)
        {
            *list = more;
        }
    }

    /// The list of opened files that Escape goes back to from a prompt.
    fn opened_before_asking(&mut self) -> Option<&mut List> {
        let list = self.before_asking.as_mut()?.list.as_mut()?;
        matches!(list, List::Opened { .. }).then_some(list)
    }

    /// Whether what the program was started on is not open yet.
    pub(super) fn is_opening(&self) -> bool {
        self.opening_files && self.opened.is_none()
    }

    fn take_files(&mut self, title: &str, articles: &[ArticleId]) {
        self.bring_back(articles);
        let list = match articles {
            [] | [_] => self.files_list(),
            many => List::Opened { title: title.into(), articles: each_once(many.to_owned()) },
        };
        let at_start = self.is_opening();
        if at_start {
            self.opened = Some(list.clone());
            self.opened_before_asking().into_iter().for_each(|before| *before = list.clone());
            // Whoever has gone elsewhere meanwhile stays there.
            if !matches!(self.list.list(), None | Some(List::Opened { .. })) {
                return;
            }
        }
        match articles {
            [] if !at_start => (),
            [one] => {
                self.open_list(list);
                self.list.move_to_article(*one);
                self.open_in_reader(*one);
            }
            _ if at_start && self.list.list().is_some() => self.list.replace(list, &self.store),
            _ => self.open_list(list),
        }
    }

    /// Opened again by hand, what was removed is wanted after all.
    fn bring_back(&mut self, articles: &[ArticleId]) {
        let is_removed = |id: &ArticleId| self.store.headline(*id).is_some_and(|headline| headline.removed);
        let removed: Vec<ArticleId> = articles.iter().copied().filter(is_removed).collect();
        if !removed.is_empty() {
            let name = self.named("brought back", &removed);
            self.commit(name, ReaderChange::Remove { articles: removed, at: None });
        }
    }

    /// What was skipped is a word by the way; what could not be read is a failure, and all of it is told.
    fn tell_of_files(&mut self, notices: &[String], complaints: &[String]) {
        let told: Vec<&str> = complaints.iter().chain(notices).map(String::as_str).collect();
        match (complaints, notices) {
            ([], []) => (),
            ([], _) => self.say(told.join(" ")),
            _ => self.fail(told.join(" ")),
        }
    }
}

/// The list of what is open so far.
fn opening(articles: Vec<ArticleId>) -> List {
    List::Opened { title: "Opening…".into(), articles: each_once(articles) }
}

/// A list of what is open so far with more at its end.
fn grown(list: &List, more: &[ArticleId]) -> Option<List> {
    let List::Opened { articles: before, .. } = list else { return None };
    Some(opening(before.iter().chain(more).copied().collect()))
}

/// A file that is named twice is opened once.
fn each_once(mut articles: Vec<ArticleId>) -> Arc<[ArticleId]> {
    let mut seen = HashSet::new();
    articles.retain(|id| seen.insert(*id));
    articles.into()
}
