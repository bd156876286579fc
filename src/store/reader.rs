//! Marks: the reader's changes with their inverses, and what reading leaves behind.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::change::ReaderChange;
use super::library::Store;
use super::marks::{Marks, Opening};
use super::session::Entry;
use crate::news::{ArticleId, FeedId, Place};

/// Articles that were altered, by the value they had.
type Altered<T> = BTreeMap<T, Vec<ArticleId>>;

impl Store {
    pub(super) fn apply_reader(&mut self, change: &ReaderChange) -> Option<ReaderChange> {
        match change {
            ReaderChange::Read { articles, read } => ReaderChange::together(
                self.set_read(articles, *read)
                    .into_iter()
                    .map(|(read, articles)| ReaderChange::Read { articles, read }),
            ),
            ReaderChange::Bookmark { articles, at } => ReaderChange::together(
                self.set_bookmarked(articles, *at)
                    .into_iter()
                    .map(|(at, articles)| ReaderChange::Bookmark { articles, at }),
            ),
            ReaderChange::Tag { articles, tag, present } => ReaderChange::together(
                self.set_tag(articles, tag, *present)
                    .into_iter()
                    .map(|(present, articles)| ReaderChange::Tag { articles, tag: tag.clone(), present }),
            ),
            ReaderChange::Note { article, note } => ReaderChange::together(
                self.set_note(*article, note.as_ref())
                    .into_keys()
                    .map(|note| ReaderChange::Note { article: *article, note }),
            ),
            ReaderChange::Remove { articles, at } => ReaderChange::together(
                self.set_removed(articles, *at)
                    .into_iter()
                    .map(|(at, articles)| ReaderChange::Remove { articles, at }),
            ),
            ReaderChange::RemoveFeed { feed, at } => {
                self.set_feed_removed(*feed, *at).map(|at| ReaderChange::RemoveFeed { feed: *feed, at })
            }
            ReaderChange::TitleFeed { feed, title } => {
                self.feeds.set_title(*feed, title).map(|title| ReaderChange::TitleFeed { feed: *feed, title })
            }
            ReaderChange::FileFeed { feed, folder } => self
                .set_feed_folder(*feed, folder)
                .map(|folder| ReaderChange::FileFeed { feed: *feed, folder }),
            ReaderChange::WholeFeed { feed, always } => self
                .feeds
                .set_full_text(*feed, *always)
                .map(|always| ReaderChange::WholeFeed { feed: *feed, always }),
            ReaderChange::MuteFeed { feed, muted } => {
                self.set_feed_muted(*feed, *muted).map(|muted| ReaderChange::MuteFeed { feed: *feed, muted })
            }
            ReaderChange::PaceFeed { feed, interval } => self
                .feeds
                .set_interval(*feed, *interval)
                .map(|interval| ReaderChange::PaceFeed { feed: *feed, interval }),
            ReaderChange::RankFeed { feed, priority } => self
                .feeds
                .set_priority(*feed, *priority)
                .map(|priority| ReaderChange::RankFeed { feed: *feed, priority }),
            ReaderChange::Together(changes) => {
                let is_of_feed = |change: &&ReaderChange| matches!(change, ReaderChange::RemoveFeed { .. });
                let mut flat = Vec::new();
                flatten(changes, &mut flat);
                let (of_feeds, others): (Vec<_>, Vec<_>) = flat.into_iter().partition(is_of_feed);
                let mut inverses: Vec<ReaderChange> =
                    others.into_iter().filter_map(|change| self.apply_reader(change)).collect();
                inverses.extend(self.remove_feeds(&of_feeds));
                inverses.reverse();
                ReaderChange::together(inverses)
            }
        }
    }

    pub(super) fn set_read(&mut self, articles: &[ArticleId], read: bool) -> Altered<bool> {
        let remember = |entry: &mut Entry| std::mem::replace(&mut entry.read, true);
        self.set_each(articles, &read, Marks::is_read, remember, |store, row| {
            store.alter(row, |marks| marks.set_read(row, read));
        })
    }

    fn set_bookmarked(
        &mut self,
        articles: &[ArticleId],
        at: Option<Timestamp>,
    ) -> Altered<Option<Timestamp>> {
        let remember = |entry: &mut Entry| std::mem::replace(&mut entry.bookmarked, true);
        self.set_each(articles, &at, Marks::bookmarked, remember, |store, row| {
            store.alter(row, |marks| marks.set_bookmarked(row, at));
        })
    }

    fn set_removed(&mut self, articles: &[ArticleId], at: Option<Timestamp>) -> Altered<Option<Timestamp>> {
        let remember = |entry: &mut Entry| std::mem::replace(&mut entry.removed, true);
        self.set_each(articles, &at, Marks::removed, remember, |store, row| {
            store.alter(row, |marks| marks.set_removed(row, at));
        })
    }

    fn set_tag(&mut self, articles: &[ArticleId], tag: &str, present: bool) -> Altered<bool> {
        let has = |marks: &Marks, row: u32| marks.has_tag(row, tag);
        let remember = |entry: &mut Entry| entry.mark_tag(tag);
        self.set_each(articles, &present, has, remember, |store, row| store.alter_tag(row, tag, present))
    }

    fn set_note(&mut self, article: ArticleId, note: Option<&String>) -> Altered<Option<String>> {
        let read = |marks: &Marks, row: u32| marks.note(row).map(str::to_owned);
        let remember = |entry: &mut Entry| std::mem::replace(&mut entry.note, true);
        self.set_each(&[article], &note.cloned(), read, remember, |store, row| {
            store.alter(row, |marks| marks.set_note(row, note.cloned()));
        })
    }

    /// Sets one value on many articles. `remember` notes in an article's entry that this session set it, and
    /// says whether it had before.
    fn set_each<T: Ord>(
        &mut self,
        articles: &[ArticleId],
        value: &T,
        read: impl Fn(&Marks, u32) -> T,
        remember: impl Fn(&mut Entry) -> bool,
        set: impl Fn(&mut Self, u32),
    ) -> Altered<T> {
        let mut altered = Altered::new();
        for id in articles {
            let row = self.row(*id);
            let is_set = self.entry(row).is_some_and(&remember);
            let is_known = is_set || self.has_facts(row);
            let before = read(&self.marks, row);
            if before != *value || !is_known {
                set(self, row);
                altered.entry(before).or_insert_with(Vec::new).push(*id);
            }
        }
        altered
    }

    /// Removes feeds, or brings them back: the articles are walked through once for all of them.
    fn remove_feeds(&mut self, changes: &[&ReaderChange]) -> Vec<ReaderChange> {
        let mut inverses = Vec::new();
        for change in changes {
            if let ReaderChange::RemoveFeed { feed, .. } = change {
                self.feeds.slot(*feed);
            }
        }
        self.follow_feeds(|feeds| {
            for change in changes {
                let ReaderChange::RemoveFeed { feed, at } = change else { continue };
                let slot = feeds.slot(*feed);
                let known = feeds.get(slot);
                let (before, is_same) = (known.removed(), known.is_known() && known.stands(*at));
                feeds.mark(slot, *at);
                if !is_same {
                    inverses.push(ReaderChange::RemoveFeed { feed: *feed, at: before });
                }
            }
        });
        inverses
    }

    /// Says the value before, where it altered.
    fn set_feed_removed(&mut self, feed: FeedId, at: Option<Timestamp>) -> Option<Option<Timestamp>> {
        let slot = self.feeds.slot(feed);
        let known = self.feeds.get(slot);
        let (before, is_same) = (known.removed(), known.is_known() && known.stands(at));
        self.follow_feeds(|feeds| feeds.mark(slot, at));
        (!is_same).then_some(before)
    }

    /// Says the value before, where it altered.
    fn set_feed_muted(&mut self, feed: FeedId, muted: bool) -> Option<bool> {
        let mut before = None;
        self.follow_feeds(|feeds| before = feeds.set_muted(feed, muted));
        before
    }

    /// Says the value before, where it altered.
    fn set_feed_folder(&mut self, feed: FeedId, folder: &[String]) -> Option<Vec<String>> {
        let mut before = None;
        self.follow_feeds(|feeds| before = feeds.set_folder(feed, folder));
        before
    }

    pub(super) fn leave_place(&mut self, article: ArticleId, place: Place, progress: u16) {
        let row = self.row(article);
        if let Some(entry) = self.entry(row) {
            entry.place = true;
        }
        self.marks.set_place(row, place);
        self.marks.set_progress(row, progress);
    }

    pub(super) fn leave_opening(&mut self, article: ArticleId, at: Timestamp, times: u32) {
        let row = self.row(article);
        if let Some(entry) = self.entry(row) {
            entry.opening = true;
        }
        self.marks.set_opening(row, Opening { times, at: Some(at) });
    }
}

/// Single changes, in order.
fn flatten<'a>(changes: &'a [ReaderChange], into: &mut Vec<&'a ReaderChange>) {
    for change in changes {
        match change {
            ReaderChange::Together(inner) => flatten(inner, into),
            single => into.push(single),
        }
    }
}
