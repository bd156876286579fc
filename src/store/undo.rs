//! Which part of a step can still be taken back or done again: what changed since is left alone.

use jiff::Timestamp;

use super::change::ReaderChange;
use super::library::Store;
use super::numbers::NumberMap;
use super::session::Entry;
use crate::news::{ArticleId, FeedId};

/// One value of one article or feed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Aspect<'a> {
    Read(ArticleId),
    Bookmark(ArticleId),
    Tag(&'a str, ArticleId),
    Note(ArticleId),
    Removal(ArticleId),
    FeedRemoval(FeedId),
}

/// What a change sets it to.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Value<'a> {
    Set(bool),
    Since(Option<Timestamp>),
    Text(Option<&'a str>),
}

impl Store {
    /// The part of `inverse` for articles whose value is still what `change` set; `None` if nothing is left.
    ///
    /// While an article or feed is not in memory and no mark of this session named it, its value counts as
    /// standing.
    #[must_use]
    pub fn undo_of(&self, change: &ReaderChange, inverse: &ReaderChange) -> Option<ReaderChange> {
        let mut standing = NumberMap::default();
        values(change, &mut standing);
        standing.retain(|aspect, value| self.stands(*aspect, *value));
        part(inverse, &|aspect| standing.contains_key(&aspect))
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

/// Notes every value a change sets; the last one stands.
fn values<'a>(change: &'a ReaderChange, set: &mut NumberMap<Aspect<'a>, Value<'a>>) {
    match change {
        ReaderChange::Read { articles, read } => {
            set.extend(articles.iter().map(|id| (Aspect::Read(*id), Value::Set(*read))));
        }
        ReaderChange::Bookmark { articles, at } => {
            set.extend(articles.iter().map(|id| (Aspect::Bookmark(*id), Value::Since(*at))));
        }
        ReaderChange::Tag { articles, tag, present } => {
            set.extend(articles.iter().map(|id| (Aspect::Tag(tag, *id), Value::Set(*present))));
        }
        ReaderChange::Note { article, note } => {
            set.insert(Aspect::Note(*article), Value::Text(note.as_deref()));
        }
        ReaderChange::Remove { articles, at } => {
            set.extend(articles.iter().map(|id| (Aspect::Removal(*id), Value::Since(*at))));
        }
        ReaderChange::RemoveFeed { feed, at } => {
            set.insert(Aspect::FeedRemoval(*feed), Value::Since(*at));
        }
        ReaderChange::Together(changes) => changes.iter().for_each(|change| values(change, set)),
    }
}

/// A change without what does not pass; `None` if nothing passes.
fn part(change: &ReaderChange, passes: &dyn Fn(Aspect<'_>) -> bool) -> Option<ReaderChange> {
    let sift = |articles: &[ArticleId], aspect: &dyn Fn(ArticleId) -> bool| -> Option<Vec<ArticleId>> {
        let kept: Vec<ArticleId> = articles.iter().copied().filter(|id| aspect(*id)).collect();
        (!kept.is_empty()).then_some(kept)
    };
    match change {
        ReaderChange::Read { articles, read } => sift(articles, &|id| passes(Aspect::Read(id)))
            .map(|articles| ReaderChange::Read { articles, read: *read }),
        ReaderChange::Bookmark { articles, at } => sift(articles, &|id| passes(Aspect::Bookmark(id)))
            .map(|articles| ReaderChange::Bookmark { articles, at: *at }),
        ReaderChange::Tag { articles, tag, present } => sift(articles, &|id| passes(Aspect::Tag(tag, id)))
            .map(|articles| ReaderChange::Tag { articles, tag: tag.clone(), present: *present }),
        ReaderChange::Note { article, .. } => passes(Aspect::Note(*article)).then(|| change.clone()),
        ReaderChange::Remove { articles, at } => sift(articles, &|id| passes(Aspect::Removal(id)))
            .map(|articles| ReaderChange::Remove { articles, at: *at }),
        ReaderChange::RemoveFeed { feed, .. } => passes(Aspect::FeedRemoval(*feed)).then(|| change.clone()),
        ReaderChange::Together(changes) => {
            let parts: Vec<ReaderChange> = changes.iter().filter_map(|change| part(change, passes)).collect();
            (!parts.is_empty()).then_some(ReaderChange::Together(parts))
        }
    }
}
