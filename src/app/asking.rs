//! What becomes of a line that was typed.

use std::path::PathBuf;

use super::effect::Effect;
use super::geometry::Focus;
use super::panes::{Completion, Filter};
use super::state::{App, Asking, Prompt, Standing};
use crate::news::ArticleId;
use crate::query::{self, Moment};
use crate::store::List;

/// Up to this many articles a filter answers while it is typed; beyond, on Return, as to begin anew with a million at each
/// letter would make it wait.
const FILTER_WHILE_TYPING: usize = 100_000;
/// The same for regular expressions.
const EXPRESSION_WHILE_TYPING: usize = 1000;

impl App {
    pub(super) fn ask_for_filter(&mut self) {
        let text = self.list.filter().map(|filter| filter.text.clone()).unwrap_or_default();
        self.ask(Asking::Filter, &text);
        self.leave_reader();
    }

    /// Notes where the reader stands before a filter or a search moves the list.
    pub(super) fn stand_before_asking(&self) -> Standing {
        Standing {
            list: self.list.list().cloned(),
            filter: self.list.filter().cloned(),
            only_unread: self.list.only_unread(),
            selected: self.list.selected_or_sought(),
            reading: self.reader.article().filter(|_| self.is_reading()),
        }
    }

    /// Escape leaves everything as it was before the prompt.
    fn go_back_before_asking(&mut self) {
        self.show_list_before_asking();
        let Some(before) = self.before_asking.take() else { return };
        if let Some(id) = before.reading {
            self.turn_to(id);
            self.opened_in_reader = Some(id);
            self.focus = Focus::Reader;
        }
    }

    /// The list and its selected row as they were before the prompt.
    fn show_list_before_asking(&mut self) {
        let Some(before) = &self.before_asking else { return };
        let text = |filter: Option<&Filter>| filter.map(|filter| filter.text.clone());
        let is_same = before.list.as_ref() == self.list.list()
            && text(before.filter.as_ref()) == text(self.list.filter());
        if let (false, Some(list)) = (is_same, before.list.clone()) {
            let is_narrowed = before.only_unread && list != List::Unread;
            self.list.open(list, before.filter.clone(), &self.store, &self.zone);
            if is_narrowed {
                self.list.set_only_unread(true, &self.store);
            }
        }
        if let Some(id) = before.selected {
            self.list.move_to_article(id);
        }
    }

    pub(super) fn answer_while_typing(&mut self, mut prompt: Prompt) {
        match prompt.asking {
            Asking::Filter | Asking::Library => {
                prompt.complaint = self.filter_by(&prompt, false);
            }
            Asking::Find => self.reader.search(prompt.line.text()),
            Asking::Tags { .. } | Asking::Note { .. } | Asking::Path | Asking::Feed { .. } => (),
        }
        self.prompt = Some(prompt);
    }

    /// When and by whom something is searched for.
    fn moment(&self) -> Moment {
        Moment { now: self.now, zone: self.zone.clone(), words_per_minute: self.pace.words_per_minute() }
    }

    /// Applies what was typed as a filter. Answers what is wrong with it; then nothing is filtered by the half of
    /// it that was understood before. One that is still being typed is applied only where that is done at once.
    fn filter_by(&mut self, prompt: &Prompt, is_finished: bool) -> Option<String> {
        let text = prompt.line.text();
        let query = match query::parse(text, &self.moment()) {
            Ok(query) => query,
            Err(error) => {
                self.show_list_before_asking();
                return Some(error.message);
            }
        };
        let while_typing = if query.has_expression() { EXPRESSION_WHILE_TYPING } else { FILTER_WHILE_TYPING };
        if !is_finished && self.store.len() > while_typing {
            return None;
        }
        if prompt.asking == Asking::Library && self.list.list() != Some(&List::All) {
            self.open_list(List::All);
        }
        let asks = !query.is_empty() || !query.sorting().is_empty();
        let filter = asks.then(|| Filter { text: text.to_owned(), query });
        self.list.set_filter(filter, &self.store);
        None
    }

    pub(super) fn finish_prompt(&mut self, prompt: Prompt) {
        let text = prompt.line.text().to_owned();
        match prompt.asking.clone() {
            Asking::Filter | Asking::Library => match self.filter_by(&prompt, true) {
                Some(complaint) => {
                    let completion = Completion::default();
                    self.prompt = Some(Prompt { complaint: Some(complaint), completion, ..prompt });
                }
                None => self.say_filtered(),
            },
            Asking::Find => {
                self.reader.search(&text);
                self.reader.stay_at_hit();
                self.focus = Focus::Reader;
                if text.is_empty() {
                    self.reader.end_search();
                } else {
                    self.after_scrolling();
                    self.say_hit();
                }
            }
            Asking::Tags { targets, bookmark, note } => self.finish_tags(&targets, bookmark, note, &text),
            Asking::Note { target, tags: Some(tags) } => self.bookmark_with(target, &tags, &text),
            Asking::Note { target, tags: None } => self.write_note(target, &text),
            Asking::Path => self.add_path(&text),
            Asking::Feed { feed, field } => self.set_field(feed, field, &text),
        }
    }

    /// Looks through more of a filtered list, and says what was found once all is looked through.
    pub(super) fn sift_on(&mut self) {
        self.list.sift(&self.store, self.row_height());
        if !self.list.is_sifting() && std::mem::take(&mut self.will_say_found) {
            self.say_found();
        }
    }

    fn say_filtered(&mut self) {
        self.leave_reader();
        if self.list.is_sifting() {
            self.say("Looking through the list · Esc shows it whole");
            self.will_say_found = true;
        } else {
            self.say_found();
        }
    }

    /// For what cannot be done with a part of the list: it is looked through to its end at once.
    pub(super) fn look_through_all(&mut self) {
        while self.list.is_sifting() {
            self.sift_on();
        }
    }

    fn say_found(&mut self) {
        if self.list.filter().is_some() {
            let found = super::words::counted(self.list.rows().len(), "article");
            self.say(format!("{found} · Esc shows the whole list"));
        }
    }

    fn finish_tags(&mut self, targets: &[ArticleId], bookmark: bool, note: Option<String>, text: &str) {
        match (bookmark, targets) {
            (true, &[target]) => {
                let note = note.unwrap_or_else(|| self.store.note(target).unwrap_or_default().to_owned());
                self.ask(Asking::Note { target, tags: Some(text.to_owned()) }, &note);
            }
            (true, many) => self.bookmark_many_with(many, text),
            (false, targets) => self.set_tags(targets, text),
        }
    }

    fn add_path(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return self.ask_for_starters();
        }
        if is_address(text) {
            self.look_at(text, true);
            return;
        }
        self.effects.push(Effect::OpenFiles(vec![PathBuf::from(text)]));
    }

    /// Leaves a prompt; from the second of two back to the first, with what was typed in both.
    pub(super) fn abandon_prompt(&mut self, prompt: Prompt) {
        match prompt.asking {
            Asking::Filter | Asking::Library => self.go_back_before_asking(),
            Asking::Find => self.reader.abandon_search(),
            Asking::Note { target, tags: Some(tags) } => {
                let note = Some(prompt.line.text().to_owned());
                self.ask(Asking::Tags { targets: vec![target], bookmark: true, note }, &tags);
            }
            Asking::Tags { .. } | Asking::Note { tags: None, .. } | Asking::Path | Asking::Feed { .. } => (),
        }
    }
}

/// Whether what was typed is an address on the network rather than a path: a scheme, or a host's name or number with
/// nothing of a path in front. What is there as a file is opened by a path that says so: `./example.org`.
fn is_address(text: &str) -> bool {
    let text = text.strip_prefix("feed:").map_or(text, |rest| rest.trim_start_matches("//"));
    let has_scheme =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has_scheme("http://") || has_scheme("https://") {
        return true;
    }
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) =
        authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    if port.is_some_and(|port| !is_port(port)) {
        return false;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let is_number = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    if is_number || host == "localhost" && authority != text {
        return true;
    }
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let ending = labels.last().copied().unwrap_or_default();
    let is_file = FILE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) && authority == text;
    let is_ending = ending.starts_with("xn--") || ending.chars().all(char::is_alphabetic);
    labels.len() > 1 && labels.iter().all(is_label) && is_ending && ending.chars().count() > 1 && !is_file
}

/// Endings of files that are no ends of hosts' names, or hardly ever.
const FILE_ENDINGS: [&str; 20] = [
    "html", "htm", "xhtml", "txt", "text", "md", "markdown", "mht", "mhtml", "gz", "xml", "json", "opml",
    "rss", "atom", "rdf", "pdf", "log", "epub", "tex",
];
