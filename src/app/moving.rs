//! Getting about: rows, lines, panes, lists.

use super::command::Command;
use super::deed::Deed;
use super::geometry::{self, Focus, Panes};
use super::panes::{Choice, Chooser, HelpPane, ListPane, next_unread_feed};
use super::state::App;
use super::words;
use crate::news::ArticleId;
use crate::store::{List, Scope, Sorting};
use crate::typeset::HeadingLine;

impl App {
    pub(super) fn move_by_command(&mut self, command: Command, count: Option<u32>) {
        let rows = count.unwrap_or(1) as isize;
        match (self.focus, command) {
            (Focus::Reader, Command::Down) => self.scroll_reader(1, count),
            (Focus::Reader, Command::Up) => self.scroll_reader(-1, count),
            (Focus::Reader, command) => self.go_to_edge_of_article(command == Command::Bottom),
            (Focus::Sidebar, Command::Down) => self.sidebar_pane.scroll(rows),
            (Focus::Sidebar, Command::Up) => self.sidebar_pane.scroll(-rows),
            (Focus::Sidebar, Command::Top) => self.sidebar_pane.move_to(0),
            (Focus::Sidebar, _) => self.sidebar_pane.move_to(usize::MAX),
            (Focus::Feeds, Command::Down) => self.feeds.move_by(rows),
            (Focus::Feeds, Command::Up) => self.feeds.move_by(-rows),
            (Focus::Feeds, command) => self.feeds.go_to_edge(command == Command::Bottom),
            (Focus::List, Command::Down) => self.list.move_by(rows),
            (Focus::List, Command::Up) => self.list.move_by(-rows),
            (Focus::List, Command::Top) => self.list.move_to(count.map_or(0, |row| row as usize - 1)),
            (Focus::List, _) => {
                self.look_through_all();
                self.list.move_to(count.map_or(usize::MAX, |row| row as usize - 1));
            }
        }
    }

    fn go_to_edge_of_article(&mut self, end: bool) {
        match end {
            true => self.reader.to_bottom(),
            false => self.reader.to_top(),
        }
        self.after_scrolling();
    }

    pub(super) fn page(&mut self, command: Command) {
        let forward = matches!(command, Command::HalfDown | Command::PageDown);
        let half = matches!(command, Command::HalfDown | Command::HalfUp);
        if self.focus == Focus::Reader {
            self.page_reader(forward, half);
            return;
        }
        let area = match self.focus {
            Focus::Feeds => self.geometry.feeds,
            Focus::List => self.geometry.list,
            Focus::Sidebar | Focus::Reader => self.geometry.sidebar,
        };
        let height = area.map_or(1, |area| usize::from(area.height));
        let row_height = if self.focus == Focus::List { self.row_height() } else { 1 };
        let rows = (height / row_height).saturating_sub(2).max(1) / if half { 2 } else { 1 };
        let command = if forward { Command::Down } else { Command::Up };
        self.move_by_command(command, Some(rows.max(1) as u32));
    }

    pub(super) fn move_by_group(&mut self, forward: bool) {
        match self.focus {
            Focus::Feeds => self.feeds.move_by_group(forward),
            Focus::List | Focus::Sidebar | Focus::Reader => self.list.move_by_group(forward),
        }
    }

    /// Goes to the next or previous article of the list; with the reader focused it is opened.
    pub(super) fn step_article(&mut self, forward: bool, count: Option<u32>) {
        let rows = count.unwrap_or(1) as isize;
        self.list.move_by(if forward { rows } else { -rows });
        self.open_if_reading();
    }

    pub(super) fn open_if_reading(&mut self) {
        let selected = self.list.selected().filter(|&id| self.reader.article() != Some(id));
        if let (Focus::Reader, Some(id)) = (self.focus, selected) {
            self.open_in_reader(id);
        }
    }

    // ── in and out ──────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn inward(&mut self) {
        match self.focus {
            Focus::Feeds => self.open_list_under_cursor(),
            Focus::List => self.open_selected(),
            Focus::Reader => {
                if self.reader.article().is_some() {
                    self.sidebar = true;
                    self.zen = false;
                    self.focus = Focus::Sidebar;
                }
            }
            Focus::Sidebar => (),
        }
    }

    pub(super) fn outward(&mut self) {
        match self.focus {
            Focus::Feeds => _ = self.feeds.close(&self.store),
            Focus::List => self.go_to_feeds(false),
            Focus::Reader if self.reader.shows_original() => self.toggle_original(),
            Focus::Reader => {
                if !self.go_back_on_trail() {
                    self.leave_reader();
                }
            }
            Focus::Sidebar => self.leave_sidebar(),
        }
    }

    /// The headings of the article as a choice.
    pub(super) fn show_contents(&mut self) {
        let headings = self.reader.layout().map_or(&[][..], |layout| &layout.headings);
        let Some(highest) = headings.iter().map(|heading| heading.level).min() else {
            self.say("This article has no headings");
            return;
        };
        let choice = |(number, heading): (usize, &HeadingLine)| Choice {
            label: "  ".repeat(usize::from(heading.level - highest)) + &heading.title,
            detail: String::new(),
            about: Vec::new(),
            verb: "goes there",
            deed: Deed::Heading(number),
        };
        let mut chooser = Chooser::new("Contents", headings.iter().enumerate().map(choice).collect());
        chooser.move_by(self.reader.current_heading().unwrap_or(0) as isize);
        self.chooser = Some(chooser);
    }

    pub(super) fn go_to_heading(&mut self, number: usize) {
        if self.reader.to_heading_number(number) {
            self.focus = Focus::Reader;
            self.after_scrolling();
        }
    }

    pub(super) fn leave_reader(&mut self) {
        self.zen = false;
        if self.panes == Panes::ReaderOnly {
            self.panes = Panes::All;
        }
        self.focus = Focus::List;
    }

    pub(super) fn enter(&mut self, count: Option<u32>) {
        match (self.focus, count) {
            (Focus::Feeds, _) => self.open_list_under_cursor(),
            (Focus::List, _) => self.open_selected(),
            (Focus::Reader | Focus::Sidebar, Some(_)) => self.follow_numbered(count),
            (Focus::Reader, None) => self.scroll_reader(1, None),
            (Focus::Sidebar, None) => self.focus = Focus::Reader,
        }
    }

    fn open_list_under_cursor(&mut self) {
        if let Some(list) = self.feeds.selected().cloned() {
            self.go(list);
        }
    }

    fn open_selected(&mut self) {
        if let Some(id) = self.list.selected() {
            self.open_in_reader(id);
        }
    }

    /// Back: out of the reader, out of a list to the starting one, out of the program.
    pub(super) fn back(&mut self) {
        match self.focus {
            Focus::Reader | Focus::Sidebar => self.outward(),
            Focus::Feeds => self.focus = Focus::List,
            Focus::List if self.list.end_selection() => (),
            Focus::List if self.list.filter().is_some() => self.clear_filter(),
            Focus::List if self.list.list().is_none_or(|list| *list == self.starting_list()) => self.leave(),
            Focus::List => self.go(self.starting_list()),
        }
    }

    /// The list that a run of the program begins and ends with.
    fn starting_list(&self) -> List {
        let is_unread_open = self.list.list() == Some(&List::Unread);
        let opening =
            self.list.list().filter(|list| self.is_opening() && matches!(list, List::Opened { .. }));
        if let Some(opening) = opening {
            opening.clone()
        } else if self.opening_files {
            self.opened.clone().unwrap_or_else(|| self.files_list())
        } else if is_unread_open || self.store.counts(&Scope::All).unread > 0 {
            List::Unread
        } else {
            List::All
        }
    }

    /// Peels one layer and never quits. What was said has gone with the key, as with any other.
    pub(super) fn peel(&mut self) {
        if (self.focus == Focus::Reader && self.reader.end_search()) || self.list.end_selection() {
            return;
        }
        if self.zen {
            self.zen = false;
        } else if self.focus == Focus::Reader && self.reader.shows_original() {
            self.toggle_original();
        } else if self.focus == Focus::List && self.list.filter().is_some() {
            self.clear_filter();
        } else {
            self.stop_looking();
        }
    }

    fn clear_filter(&mut self) {
        self.list.set_filter(None, &self.store);
    }

    // ── lists ───────────────────────────────────────────────────────────────────────────────────────────

    /// Opens a list and gives it the keys.
    pub(super) fn go(&mut self, list: List) {
        self.open_list(list);
        self.leave_reader();
        self.feeds_shown = false;
    }

    pub(super) fn open_list(&mut self, list: List) {
        self.feeds.move_to_list(&list);
        // The list asks the store for all that is in memory.
        self.unlisted.clear();
        self.list.open(list, None, &self.store, &self.zone);
    }

    pub(super) fn go_to_feeds(&mut self, tags: bool) {
        self.feeds.refill(&self.store);
        if tags {
            if !self.feeds.move_to_tags() {
                self.say("No tags yet: t gives an article one");
                return;
            }
        } else if let Some(list) = self.list.list().cloned() {
            self.feeds.move_to_list(&list);
        }
        self.zen = false;
        self.panes = Panes::All;
        self.feeds_shown = true;
        self.focus = Focus::Feeds;
    }

    /// Shows what is in a folder of feeds, or hides it.
    pub(super) fn fold(&mut self) {
        if self.focus != Focus::Feeds {
            self.say("c folds a folder among the feeds: gf goes there");
        } else if !self.feeds.fold(&self.store) {
            self.say("c folds a folder: put the cursor on one, or on a feed in it");
        }
    }

    pub(super) fn go_to_feed_with_unread(&mut self, forward: bool) {
        match next_unread_feed(&self.store, self.list.list(), forward) {
            Some(list) => {
                let reading = self.focus == Focus::Reader;
                self.go(list);
                self.list.set_only_unread(true, &self.store);
                self.look_through_all();
                if let (true, Some(id)) = (reading, self.list.selected()) {
                    self.open_in_reader(id);
                }
            }
            None => self.say("No other feed has unread articles"),
        }
    }

    pub(super) fn toggle_only_unread(&mut self) {
        if let Some(list) = self.list.list().and_then(other_half) {
            let (selected, filter) = (self.list.selected_or_sought(), self.list.filter().cloned());
            self.open_list(list);
            if filter.is_some() {
                self.list.set_filter(filter, &self.store);
            }
            if let Some(id) = selected {
                self.list.move_to_article(id);
            }
        } else {
            let only_unread = !self.list.only_unread();
            self.list.set_only_unread(only_unread, &self.store);
        }
        self.say(if self.list.only_unread() { "Only the unread" } else { "Read and unread" });
    }

    /// Offers the orders that a list may have.
    pub(super) fn choose_sorting(&mut self) {
        let Some(now) = self.list.sorting() else {
            self.say("This list keeps its own order");
            return;
        };
        if self.list.is_sorted_by_filter() {
            self.say("The filter says how this list is sorted · F alters it, Esc ends it");
            return;
        }
        let choice = |sorting: Sorting| Choice {
            label: words::sorted(sorting),
            detail: if sorting == now { "now".to_owned() } else { String::new() },
            about: Vec::new(),
            verb: "sorts",
            deed: Deed::Sort(sorting),
        };
        let mut chooser = Chooser::new("Sort the list", Sorting::ALL.map(choice).to_vec());
        chooser.move_by(Sorting::ALL.iter().position(|each| *each == now).unwrap_or(0) as isize);
        self.chooser = Some(chooser);
    }

    pub(super) fn sort(&mut self, sorting: Sorting) {
        self.list.set_sorting(sorting, &self.store);
        self.say(format!("Sorted: {}", words::sorted(sorting)));
    }

    // ── the screen ──────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn toggle_sidebar(&mut self) {
        let is_beside = self.geometry.sidebar.is_some() && self.geometry.reader.is_some();
        if is_beside {
            self.sidebar = false;
            if self.focus == Focus::Sidebar {
                self.focus = Focus::Reader;
            }
        } else if self.focus == Focus::Sidebar {
            self.leave_sidebar();
        } else {
            self.show_sidebar();
        }
    }

    /// Beside the article where it fits, else in its place.
    fn show_sidebar(&mut self) {
        self.sidebar = true;
        self.place_panes();
        if self.geometry.sidebar.is_some() {
            return;
        }
        if let (false, Some(id)) = (self.is_reading(), self.list.selected()) {
            self.turn_to(id);
        }
        self.focus = Focus::Sidebar;
    }

    /// Back to where it was opened from: an article that was never opened was looked at from the list.
    fn leave_sidebar(&mut self) {
        let is_open = self.reader.article().is_some() && self.opened_in_reader == self.reader.article();
        self.focus = if is_open { Focus::Reader } else { Focus::List };
    }

    pub(super) fn toggle_zen(&mut self) {
        self.zen = !self.zen;
        if self.zen {
            if let (true, Some(id)) = (self.focus != Focus::Reader, self.list.selected()) {
                self.open_in_reader(id);
            }
            self.focus = Focus::Reader;
            self.say("z or Esc brings the panes back");
        }
    }

    pub(super) fn cycle_panes(&mut self) {
        self.zen = false;
        self.panes = match self.panes {
            Panes::All => Panes::ListOnly,
            Panes::ListOnly => Panes::ReaderOnly,
            Panes::ReaderOnly => Panes::All,
        };
        self.focus = match self.panes {
            Panes::ListOnly => Focus::List,
            Panes::ReaderOnly => Focus::Reader,
            Panes::All => self.focus,
        };
        self.open_if_reading();
    }

    /// Moves the measure from what is set now, whatever was wished for; where the pane does not follow, that is
    /// said and the wish stays for a wider one.
    pub(super) fn change_measure(&mut self, steps: i16) {
        let (wish, before) = (self.measure, self.geometry.measure);
        self.measure = match steps {
            0 => geometry::MEASURE,
            _ => geometry::measure_moved(before, steps),
        };
        self.place_panes();
        let columns = self.geometry.measure;
        if columns != before || steps == 0 {
            self.say(format!("Measure {columns} columns"));
            return;
        }
        self.measure = wish;
        self.place_panes();
        let limit = if steps > 0 { "wide" } else { "narrow" };
        self.say(format!("Measure {columns} columns: as {limit} as it gets here"));
    }

    pub(super) fn next_pane(&mut self, forward: bool) {
        let panes = [Focus::Feeds, Focus::List, Focus::Reader, Focus::Sidebar];
        let here = panes.iter().position(|pane| *pane == self.focus).unwrap_or(1);
        let step = if forward { 1 } else { panes.len() - 1 };
        let order = (1..panes.len()).map(|n| panes[(here + n * step) % panes.len()]);
        let shown = |pane: &Focus| match pane {
            Focus::Feeds => self.geometry.feeds.is_some(),
            Focus::List => self.geometry.list.is_some() || self.geometry.feeds.is_none(),
            Focus::Reader => self.list.selected().is_some() || self.reader.article().is_some(),
            Focus::Sidebar => self.geometry.sidebar.is_some(),
        };
        let Some(next) = { order }.find(shown) else { return };
        match (next, self.list.selected()) {
            (Focus::Reader, Some(id)) if self.opened_in_reader != Some(id) => self.open_in_reader(id),
            (Focus::List, _) => self.leave_reader(),
            (_, _) => self.focus = next,
        }
    }

    pub(super) fn open_help(&mut self) {
        self.help = match self.help {
            Some(_) => None,
            None => Some(HelpPane::new(&self.keymap, self.size.0)),
        };
    }

    /// While the help is open, keys scroll it or close it, and no other does anything: a key tried out while its row
    /// is read must not mark or remove what the help covers. Answers whether the key is spent.
    pub(super) fn perform_in_help(&mut self, command: Command) -> bool {
        let height = self.help_height();
        let Some(help) = &mut self.help else { return false };
        let lines = match command {
            Command::Down | Command::Enter => 1,
            Command::Up => -1,
            Command::PageDown | Command::ReadOn | Command::HalfDown => height as isize / 2,
            Command::PageUp | Command::ReadBack | Command::HalfUp => -(height as isize / 2),
            Command::Top => isize::MIN / 2,
            Command::Bottom => isize::MAX / 2,
            Command::Quit | Command::Cancel | Command::Suspend | Command::Redraw => return false,
            Command::Help | Command::Back | Command::Escape => {
                self.help = None;
                return true;
            }
            _ => 0,
        };
        help.scroll(lines, height);
        true
    }

    /// The last line of the help stays at the bottom when the screen grows.
    pub(super) fn keep_help_in_view(&mut self) {
        let height = self.help_height();
        if let Some(help) = &mut self.help {
            help.set(&self.keymap, self.size.0);
            help.scroll(0, height);
        }
    }

    fn help_height(&self) -> usize {
        // A title and a rule stand above it.
        usize::from(self.size.1).saturating_sub(2).max(1)
    }
}

/// Moves the list's cursor to an article, where it is in the list.
pub(super) fn follow(list: &mut ListPane, id: ArticleId) {
    if list.selected() != Some(id) {
        list.move_to_article(id);
    }
}

/// Unread and All are one list, with or without what is read.
fn other_half(list: &List) -> Option<List> {
    match list {
        List::Unread => Some(List::All),
        List::All => Some(List::Unread),
        List::Bookmarked
        | List::Feed(_)
        | List::Folder(_)
        | List::Tag(_)
        | List::History
        | List::Continue
        | List::New { .. }
        | List::Opened { .. } => None,
    }
}

/// What an empty list says.
#[must_use]
pub fn empty_list(list: Option<&List>) -> &'static str {
    match list {
        Some(List::Unread) => "All read. ga shows everything, gs the bookmarks.",
        Some(List::Bookmarked) => "No bookmarks yet. s sets one.",
        Some(List::History) => "Nothing opened yet.",
        Some(List::Continue) => "Nothing begun.",
        Some(List::New { .. }) => "Nothing new since the last visit.",
        Some(List::Tag(_)) => "Nothing carries this tag.",
        Some(List::Opened { .. }) => "Nothing here yet.",
        Some(List::Feed(_) | List::Folder(_)) => "Nothing here yet. r asks for what is new.",
        Some(List::All) | None => "Nothing here yet. a adds a feed, a page, a text or a folder.",
    }
}

/// What a list says where nothing in it passes the filter; named is all that was looked through.
pub const NO_HITS: &str = "No hits in titles, authors, feeds, sections and tags. The texts themselves are not searched yet. Esc shows \
     the whole list.";

/// What the reading pane says while there is nothing to read beside the list.
#[must_use]
pub fn nothing_to_read(is_filtered: bool, is_library_empty: bool) -> &'static str {
    match (is_library_empty, is_filtered) {
        (true, _) => {
            "Save a page in your browser, press a and type the path of the file: it is read here, and kept."
        }
        (false, true) => "F mends the filter, / looks through the whole library.",
        (false, false) => {
            "The article under the list’s cursor is shown here. gu, ga, gs and gh go to other lists."
        }
    }
}
