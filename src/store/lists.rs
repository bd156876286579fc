//! Lists of the store: one test of belonging, one walk in order.

use std::cmp::Reverse;

use super::feeds::Slot;
use super::library::Store;
use super::list::List;
use super::marks::Flags;
use crate::news::{ArticleId, Feed, Headline};

/// Progress that counts as begun and not yet done, in thousandths.
const BEGUN: std::ops::RangeInclusive<u16> = 1..=989;

impl Store {
    /// The articles of a list, in its order.
    #[must_use]
    pub fn list(&self, list: &List) -> Vec<ArticleId> {
        self.rows_of(list).into_iter().map(|row| self.rows.id(row)).collect()
    }

    /// The articles of a list that pass a test, in the list's order. The test meets them in that order.
    pub fn list_where<'a>(
        &'a self,
        list: &List,
        test: &mut dyn FnMut(&Headline<'a>) -> bool,
    ) -> Vec<ArticleId> {
        let mut rows = self.rows_of(list);
        rows.retain(|row| test(&self.headline_of(*row)));
        rows.into_iter().map(|row| self.rows.id(row)).collect()
    }

    /// Whether an article is in a list now.
    #[must_use]
    pub fn belongs(&self, list: &List, id: ArticleId) -> bool {
        self.rows.find(id).is_some_and(|row| self.admits(list, row))
    }

    fn admits(&self, list: &List, row: u32) -> bool {
        let flags = self.marks.flags(row);
        (flags.is_listed() || matches!(list, List::Feed(_)) && flags.is_there())
            && match list {
                List::Unread => !flags.has(Flags::READ),
                List::All => true,
                List::Bookmarked => flags.has(Flags::BOOKMARKED),
                List::Feed(feed) => {
                    self.feeds_of(row).any(|slot| slot.id == *feed && (flags.is_held() || !slot.is_removed()))
                }
                List::Folder(path) => self.feeds_of(row).any(|slot| {
                    let is_below = |feed: &Feed| feed.folder.starts_with(path);
                    slot.feed.as_ref().is_some_and(is_below) && (flags.is_held() || !slot.is_hidden())
                }),
                List::Tag(tag) => flags.has(Flags::TAGGED) && self.marks.has_tag(row, tag),
                List::History => flags.has(Flags::OPENED),
                List::Continue => !flags.has(Flags::READ) && BEGUN.contains(&self.marks.progress(row)),
                List::New { since } => self.rows.added(row) >= *since,
                List::Opened { articles, .. } => articles.contains(&self.rows.id(row)),
            }
    }

    fn feeds_of(&self, row: u32) -> impl Iterator<Item = &Slot> {
        self.rows.feeds(row).map(|slot| self.feeds.get(slot))
    }

    fn rows_of(&self, list: &List) -> Vec<u32> {
        match list {
            List::Unread
            | List::All
            | List::Bookmarked
            | List::Feed(_)
            | List::Folder(_)
            | List::Tag(_)
            | List::New { .. } => self.in_order(list),
            List::History => {
                let opened = self.marks.opened().filter(|row| self.admits(list, *row)).collect();
                self.latest_opened_first(opened)
            }
            List::Continue => self.latest_opened_first(self.in_order(list)),
            List::Opened { articles, .. } => {
                let rows = articles.iter().filter_map(|id| self.rows.find(*id));
                rows.filter(|row| self.marks.flags(*row).is_listed()).collect()
            }
        }
    }

    fn in_order(&self, list: &List) -> Vec<u32> {
        self.order.rows().iter().copied().filter(|row| self.admits(list, *row)).collect()
    }

    /// Those never opened come last; openings at one moment are told apart by date and id.
    fn latest_opened_first(&self, mut rows: Vec<u32>) -> Vec<u32> {
        rows.sort_by_cached_key(|row| (Reverse(self.marks.opening(*row).at), self.rows.rank(*row)));
        rows
    }
}
