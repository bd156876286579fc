//! The list: rows in groups, a cursor, a viewport, a selection. It asks the store and never alters it.
//!
//! Rows are taken when the list is opened, where only some articles are shown slice by slice, and stay until it is
//! opened again, so that what was just read does not vanish under the eye. What arrives later is put in its place without moving the selected row or the
//! viewport.

use std::cmp::Ordering;
use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::sifting::{Sifting, Sought};
use crate::news::{ArticleId, FeedId, Headline, NumberMap};
use crate::query::{Query, SortBy};
use crate::store::{List, Scope, Sorting, Store};

/// What the heading of a group says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupKind {
    /// The article to go on with.
    Continue,
    /// One local day.
    Day(Date),
    /// What one feed brought.
    Feed(FeedId),
    /// No heading of its own: the list goes by something else than days.
    Plain,
}

/// A run of rows under one heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// Its first row.
    pub first: usize,
    /// Minutes that its rows take to read, once its heading was in view; none where it has more rows than anybody
    /// reads.
    pub minutes: Option<u32>,
}

impl Group {
    fn new(kind: GroupKind, first: usize) -> Self {
        Self { kind, first, minutes: None }
    }
}

/// Days of more articles say their number only: a day of thousands takes nobody's morning.
const COUNTED_MINUTES: usize = 1000;

/// One line of the list as the screen shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VisualLine {
    /// The heading of a group.
    Heading(usize),
    /// A line of a row: which row, and which of its lines.
    Row(usize, usize),
}

/// The list pane's state.
#[derive(Debug, Default)]
pub struct ListPane {
    list: Option<List>,
    only_unread: bool,
    filter: Option<Filter>,
    /// The words a minute that the minutes of groups were counted by.
    counted_at: u32,
    /// What is wished for; lists that have an order of their own keep it.
    sorting: Sorting,
    rows: Vec<ArticleId>,
    groups: Vec<Group>,
    /// The row under the cursor.
    cursor: usize,
    /// The first line shown.
    top: usize,
    /// Set while rows are being selected: the row where it began.
    anchor: Option<usize>,
    zone: Option<TimeZone>,
    /// The article to go on with, which stands before all others.
    begun: Option<ArticleId>,
    /// What is still to be looked through where only some articles are shown.
    sifting: Option<Sifting>,
}

/// A filter in force.
#[derive(Clone, Debug)]
pub struct Filter {
    /// As it was typed.
    pub text: String,
    /// As it was understood.
    pub query: Query,
}

impl ListPane {
    /// Opens a list at its first row.
    pub fn open(&mut self, list: List, filter: Option<Filter>, store: &Store, zone: &TimeZone) {
        *self = Self {
            list: Some(list),
            only_unread: false,
            filter,
            zone: Some(zone.clone()),
            sorting: self.sorting,
            ..Self::default()
        };
        self.refill(store);
    }

    /// Puts another list in this one's place, which holds its rows or most of them: the cursor stays on its article.
    pub fn replace(&mut self, list: List, store: &Store) {
        self.list = Some(list);
        self.refill(store);
    }

    /// Takes the rows anew, keeping the cursor, and where a selection began, on their articles where they are still
    /// there. Where only some articles are shown, [`sift`](Self::sift) finds the rest of them.
    pub fn refill(&mut self, store: &Store) {
        let sought = Sought { cursor: self.selected_or_sought(), anchor: self.anchored_or_sought() };
        let Some(list) = self.list.clone() else { return };
        (self.begun, self.sifting) = (None, None);
        let mut rows = store.list(&list);
        if self.keeps_own_order() && self.is_sorted_by_filter() {
            rows.sort_by(|&a, &b| store.sorts(Sorting::NEWEST, a, b));
        }
        store.sort(self.order(), &mut rows);
        if self.filter.is_some() || self.only_unread && list != List::Unread {
            self.rows.clear();
            self.groups.clear();
            (self.cursor, self.anchor) = (0, None);
            self.sifting = Some(Sifting::new(rows, sought));
            self.look_on(store);
            return;
        }
        self.rows = rows;
        if list == List::Unread && self.order() == Sorting::NEWEST {
            self.put_continue_first(store);
        }
        self.regroup(store);
        self.anchor = sought.anchor.and_then(|id| self.position(id));
        self.cursor = sought.cursor.and_then(|id| self.position(id)).unwrap_or(0);
    }

    /// Whether there is more of the list to be looked through.
    #[must_use]
    pub fn is_sifting(&self) -> bool {
        self.sifting.is_some()
    }

    /// Looks through the next slice of the list and puts what passes behind the rows found so far.
    pub fn sift(&mut self, store: &Store, row_height: usize) {
        self.look_on(store);
        if let Some(sifting) = self.sifting.take_if(|sifting| sifting.is_done()) {
            let came = sifting.came_meanwhile();
            if !came.is_empty() {
                self.put_revised_in_place(came, store, row_height);
                self.receive(came, store, row_height);
            }
        }
    }

    /// Finds the rows of the next slice. After the last one it is for [`sift`](Self::sift) to end the search, unless
    /// nothing came meanwhile.
    fn look_on(&mut self, store: &Store) {
        let Some(mut sifting) = self.sifting.take() else { return };
        let only_unread = self.only_unread;
        let mut matcher = self.filter.as_ref().map(|filter| filter.query.matcher());
        let is_slow = self.filter.as_ref().is_some_and(|filter| filter.query.has_expression());
        let found = sifting.next(store, is_slow, |headline| {
            (!only_unread || !headline.read)
                && matcher.as_mut().is_none_or(|matcher| matcher.matches(headline))
        });
        let first = self.rows.len();
        self.rows.extend(found);
        self.group_more(store);
        self.stand_on_found(first, sifting.sought());
        if !sifting.is_done() || !sifting.came_meanwhile().is_empty() {
            self.sifting = Some(sifting);
        }
    }

    /// The cursor and the beginning of the selection go back to their articles once these are found.
    fn stand_on_found(&mut self, first: usize, sought: Sought) {
        let found = |wanted: Option<ArticleId>| {
            let wanted = wanted?;
            self.rows[first..].iter().position(|&row| row == wanted).map(|row| first + row)
        };
        let (cursor, anchor) = (found(sought.cursor), found(sought.anchor));
        self.cursor = cursor.unwrap_or(self.cursor);
        self.anchor = self.anchor.or(anchor);
    }

    /// The reader has gone on from where the cursor stands: it will not be moved to where it stood before.
    pub fn stay(&mut self) {
        if let Some(sifting) = &mut self.sifting {
            sifting.give_up_seeking();
        }
    }

    /// The article under the cursor, or the one that it shall stand on once that is found.
    #[must_use]
    pub fn selected_or_sought(&self) -> Option<ArticleId> {
        self.sifting.as_ref().and_then(|sifting| sifting.sought().cursor).or_else(|| self.selected())
    }

    fn anchored_or_sought(&self) -> Option<ArticleId> {
        self.anchored().or_else(|| self.sifting.as_ref().and_then(|sifting| sifting.sought().anchor))
    }

    /// The article at which the selection began.
    fn anchored(&self) -> Option<ArticleId> {
        self.anchor.and_then(|row| self.rows.get(row).copied())
    }

    /// The start list begins with the article that was begun last.
    fn put_continue_first(&mut self, store: &Store) {
        let Some(&begun) = store.list(&List::Continue).first() else { return };
        self.rows.retain(|&id| id != begun);
        self.rows.insert(0, begun);
        self.begun = Some(begun);
    }

    /// Once everything is in memory, the article to go on with may be known: it is put first where the list still
    /// stands as it was opened.
    pub fn admit_continue(&mut self, store: &Store) {
        let selected = self.selected();
        let untouched = self.cursor == 0 && self.top == 0 && self.anchor.is_none();
        let is_start = self.list == Some(List::Unread) && self.order() == Sorting::NEWEST;
        if is_start && self.filter.is_none() && self.begun.is_none() && untouched {
            self.put_continue_first(store);
            self.regroup(store);
            self.cursor = selected.and_then(|id| self.position(id)).unwrap_or(0);
        }
    }

    /// Puts rows whose articles were revised into their places, by their new dates or what else the list is sorted by; the
    /// selected row and the viewport stay.
    pub fn put_revised_in_place(&mut self, revised: &[ArticleId], store: &Store, row_height: usize) {
        if let Some(sifting) = &mut self.sifting {
            sifting.comes_meanwhile(revised);
            return;
        }
        if self.keeps_own_order() || self.rows.is_empty() {
            return;
        }
        let revised: NumberMap<ArticleId, ()> = revised.iter().map(|id| (*id, ())).collect();
        let fixed = usize::from(self.begins_with_continue());
        let order = self.order();
        let follows = |row: usize| {
            let above = row.checked_sub(1).filter(|above| *above >= fixed);
            above.is_none_or(|above| store.sorts(order, self.rows[above], self.rows[row]).is_lt())
        };
        let is_displaced = |row: &usize| !follows(*row) || *row + 1 < self.rows.len() && !follows(*row + 1);
        let touched = (fixed..self.rows.len()).filter(|row| revised.contains_key(&self.rows[*row]));
        let displaced: Vec<usize> = touched.filter(is_displaced).collect();
        if displaced.is_empty() {
            // Days and feeds may have altered their names all the same.
            return self.regroup(store);
        }
        let mut moved: Vec<ArticleId> =
            self.rows.iter().copied().skip(fixed).filter(|id| revised.contains_key(id)).collect();
        moved.sort_unstable_by(|&a, &b| store.sorts(order, a, b));
        self.merge(&moved, &revised, store, row_height);
    }

    fn regroup(&mut self, store: &Store) {
        self.groups.clear();
        self.group_more(store);
    }

    /// Groups the rows from the last group on, which may have grown.
    fn group_more(&mut self, store: &Store) {
        let mut row = self.groups.pop().map_or(0, |last| last.first);
        if row == 0 && self.begins_with_continue() {
            self.groups.push(Group::new(GroupKind::Continue, 0));
            row = 1;
        }
        match (self.keeps_own_order(), self.order().first().by) {
            (false, SortBy::Date) => self.group_by_day(row, store),
            (false, SortBy::Feed) => self.group_by_feed(row, store),
            (true, _) | (false, SortBy::Seen | SortBy::Read | SortBy::Views | SortBy::Opened) => {
                if row < self.rows.len() {
                    self.groups.push(Group::new(GroupKind::Plain, row));
                }
            }
        }
    }

    fn group_by_day(&mut self, mut row: usize, store: &Store) {
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        while row < self.rows.len() {
            let date = self.date(row, store);
            let day = date.to_zoned(zone.clone()).date();
            self.groups.push(Group::new(GroupKind::Day(day), row));
            let midnight = |day: Date| day.to_zoned(zone.clone()).ok().map(|midnight| midnight.timestamp());
            let start = midnight(day).unwrap_or(Timestamp::MIN);
            let end = day.tomorrow().ok().and_then(midnight).unwrap_or(Timestamp::MAX);
            let newest_first = !self.order().first().reversed;
            let is_of_day = |date: Timestamp| if newest_first { date >= start } else { date < end };
            row = self.end_of_group(row, |id| store.date(id).is_none_or(is_of_day));
        }
    }

    fn group_by_feed(&mut self, mut row: usize, store: &Store) {
        let feed = |id: ArticleId| store.headline(id).map(|headline| headline.feed);
        while row < self.rows.len() {
            let here = feed(self.rows[row]);
            self.groups.push(Group::new(here.map_or(GroupKind::Plain, GroupKind::Feed), row));
            row = self.end_of_group(row, |id| feed(id) == here);
        }
    }

    /// The first row after this one that is of another group. The rows of a group stand together, so it is found by leaps
    /// and by halving, near the row itself, not by walking.
    fn end_of_group(&self, row: usize, is_in_group: impl Fn(ArticleId) -> bool) -> usize {
        let is_in_group = |id: &ArticleId| is_in_group(*id);
        let mut leap = 1;
        while self.rows.get(row + leap).is_some_and(is_in_group) {
            leap *= 2;
        }
        let from = row + 1 + leap / 2;
        let until = self.rows.len().min(row + leap);
        from + self.rows.get(from..until).unwrap_or(&[]).partition_point(is_in_group)
    }

    fn begins_with_continue(&self) -> bool {
        self.begun.is_some() && self.rows.first() == self.begun.as_ref()
    }

    /// The order that its rows stand in: what the filter says, else what was chosen.
    fn order(&self) -> Sorting {
        let asked = self.filter.as_ref().map(|filter| filter.query.sorting()).filter(|keys| !keys.is_empty());
        let usual = if self.keeps_own_order() { Sorting::NEWEST } else { self.sorting };
        asked.map_or(usual, Sorting::by)
    }

    /// What the rows are sorted by, where the reader may choose.
    #[must_use]
    pub fn sorting(&self) -> Option<Sorting> {
        (!self.keeps_own_order()).then(|| self.order())
    }

    /// Whether the filter says how it is sorted.
    #[must_use]
    pub fn is_sorted_by_filter(&self) -> bool {
        self.filter.as_ref().is_some_and(|filter| !filter.query.sorting().is_empty())
    }

    /// The order that lists are sorted by, whether this one keeps an own order or not.
    #[must_use]
    pub fn order_wished(&self) -> Sorting {
        self.sorting
    }

    /// Sorts the list, and those that are opened after it; the cursor stays on its article.
    pub fn set_sorting(&mut self, sorting: Sorting, store: &Store) {
        self.sorting = sorting;
        self.refill(store);
    }

    /// Whether the list goes by when articles were opened, or as they were named; it takes no rows in as they come.
    #[must_use]
    pub fn keeps_own_order(&self) -> bool {
        match self.list {
            Some(List::History | List::Continue | List::Opened { .. }) | None => true,
            Some(
                List::Unread
                | List::All
                | List::Bookmarked
                | List::Feed(_)
                | List::Folder(_)
                | List::Tag(_)
                | List::New { .. },
            ) => false,
        }
    }

    fn date(&self, row: usize, store: &Store) -> Timestamp {
        store.date(self.rows[row]).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Puts articles that arrived into their places; the selected row and the viewport stay.
    pub fn receive(&mut self, arrived: &[ArticleId], store: &Store, row_height: usize) {
        if let Some(sifting) = &mut self.sifting {
            sifting.comes_meanwhile(arrived);
            return;
        }
        let Some(list) = self.list.clone() else { return };
        if self.keeps_own_order() {
            return;
        }
        let mut new: Vec<ArticleId> = arrived
            .iter()
            .copied()
            // The article to go on with stands first, out of its place by date.
            .filter(|&id| self.begun != Some(id) && store.belongs(&list, id) && self.passes(id, store))
            .collect();
        if new.is_empty() {
            return;
        }
        let order = self.order();
        new.sort_unstable_by(|&a, &b| store.sorts(order, a, b));
        new.dedup();
        if order.keys().any(|key| key.by == SortBy::Opened) {
            // What was opened stays where it stood: rows are in no order that could be halved.
            let standing: NumberMap<ArticleId, ()> = self.rows.iter().map(|id| (*id, ())).collect();
            new.retain(|id| !standing.contains_key(id));
        } else if new.len() < FEW {
            // Most often a revised article or two, there already: nothing is to be moved for them.
            new.retain(|&id| !self.holds(id, store));
        }
        if new.is_empty() {
            return;
        }
        self.merge(&new, &NumberMap::default(), store, row_height);
    }

    fn holds(&self, id: ArticleId, store: &Store) -> bool {
        let sorted = &self.rows[usize::from(self.begins_with_continue())..];
        let order = self.order();
        sorted.binary_search_by(|&row| store.sorts(order, row, id)).is_ok()
    }

    fn passes(&self, id: ArticleId, store: &Store) -> bool {
        let Some(headline) = store.headline(id) else { return false };
        (!self.only_unread || !headline.read)
            && self.filter.as_ref().is_none_or(|filter| filter.query.matches(&headline))
    }

    /// Merges articles into the rows, after some rows were taken out.
    fn merge(&mut self, new: &[ArticleId], out: &NumberMap<ArticleId, ()>, store: &Store, row_height: usize) {
        let (selected, before) = (self.selected(), self.rows.len());
        let anchor = self.anchored();
        let watched = self.first_row_at(self.top, row_height).and_then(|row| self.rows.get(row).copied());
        let into_line = self.top - watched.map_or(0, |id| self.line_of_article(id, row_height).min(self.top));
        let fixed = usize::from(self.begins_with_continue());
        let mut tail = self.rows.split_off(fixed);
        if !out.is_empty() {
            tail.retain(|id| !out.contains_key(id));
        }
        let order = self.order();
        merge_sorted(&mut self.rows, &tail, new, |a, b| store.sorts(order, a, b));
        self.regroup(store);
        // While the library is still being read, the end that was asked for is where the end is now.
        let stood_at_end = !store.is_loaded() && self.cursor > 0 && self.cursor + 1 == before;
        self.cursor = if stood_at_end {
            self.rows.len() - 1
        } else {
            selected.and_then(|id| self.position(id)).unwrap_or(self.cursor)
        };
        self.anchor = anchor.and_then(|id| self.position(id));
        if let Some(id) = watched.filter(|_| self.top > 0) {
            self.top = self.line_of_article(id, row_height) + into_line;
        }
    }

    fn line_of_article(&self, id: ArticleId, row_height: usize) -> usize {
        self.position(id).map_or(0, |row| self.line_of(row, row_height))
    }

    fn position(&self, id: ArticleId) -> Option<usize> {
        self.rows.iter().position(|&row| row == id)
    }

    /// Which list is shown.
    #[must_use]
    pub fn list(&self) -> Option<&List> {
        self.list.as_ref()
    }

    /// The filter in force.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Filters the list, or shows it whole again.
    pub fn set_filter(&mut self, filter: Option<Filter>, store: &Store) {
        self.filter = filter;
        (self.top, self.anchor) = (0, None);
        self.refill(store);
    }

    /// Whether only the unread are shown.
    #[must_use]
    pub fn only_unread(&self) -> bool {
        self.only_unread || self.list == Some(List::Unread)
    }

    /// Shows only the unread rows, or all.
    pub fn set_only_unread(&mut self, only_unread: bool, store: &Store) {
        self.only_unread = only_unread;
        self.anchor = None;
        self.refill(store);
    }

    /// How many rows the list has; known from the kept counts before all of them are in memory.
    #[must_use]
    pub fn expected_rows(&self, store: &Store) -> usize {
        let kept = match &self.list {
            _ if store.is_loaded() || self.filter.is_some() || self.only_unread => None,
            Some(List::Unread) => Some(store.counts(&Scope::All).unread),
            Some(List::All) => Some(store.counts(&Scope::All).total),
            Some(List::Bookmarked) => Some(store.counts(&Scope::All).bookmarked),
            Some(List::Feed(id)) => Some(store.counts(&Scope::Feed(*id)).total),
            Some(
                List::Folder(_)
                | List::Tag(_)
                | List::History
                | List::Continue
                | List::New { .. }
                | List::Opened { .. },
            )
            | None => None,
        };
        kept.map_or(self.rows.len(), |kept| self.rows.len().max(kept as usize))
    }

    /// The rows, from the top.
    #[must_use]
    pub fn rows(&self) -> &[ArticleId] {
        &self.rows
    }

    /// The groups, from the top.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The row under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The article under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<ArticleId> {
        self.rows.get(self.cursor).copied()
    }

    /// Moves the cursor to a row, as far as there are rows.
    pub fn move_to(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor to an article; false where it is not in the list.
    pub fn move_to_article(&mut self, id: ArticleId) -> bool {
        let found = self.position(id);
        match (found, &mut self.sifting) {
            (Some(row), _) => self.cursor = row,
            (None, Some(sifting)) => sifting.seek_for_cursor(id),
            (None, None) => (),
        }
        found.is_some()
    }

    /// Moves the cursor by rows.
    pub fn move_by(&mut self, rows: isize) {
        self.move_to(self.cursor.saturating_add_signed(rows));
    }

    /// Moves the cursor to the next or previous group's first row.
    pub fn move_by_group(&mut self, forward: bool) {
        let current = self.group_of(self.cursor);
        let target = if forward {
            self.groups.get(current + 1)
        } else {
            let at_first = self.groups.get(current).is_some_and(|group| group.first == self.cursor);
            self.groups.get(if at_first { current.saturating_sub(1) } else { current })
        };
        if let Some(group) = target {
            self.cursor = group.first;
        }
    }

    /// The nearest row after (or before) the cursor whose headline passes.
    #[must_use]
    pub fn nearest(
        &self,
        forward: bool,
        store: &Store,
        mut passes: impl FnMut(&Headline<'_>) -> bool,
    ) -> Option<usize> {
        let mut test =
            |&row: &usize| store.headline(self.rows[row]).is_some_and(|headline| passes(&headline));
        if forward {
            (self.cursor + 1..self.rows.len()).find(&mut test)
        } else {
            (0..self.cursor.min(self.rows.len())).rev().find(&mut test)
        }
    }

    /// The number of the group a row is in.
    #[must_use]
    pub fn group_of(&self, row: usize) -> usize {
        self.groups.partition_point(|group| group.first <= row).saturating_sub(1)
    }

    /// The rows of a group.
    #[must_use]
    pub fn rows_of_group(&self, group: usize) -> &[ArticleId] {
        let Some(first) = self.groups.get(group).map(|group| group.first) else { return &[] };
        let end = self.groups.get(group + 1).map_or(self.rows.len(), |next| next.first);
        &self.rows[first..end]
    }

    /// Begins a selection at the cursor, if there is a row, or ends it.
    pub fn toggle_selection(&mut self) {
        let begins = self.anchor.is_none() && !self.rows.is_empty();
        self.anchor = begins.then_some(self.cursor);
    }

    /// Ends the selection; false where there was none.
    pub fn end_selection(&mut self) -> bool {
        self.anchor.take().is_some()
    }

    /// The rows selected, first and last; nothing while nothing is selected.
    #[must_use]
    pub fn selection(&self) -> Option<(usize, usize)> {
        self.anchor.map(|anchor| (anchor.min(self.cursor), anchor.max(self.cursor)))
    }

    /// What a mark goes to: the selected rows, or the one under the cursor.
    #[must_use]
    pub fn targets(&self) -> Vec<ArticleId> {
        match self.selection() {
            Some((first, last)) => self.rows.get(first..=last).unwrap_or(&[]).to_vec(),
            None => self.selected().into_iter().collect(),
        }
    }

    /// Takes rows out, as when their articles were removed.
    pub fn drop_rows(&mut self, gone: &[ArticleId], store: &Store) {
        let gone: HashSet<ArticleId> = gone.iter().copied().collect();
        if let Some(sifting) = &mut self.sifting {
            sifting.drop_all(&gone);
        }
        let before =
            self.rows[..self.cursor.min(self.rows.len())].iter().filter(|id| gone.contains(id)).count();
        let anchor = self.anchored();
        self.rows.retain(|id| !gone.contains(id));
        self.regroup(store);
        self.anchor = anchor.and_then(|id| self.position(id));
        self.move_to(self.cursor - before);
    }

    // ── lines on the screen ─────────────────────────────────────────────────────────────────────────────

    fn has_heading(&self, group: usize) -> bool {
        self.groups.get(group).is_some_and(|group| group.kind != GroupKind::Plain)
    }

    fn headings_through(&self, group: usize) -> usize {
        // Only the last group can be plain.
        if self.has_heading(group) { group + 1 } else { group }
    }

    /// The first line of a row, counted from the top of the whole list.
    #[must_use]
    pub fn line_of(&self, row: usize, row_height: usize) -> usize {
        row * row_height + self.headings_through(self.group_of(row))
    }

    /// How many lines the whole list has.
    #[must_use]
    pub fn lines(&self, row_height: usize) -> usize {
        match self.rows.len() {
            0 => 0,
            rows => self.line_of(rows - 1, row_height) + row_height,
        }
    }

    /// What stands on a line of the whole list.
    #[must_use]
    pub fn line(&self, line: usize, row_height: usize) -> Option<VisualLine> {
        if line >= self.lines(row_height) {
            return None;
        }
        let group = self.group_at(line, row_height);
        let first = self.groups.get(group)?.first;
        let start = first * row_height + self.headings_through(group);
        match line.checked_sub(start) {
            None => Some(VisualLine::Heading(group)),
            Some(into) => Some(VisualLine::Row(first + into / row_height, into % row_height)),
        }
    }

    /// What stands on a line of the whole list and on those below it, to the end.
    pub fn lines_from(&self, line: usize, row_height: usize) -> impl Iterator<Item = VisualLine> + '_ {
        let mut group = self.group_at(line, row_height);
        std::iter::successors(self.line(line, row_height), move |above| match *above {
            VisualLine::Heading(group) => Some(VisualLine::Row(self.groups.get(group)?.first, 0)),
            VisualLine::Row(row, into) if into + 1 < row_height => Some(VisualLine::Row(row, into + 1)),
            VisualLine::Row(row, _) => {
                let next = row + 1;
                let begins = self.groups.get(group + 1).is_some_and(|group| group.first == next);
                group += usize::from(begins);
                match begins && self.has_heading(group) {
                    true => Some(VisualLine::Heading(group)),
                    false => (next < self.rows.len()).then_some(VisualLine::Row(next, 0)),
                }
            }
        })
    }

    /// The group that a line belongs to, its heading included.
    fn group_at(&self, line: usize, row_height: usize) -> usize {
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = low.midpoint(high);
            let heading = usize::from(self.has_heading(middle));
            let start = self.groups[middle].first * row_height + self.headings_through(middle) - heading;
            if start <= line { low = middle + 1 } else { high = middle }
        }
        low.saturating_sub(1)
    }

    /// Adds up the minutes, at so many words a minute, of the groups whose headings stand in a viewport of so many lines.
    pub fn count_minutes(&mut self, store: &Store, pace: u32, height: usize, row_height: usize) {
        if self.counted_at != pace {
            self.counted_at = pace;
            self.groups.iter_mut().for_each(|group| group.minutes = None);
        }
        let heading = |line| match line {
            VisualLine::Heading(group) => Some(group),
            VisualLine::Row(..) => None,
        };
        let shown = self.lines_from(self.top, row_height).take(height).filter_map(heading);
        let uncounted: Vec<usize> = shown.filter(|&group| self.groups[group].minutes.is_none()).collect();
        for group in uncounted {
            self.groups[group].minutes = self.minutes_of(group, store, pace);
        }
    }

    fn minutes_of(&self, group: usize, store: &Store, pace: u32) -> Option<u32> {
        let rows = self.rows_of_group(group);
        let headlines = rows.iter().filter_map(|&id| store.headline(id));
        (rows.len() <= COUNTED_MINUTES).then(|| {
            headlines.fold(0_u32, |sum, headline| sum.saturating_add(headline.words.div_ceil(pace.max(1))))
        })
    }

    fn first_row_at(&self, line: usize, row_height: usize) -> Option<usize> {
        match self.line(line, row_height)? {
            VisualLine::Heading(group) => Some(self.groups[group].first),
            VisualLine::Row(row, _) => Some(row),
        }
    }

    /// The first line shown.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves the viewport as little as needed to show the cursor's row, with its heading where it is the first.
    pub fn keep_cursor_in_view(&mut self, height: usize, row_height: usize) {
        let line = self.line_of(self.cursor, row_height);
        let is_first =
            self.groups.get(self.group_of(self.cursor)).is_some_and(|group| group.first == self.cursor);
        let begin = line - usize::from(is_first && line > 0);
        if begin < self.top {
            self.top = begin;
        } else if line + row_height > self.top + height {
            self.top = line + row_height - height.max(row_height);
        }
        self.top = self.top.min(self.lines(row_height).saturating_sub(height.min(row_height)));
    }
}

/// Up to so many articles are looked up one by one; more are merged in one walk.
const FEW: usize = 64;

/// Merges two sorted runs; an article in both stands once.
fn merge_sorted(
    into: &mut Vec<ArticleId>,
    old: &[ArticleId],
    new: &[ArticleId],
    sorts: impl Fn(ArticleId, ArticleId) -> Ordering,
) {
    into.reserve(old.len() + new.len());
    let mut rest = old;
    for &id in new {
        let is_before = |row: ArticleId| sorts(row, id) == Ordering::Less;
        // The run before a new one is copied whole: found by halving where few are new, by walking else.
        let before = if new.len() < FEW {
            rest.partition_point(|&row| is_before(row))
        } else {
            rest.iter().take_while(|&&row| is_before(row)).count()
        };
        into.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        if rest.first() != Some(&id) {
            into.push(id);
        }
    }
    into.extend_from_slice(rest);
}
