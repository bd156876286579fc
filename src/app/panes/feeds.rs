//! The feeds pane: the standing lists, the feeds by folder, the tags, each with its kept counts.

use crate::news::FeedKind;
use crate::store::{Counts, List, Scope, Store};

/// One line of the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A heading, with its depth.
    Heading(String),
    /// A list that can be opened.
    List {
        /// What it is called.
        title: String,
        /// What it opens.
        list: List,
        /// Its numbers; nothing where none are kept.
        counts: Option<Counts>,
        /// How deep it sits in folders.
        depth: u16,
    },
}

/// The feeds pane's state.
#[derive(Debug, Default)]
pub struct FeedsPane {
    entries: Vec<Entry>,
    cursor: usize,
    top: usize,
}

impl FeedsPane {
    /// Takes titles and counts anew from the store; the cursor stays on its list.
    pub fn refill(&mut self, store: &Store) {
        let current = self.selected().cloned();
        self.entries = standing_lists(store);
        push_feeds(&mut self.entries, store);
        push_tags(&mut self.entries, store);
        if let Some(list) = current {
            self.move_to_list(&list);
        }
        self.move_by(0);
    }

    /// The lines.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The line under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first line shown.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The list under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&List> {
        match self.entries.get(self.cursor) {
            Some(Entry::List { list, .. }) => Some(list),
            Some(Entry::Heading(_)) | None => None,
        }
    }

    /// Puts the cursor on a list, where it is there.
    pub fn move_to_list(&mut self, wanted: &List) {
        let is_wanted = |entry: &Entry| matches!(entry, Entry::List { list, .. } if list == wanted);
        if let Some(row) = self.entries.iter().position(is_wanted) {
            self.cursor = row;
        }
    }

    /// Puts the cursor on the first tag; false where there is none.
    pub fn move_to_tags(&mut self) -> bool {
        let is_tag = |entry: &Entry| matches!(entry, Entry::List { list: List::Tag(_), .. });
        let found = self.entries.iter().position(is_tag);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Moves the cursor by lines, stepping over headings.
    pub fn move_by(&mut self, lines: isize) {
        let last = self.entries.len().saturating_sub(1);
        let target = self.cursor.saturating_add_signed(lines).min(last);
        let is_list = |row: &usize| matches!(self.entries.get(*row), Some(Entry::List { .. }));
        let (after, before) = ((target..=last).find(is_list), (0..=target).rev().find(is_list));
        self.cursor = if lines < 0 { before.or(after) } else { after.or(before) }.unwrap_or(0);
    }

    /// To the first or the last line.
    pub fn go_to_edge(&mut self, last: bool) {
        self.cursor = if last { self.entries.len().saturating_sub(1) } else { 0 };
        self.move_by(0);
    }

    /// To the first list under the next or the previous heading.
    pub fn move_by_group(&mut self, forward: bool) {
        let is_heading = |row: &usize| matches!(self.entries.get(*row), Some(Entry::Heading(_)));
        if forward {
            if let Some(heading) = (self.cursor..self.entries.len()).find(is_heading) {
                self.cursor = heading;
                self.move_by(1);
            }
        } else {
            let own = (0..self.cursor).rev().find(is_heading);
            let above = own.and_then(|own| (0..own).rev().find(is_heading));
            self.cursor = above.unwrap_or(0);
            self.move_by(0);
        }
    }

    /// Moves the viewport as little as needed to show the cursor.
    pub fn keep_cursor_in_view(&mut self, height: usize) {
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height.max(1);
        }
        // The heading above the first list is shown with it.
        if self.top == 1 {
            self.top = 0;
        }
    }

    /// The next or previous feed with unread articles, from a list on.
    #[must_use]
    pub fn next_unread_feed(&self, from: Option<&List>, forward: bool) -> Option<List> {
        let feeds: Vec<(&List, u32)> = self.entries.iter().filter_map(unread_of_feed).collect();
        let here = feeds.iter().position(|(list, _)| Some(*list) == from);
        let unread = |index: &usize| feeds[*index].1 > 0;
        let found = match (here, forward) {
            (Some(here), true) => (here + 1..feeds.len()).chain(0..here).find(unread),
            (Some(here), false) => (0..here).rev().chain((here + 1..feeds.len()).rev()).find(unread),
            (None, true) => (0..feeds.len()).find(unread),
            (None, false) => (0..feeds.len()).rev().find(unread),
        };
        found.map(|index| feeds[index].0.clone())
    }
}

fn unread_of_feed(entry: &Entry) -> Option<(&List, u32)> {
    match entry {
        Entry::List { list: list @ List::Feed(_), counts, .. } => {
            Some((list, counts.map_or(0, |counts| counts.unread)))
        }
        Entry::List { .. } | Entry::Heading(_) => None,
    }
}

fn standing_lists(store: &Store) -> Vec<Entry> {
    let all = store.counts(&Scope::All);
    let only = |total, unread| Some(Counts { total, unread, bookmarked: 0 });
    let entry = |title: &str, list, counts| Entry::List { title: title.to_owned(), list, counts, depth: 0 };
    vec![
        entry("Unread", List::Unread, only(all.unread, all.unread)),
        entry("All", List::All, only(all.total, all.unread)),
        entry("Bookmarks", List::Bookmarked, only(all.bookmarked, 0)),
        entry("Continue", List::Continue, None),
        entry("History", List::History, None),
    ]
}

fn push_feeds(entries: &mut Vec<Entry>, store: &Store) {
    entries.push(Entry::Heading("Feeds".to_owned()));
    let mut folder: &[String] = &[];
    for feed in store.feeds() {
        if feed.kind != FeedKind::Remote && store.counts(&Scope::Feed(feed.id)).total == 0 {
            continue;
        }
        if feed.folder != folder {
            folder = &feed.folder;
            entries.extend(folder.last().map(|name| Entry::Heading(name.clone())));
        }
        entries.push(Entry::List {
            title: feed.title.clone(),
            list: List::Feed(feed.id),
            counts: Some(store.counts(&Scope::Feed(feed.id))),
            depth: feed.folder.len() as u16,
        });
    }
}

fn push_tags(entries: &mut Vec<Entry>, store: &Store) {
    let tags = store.tag_names();
    if tags.is_empty() {
        return;
    }
    entries.push(Entry::Heading("Tags".to_owned()));
    entries.extend(tags.into_iter().map(|(name, counts)| Entry::List {
        title: name.clone(),
        list: List::Tag(name),
        counts: Some(counts),
        depth: 0,
    }));
}
