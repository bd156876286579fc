//! The feeds pane: the standing lists, the feeds in their tree of folders, the tags, each with its kept counts.

use std::collections::HashSet;

use crate::news::{Feed, FeedId, FeedKind};
use crate::store::{Counts, List, Scope, Store};

/// One line of the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A heading.
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
        /// Of a folder, whether what is in it is shown.
        open: Option<bool>,
        /// Whether a feed in it cannot be read anew.
        troubled: bool,
        /// Whether it is a feed whose articles are in no other list.
        muted: bool,
    },
}

/// The feeds pane's state.
#[derive(Debug, Default)]
pub struct FeedsPane {
    entries: Vec<Entry>,
    /// Folders whose feeds are hidden, by path.
    folded: HashSet<Vec<String>>,
    cursor: usize,
    top: usize,
}

impl FeedsPane {
    /// Takes titles and counts anew from the store; the cursor stays on its list.
    pub fn refill(&mut self, store: &Store) {
        let current = self.selected().cloned();
        self.entries = standing_lists(store);
        push_feeds(&mut self.entries, store, &self.folded);
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

    /// Shows what is in the folder under or around the cursor, or hides it; false where there is none.
    pub fn fold(&mut self, store: &Store) -> bool {
        let Some(path) = self.folder_here(store) else { return false };
        if !self.folded.remove(&path) {
            self.folded.insert(path.clone());
            self.move_to_list(&List::Folder(path));
        }
        self.refill(store);
        true
    }

    /// Hides what is in the folder around the cursor; false where there is none, or nothing shown.
    pub fn close(&mut self, store: &Store) -> bool {
        let is_open = self.folder_here(store).is_some_and(|path| !self.folded.contains(&path));
        is_open && self.fold(store)
    }

    fn folder_here(&self, store: &Store) -> Option<Vec<String>> {
        let path = match self.selected()? {
            List::Folder(path) => path.clone(),
            List::Feed(feed) => store.feed(*feed)?.folder.clone(),
            List::Unread
            | List::All
            | List::Bookmarked
            | List::Tag(_)
            | List::History
            | List::Continue
            | List::New { .. }
            | List::Opened { .. } => return None,
        };
        (!path.is_empty()).then_some(path)
    }
}

/// The next or previous feed with unread articles in the order of the pane, from a list on.
#[must_use]
pub fn next_unread_feed(store: &Store, from: Option<&List>, forward: bool) -> Option<List> {
    let feeds: Vec<FeedId> = listed(store).map(|feed| feed.id).collect();
    let is_here = |feed: &FeedId| match from {
        Some(List::Feed(here)) => here == feed,
        Some(List::Folder(path)) => store.feed(*feed).is_some_and(|feed| feed.folder.starts_with(path)),
        Some(_) | None => false,
    };
    let here = feeds.iter().position(is_here);
    let is_unread = |index: &usize| store.counts(&Scope::Feed(feeds[*index])).unread > 0;
    let found = match (here, forward) {
        (Some(here), true) => (here + 1..feeds.len()).chain(0..here).find(is_unread),
        (Some(here), false) => (0..here).rev().chain((here + 1..feeds.len()).rev()).find(is_unread),
        (None, true) => (0..feeds.len()).find(is_unread),
        (None, false) => (0..feeds.len()).rev().find(is_unread),
    };
    found.map(|index| List::Feed(feeds[index]))
}

/// The feeds that the pane lists: the guide and the files only while there is something in them.
fn listed(store: &Store) -> impl Iterator<Item = &Feed> {
    store
        .feeds()
        .filter(|feed| feed.kind == FeedKind::Remote || store.counts(&Scope::Feed(feed.id)).total > 0)
}

fn standing_lists(store: &Store) -> Vec<Entry> {
    let all = store.counts(&Scope::All);
    let only = |total, unread| Some(Counts { total, unread, bookmarked: 0 });
    vec![
        plain("Unread", List::Unread, only(all.unread, all.unread)),
        plain("All", List::All, only(all.total, all.unread)),
        plain("Bookmarks", List::Bookmarked, only(all.bookmarked, 0)),
        plain("Continue", List::Continue, None),
        plain("History", List::History, None),
    ]
}

fn plain(title: &str, list: List, counts: Option<Counts>) -> Entry {
    Entry::List { title: title.to_owned(), list, counts, depth: 0, open: None, troubled: false, muted: false }
}

fn push_feeds(entries: &mut Vec<Entry>, store: &Store, folded: &HashSet<Vec<String>>) {
    entries.push(Entry::Heading("Feeds".to_owned()));
    let mut folder: &[String] = &[];
    for feed in listed(store) {
        let shared = folder.iter().zip(&feed.folder).take_while(|(one, other)| one == other).count();
        folder = &feed.folder;
        let hidden_from = (1..=folder.len()).find(|depth| folded.contains(&folder[..*depth]));
        // A folder that is closed is shown itself, and nothing below it.
        let shown = hidden_from.unwrap_or(folder.len());
        for depth in shared + 1..=shown {
            entries.push(folder_entry(&folder[..depth], hidden_from != Some(depth), store));
        }
        if hidden_from.is_none() {
            entries.push(Entry::List {
                title: feed.title.clone(),
                list: List::Feed(feed.id),
                counts: Some(store.counts(&Scope::Feed(feed.id))),
                depth: folder.len() as u16,
                open: None,
                troubled: feed.trouble.is_some(),
                muted: feed.muted,
            });
        }
    }
}

/// A folder with the numbers of all that is in it.
fn folder_entry(path: &[String], open: bool, store: &Store) -> Entry {
    let troubled = listed(store).any(|feed| feed.trouble.is_some() && feed.folder.starts_with(path));
    Entry::List {
        title: path.last().cloned().unwrap_or_default(),
        list: List::Folder(path.to_vec()),
        counts: Some(store.counts(&Scope::Folder(path.to_vec()))),
        depth: path.len() as u16 - 1,
        open: Some(open),
        // What is shown tells its own trouble.
        troubled: troubled && !open,
        muted: false,
    }
}

fn push_tags(entries: &mut Vec<Entry>, store: &Store) {
    let tags = store.tag_names();
    if tags.is_empty() {
        return;
    }
    entries.push(Entry::Heading("Tags".to_owned()));
    entries.extend(tags.into_iter().map(|(name, counts)| {
        let title = name.clone();
        plain(&title, List::Tag(name), Some(counts))
    }));
}
