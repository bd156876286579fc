//! Which part of a step can still be taken back or done again: what changed since is left alone.

use super::aspect::{Aspect, Value};
use super::change::ReaderChange;
use super::library::Store;
use super::session::Entry;
use crate::news::ArticleId;

impl Store {
    /// The part of `inverse` for articles whose value is still what `change` set; `None` if nothing is left.
    ///
    /// While an article or feed is not in memory and no mark of this session named it, its value counts as
    /// standing.
    #[must_use]
    pub fn undo_of(&self, change: &ReaderChange, inverse: &ReaderChange) -> Option<ReaderChange> {
        let mut standing = change.values();
        standing.retain(|aspect, value| self.stands(*aspect, *value));
        inverse.part(&|aspect| standing.contains_key(&aspect))
    }

    /// The part of `change` for articles whose value is still what `inverse` set; `None` if nothing is left.
    #[must_use]
    pub fn redo_of(&self, change: &ReaderChange, inverse: &ReaderChange) -> Option<ReaderChange> {
        self.undo_of(inverse, change)
    }

    fn stands(&self, aspect: Aspect<'_>, value: Value<'_>) -> bool {
        match aspect {
            Aspect::Read(id) => {
                self.is_now(id, value, |entry| entry.read, |row| Value::Set(self.marks.is_read(row)))
            }
            Aspect::Bookmark(id) => self.is_now(
                id,
                value,
                |entry| entry.bookmarked,
                |row| Value::Since(self.marks.bookmarked(row)),
            ),
            Aspect::Tag(tag, id) => self.is_now(
                id,
                value,
                |entry| entry.has_marked(tag),
                |row| Value::Set(self.marks.has_tag(row, tag)),
            ),
            Aspect::Note(id) => {
                self.is_now(id, value, |entry| entry.note, |row| Value::Text(self.marks.note(row)))
            }
            Aspect::Removal(id) => {
                self.is_now(id, value, |entry| entry.removed, |row| Value::Since(self.marks.removed(row)))
            }
            Aspect::FeedRemoval(id) => {
                let Value::Since(at) = value else { return false };
                let slot = self.feeds.find(id).map(|slot| self.feeds.get(slot));
                slot.is_none_or(|slot| !slot.is_known() || slot.stands(at))
            }
            Aspect::FeedTitle(id) => {
                self.feed(id).is_none_or(|feed| value == Value::Text(Some(feed.title.as_str())))
            }
            Aspect::FeedMute(id) => self.feed(id).is_none_or(|feed| value == Value::Set(feed.muted)),
            Aspect::FeedPace(id) => {
                self.feed(id).is_none_or(|feed| value == Value::Number(feed.interval.map(i64::from)))
            }
            Aspect::FeedRank(id) => {
                self.feed(id).is_none_or(|feed| value == Value::Number(Some(i64::from(feed.priority))))
            }
            Aspect::WholeFeed(id) => self.feed(id).is_none_or(|feed| value == Value::Set(feed.full_text)),
            Aspect::FeedFolder(id) => self.feed(id).is_none_or(|feed| value == Value::Path(&feed.folder)),
        }
    }

    /// Whether an article's value is this one, or is not known.
    fn is_now<'a>(
        &self,
        id: ArticleId,
        value: Value<'_>,
        is_marked: impl Fn(&Entry) -> bool,
        now: impl Fn(u32) -> Value<'a>,
    ) -> bool {
        let Some(row) = self.rows.find(id) else { return true };
        let is_known = self.has_facts(row) || self.session.get(&row).is_some_and(is_marked);
        !is_known || now(row) == value
    }
}
