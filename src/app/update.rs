//! A message in, a new state and a list of effects out. What each command does is in the files beside this one.

use jiff::Timestamp;

use super::command::{Chapter, Command};
use super::deed::Trait;
use super::effect::{Effect, Side};
use super::geometry::Focus;
use super::key::{Key, KeyCode};
use super::keymap::Reading;
use super::msg::Msg;
use super::panes::{Completion, Typed};
use super::state::{App, Asking, Prompt};
use crate::store::List;
use crate::typeset;

impl App {
    /// Takes a message in at a moment, and answers what the world is asked to do.
    pub fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect> {
        // As the disk keeps moments: what comes back from it is equal to what was marked.
        self.now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let stood = self.reader.article().map(|article| (article, self.reader.top()));
        let is_by_hand = matches!(msg, Msg::Key(_));
        typeset::counting(self.ambiguous(), || self.take(msg));
        self.scrolled_from = stood.filter(|_| is_by_hand);
        // The message may have said that the terminal counts otherwise.
        typeset::counting(self.ambiguous(), || self.settle());
        std::mem::take(&mut self.effects)
    }

    fn take(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.take_key(key),
            Msg::Paste(text) => self.take_paste(&text),
            Msg::Resize(columns, rows) => self.size = (columns, rows),
            Msg::Focus(_) => (),
            Msg::Terminate => {
                // Nobody is there to wait any more.
                self.leaves_with_feeds = true;
                self.leave();
            }
            Msg::Wake => self.wake(),
            Msg::GoOn => self.sift_on(),
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
            Msg::Remembered(words) => self.restore_view(&words),
            Msg::LastVisit(at) => self.last_visit = Some(at),
            Msg::Saved { ticket, saved } => self.take_saved(ticket, &saved),
            Msg::NotSaved { ticket, sentence, lasts } => self.take_not_saved(ticket, sentence, lasts),
            Msg::Body { generation, article, body } => {
                if generation == self.generation && self.reader.article() == Some(article) {
                    self.take_body(article, body);
                }
            }
            Msg::TextSet { generation, layout } => {
                if let Err(sentence) = self.reader.receive_layout(generation, layout) {
                    self.fail(sentence);
                }
            }
            Msg::CodeRead { generation, parts } => self.reader.receive_code(generation, parts),
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
            Msg::Refreshing(progress) => self.take_progress(progress),
            Msg::Refreshed { by_hand, round } => self.take_refreshed(by_hand, round),
            Msg::Looked { generation, found } => self.take_looked(generation, found),
            Msg::PageFetched { article, told } => self.take_page(article, told),
            Msg::PageOpened { generation, opened } => self.take_opened_page(generation, opened),
            Msg::Starters(starters) => self.take_starters(starters),
            Msg::Added(added) => self.take_added(added),
            Msg::NoBrowser(address) => self.show_instead_of_browsing(address),
            Msg::Notice(sentence) => self.say(sentence),
            Msg::Failed(sentence) => self.fail(sentence),
        }
    }

    /// What follows from any change of state: geometry, the lines in the panes, what is to be asked for.
    fn settle(&mut self) {
        if self.focus == Focus::List {
            // The feeds took the list's place; whoever goes to the list sees it.
            self.feeds_shown = false;
        }
        self.show_what_was_found();
        self.place_panes();
        self.keep_help_in_view();
        if let Some(area) = self.geometry.list {
            let row_height = self.row_height();
            self.list.keep_cursor_in_view(usize::from(area.height), row_height);
            let pace = self.pace.words_per_minute();
            self.list.count_minutes(&self.store, pace, usize::from(area.height), row_height);
        }
        if let Some(area) = self.geometry.feeds {
            self.feeds.keep_cursor_in_view(usize::from(area.height));
        }
        self.follow_selection();
        self.set_reader();
        self.drop_stale_hints();
        self.watch_reading();
        self.set_sidebar();
        self.remember_view();
        self.wish_to_wake();
        if self.list.is_sifting() {
            self.effects.push(Effect::GoOn);
        }
    }

    // ── keys ────────────────────────────────────────────────────────────────────────────────────────────

    fn take_key(&mut self, key: Key) {
        self.passing_on = None;
        self.drop_what_was_said();
        if self.address_shown.take().is_some() {
            return;
        }
        if self.hints.is_some() {
            self.take_key_in_hints(key);
        } else if self.prompt.is_some() {
            self.take_key_in_prompt(key);
        } else if self.help.as_mut().is_some_and(|help| help.take_key(key, &self.keymap)) {
            self.typed.clear();
            self.count = None;
        } else {
            self.take_key_for_command(key);
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
        if !matches!(command, Command::Quit | Command::Cancel | Command::Back) {
            // Whoever goes on is not leaving.
            self.leaves_with_feeds = false;
        }
        if self.help.is_some() && self.perform_in_help(command) {
            return;
        }
        if self.chooser.is_some() && self.perform_in_chooser(command, count) {
            return;
        }
        let is_of_articles = command.row().chapter == Chapter::Mark && !command.is_undo_or_redo();
        if self.focus == Focus::Feeds && is_of_articles && command != Command::Remove {
            self.say("Enter opens the list first; marks go to its articles");
            return;
        }
        if !command.only_looks() {
            self.list.stay();
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
            Command::Contents => self.show_contents(),
            Command::NextParagraph => self.move_by_paragraph(true),
            Command::PreviousParagraph => self.move_by_paragraph(false),
            Command::ReadOn => self.read_on(),
            Command::ReadBack => self.read_back(),
            Command::NextUnread => self.next_unread_or_hit(true),
            Command::PreviousUnread => self.next_unread_or_hit(false),
            Command::NextFeed => self.go_to_feed_with_unread(true),
            Command::PreviousFeed => self.go_to_feed_with_unread(false),
            Command::Original => self.toggle_original(),
            Command::FetchAgain => self.fetch_page_again(),
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
            Command::Remove if self.focus == Focus::Feeds => self.remove_feed(),
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
            | Command::Links
            | Command::CopyAddress
            | Command::CopyTitle
            | Command::ShowAddress => self.pass_on(command, count),
            Command::Add | Command::AddFromReader => self.ask(Asking::Path, ""),
            Command::Refresh => self.refresh_here(),
            Command::RefreshAll => self.refresh_all(),
            Command::EditFeed => self.edit_feed_here(),
            Command::Fold => self.fold(),
            Command::Sort => self.choose_sorting(),
            Command::GoErrors => self.show_troubled_feeds(),
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
            Command::View => self.choose_view(Trait::Lines),
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
            Asking::Tags { .. } | Asking::Note { .. } | Asking::Path | Asking::Feed { .. } => (),
        }
        self.will_say_found = false;
        self.prompt = Some(Prompt {
            asking,
            line: super::panes::Line::with(text),
            complaint: None,
            completion: Completion::default(),
        });
    }

    fn take_key_in_prompt(&mut self, key: Key) {
        let Some(mut prompt) = self.prompt.take() else { return };
        if let KeyCode::Tab | KeyCode::BackTab = key.code {
            return self.complete(prompt, key.code == KeyCode::Tab);
        }
        match prompt.line.type_key(key) {
            Typed::Moved => {
                prompt.completion = self.completion(&prompt.asking, &prompt.line);
                self.prompt = Some(prompt);
            }
            Typed::Changed => {
                prompt.completion = self.completion(&prompt.asking, &prompt.line);
                self.answer_while_typing(prompt);
            }
            Typed::Finished => self.finish_prompt(prompt),
            Typed::Abandoned => self.abandon_prompt(prompt),
        }
    }

    fn take_paste(&mut self, text: &str) {
        if let Some(help) = &mut self.help {
            return help.paste(text, &self.keymap);
        }
        if self.chooser.is_some() {
            // There is no line to paste into.
            return;
        }
        match self.prompt.take() {
            Some(mut prompt) => {
                prompt.line.paste(text);
                prompt.completion = self.completion(&prompt.asking, &prompt.line);
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
}
