//! The store itself.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::change::{Change, Counts, ReaderChange, Scope, Trace, WorldChange};
use super::list::List;
use crate::news::{ArticleId, Feed, FeedId, Headline, Place, PublicId, Status};

#[derive(Clone, Debug, Default)]
struct Facts {
    public_id: Option<PublicId>,
    feed: Option<FeedId>,
    title: String,
    author: String,
    section: String,
    language: String,
    date: Timestamp,
    added: Timestamp,
    views: Option<u64>,
    words: u32,
    minutes: Option<u32>,
}

/// Every headline and every mark.
#[derive(Clone, Debug, Default)]
pub struct Store {
    facts: BTreeMap<ArticleId, Facts>,
    status: BTreeMap<ArticleId, Status>,
    feeds: Vec<Feed>,
    loaded: bool,
}

impl Store {
    /// An empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies a change. For a reader's change: its inverse, restricted to what really altered.
    pub fn apply(&mut self, change: &Change) -> Option<ReaderChange> {
        match change {
            Change::Reader(change) => self.reader(change),
            Change::Trace(trace) => {
                self.trace(trace);
                None
            }
            Change::World(change) => {
                self.world(change);
                None
            }
        }
    }

    fn each(
        &mut self,
        articles: &[ArticleId],
        mut edit: impl FnMut(ArticleId, &mut Status) -> Option<ReaderChange>,
    ) -> Option<ReaderChange> {
        let inverses: Vec<ReaderChange> =
            articles.iter().filter_map(|id| edit(*id, self.status.entry(*id).or_default())).collect();
        (!inverses.is_empty()).then_some(ReaderChange::Together(inverses))
    }

    fn reader(&mut self, change: &ReaderChange) -> Option<ReaderChange> {
        match change {
            ReaderChange::Read { articles, read } => self.each(articles, |id, status| {
                let old = std::mem::replace(&mut status.read, *read);
                (old != *read).then(|| ReaderChange::Read { articles: vec![id], read: old })
            }),
            ReaderChange::Bookmark { articles, at } => self.each(articles, |id, status| {
                let old = std::mem::replace(&mut status.bookmarked, *at);
                (old != *at).then(|| ReaderChange::Bookmark { articles: vec![id], at: old })
            }),
            ReaderChange::Tag { articles, tag, present } => self.each(articles, |id, status| {
                let old = status.tags.contains(tag);
                status.tags.retain(|known| known != tag);
                if *present {
                    status.tags.push(tag.clone());
                    status.tags.sort();
                }
                (old != *present).then(|| ReaderChange::Tag {
                    articles: vec![id],
                    tag: tag.clone(),
                    present: old,
                })
            }),
            ReaderChange::Note { article, note } => self.each(&[*article], |id, status| {
                let old = std::mem::replace(&mut status.note, note.clone());
                (old != *note).then_some(ReaderChange::Note { article: id, note: old })
            }),
            ReaderChange::Remove { articles, at } => self.each(articles, |id, status| {
                let old = std::mem::replace(&mut status.removed, *at);
                (old != *at).then(|| ReaderChange::Remove { articles: vec![id], at: old })
            }),
            ReaderChange::RemoveFeed { feed, at } => {
                let known = self.feeds.iter_mut().find(|known| known.id == *feed)?;
                let old = std::mem::replace(&mut known.removed, at.is_some());
                (old != at.is_some()).then(|| ReaderChange::RemoveFeed {
                    feed: *feed,
                    at: old.then_some(Timestamp::UNIX_EPOCH),
                })
            }
            ReaderChange::Together(changes) => {
                let mut inverses: Vec<ReaderChange> =
                    changes.iter().filter_map(|change| self.reader(change)).collect();
                inverses.reverse();
                (!inverses.is_empty()).then_some(ReaderChange::Together(inverses))
            }
        }
    }

    fn trace(&mut self, trace: &Trace) {
        match trace {
            Trace::Place { article, place, progress } => {
                let status = self.status.entry(*article).or_default();
                status.place = Some(*place);
                status.progress = *progress;
            }
            Trace::Opened { article, at, times } => {
                let status = self.status.entry(*article).or_default();
                status.opened = *times;
                status.opened_at = Some(*at);
            }
            Trace::ReadByReading { article } => self.status.entry(*article).or_default().read = true,
        }
    }

    fn world(&mut self, change: &WorldChange) {
        match change {
            WorldChange::Feeds(feeds) => {
                self.feeds.clone_from(feeds);
                self.feeds.sort_by(|a, b| {
                    (&a.folder, a.position, &a.title).cmp(&(&b.folder, b.position, &b.title))
                });
            }
            WorldChange::Counters(_) => {}
            WorldChange::Loaded(batch) => {
                let mut start = 0_usize;
                for row in &batch.rows {
                    let mut text = |end: u32| {
                        let piece = batch.texts[start..end as usize].to_owned();
                        start = end as usize;
                        piece
                    };
                    let [title, author, section, language] = row.ends.map(&mut text);
                    let facts = row.facts;
                    self.facts.insert(
                        facts.id,
                        Facts {
                            public_id: Some(facts.public_id),
                            feed: Some(facts.feed),
                            title,
                            author,
                            section,
                            language,
                            date: facts.date,
                            added: facts.added,
                            views: facts.views,
                            words: facts.words,
                            minutes: facts.publisher_read_minutes,
                        },
                    );
                    let status = self.status.entry(facts.id).or_default();
                    status.read |= facts.read;
                    status.bookmarked = status.bookmarked.or(facts.bookmarked);
                    status.removed = status.removed.or(facts.removed);
                    status.progress = facts.progress;
                    status.opened = facts.opened;
                    status.opened_at = facts.opened_at;
                }
                for (id, tag) in &batch.tags {
                    self.status.entry(*id).or_default().tags.push(tag.clone());
                }
                for (id, note) in &batch.notes {
                    self.status.entry(*id).or_default().note = Some(note.clone());
                }
            }
            WorldChange::AllLoaded => self.loaded = true,
            WorldChange::Arrived(arrivals) => {
                for arrival in arrivals {
                    let article = &arrival.article;
                    self.facts.insert(
                        arrival.id,
                        Facts {
                            public_id: Some(arrival.public_id()),
                            feed: Some(arrival.feed),
                            title: article.title.clone(),
                            author: article.author.clone().unwrap_or_default(),
                            section: article.section().unwrap_or_default().to_owned(),
                            language: article.language.clone().unwrap_or_default(),
                            date: arrival.date(),
                            added: arrival.added,
                            views: article.views,
                            words: article.words,
                            minutes: article.publisher_read_minutes,
                        },
                    );
                    self.status.entry(arrival.id).or_default();
                }
            }
        }
    }

    /// The part of `inverse` for articles whose value is still what `change` set; `None` if nothing is left.
    #[must_use]
    pub fn undo_of(&self, _change: &ReaderChange, inverse: &ReaderChange) -> Option<ReaderChange> {
        Some(inverse.clone())
    }

    /// The part of `change` for articles whose value is still what `inverse` set; `None` if nothing is left.
    #[must_use]
    pub fn redo_of(&self, change: &ReaderChange, _inverse: &ReaderChange) -> Option<ReaderChange> {
        Some(change.clone())
    }

    /// The headline of an article, removed ones too; `None` while it is not in memory.
    #[must_use]
    pub fn headline(&self, id: ArticleId) -> Option<Headline<'_>> {
        let facts = self.facts.get(&id)?;
        let status = self.status.get(&id)?;
        let feed = facts.feed?;
        Some(Headline {
            id,
            public_id: facts.public_id?,
            title: &facts.title,
            author: &facts.author,
            feed,
            feed_title: self.feed(feed).map_or("", |feed| &feed.title),
            section: &facts.section,
            date: facts.date,
            added: facts.added,
            views: facts.views,
            opened: status.opened,
            words: facts.words,
            publisher_read_minutes: facts.minutes,
            language: &facts.language,
            read: status.read,
            bookmarked: status.bookmarked.is_some(),
            noted: status.note.is_some(),
            removed: status.removed.is_some(),
            progress: status.progress,
            tags: &status.tags,
        })
    }

    /// The article a public id names.
    #[must_use]
    pub fn find(&self, id: PublicId) -> Option<ArticleId> {
        self.facts.iter().find(|(_, facts)| facts.public_id == Some(id)).map(|(id, _)| *id)
    }

    /// The note of an article.
    #[must_use]
    pub fn note(&self, id: ArticleId) -> Option<&str> {
        self.status.get(&id)?.note.as_deref()
    }

    /// The tags of an article, by name.
    #[must_use]
    pub fn tags(&self, id: ArticleId) -> &[String] {
        self.status.get(&id).map_or(&[], |status| &status.tags)
    }

    /// Everything the reader's hand left on an article, as far as it is in memory.
    #[must_use]
    pub fn status(&self, id: ArticleId) -> Status {
        self.status.get(&id).cloned().unwrap_or_default()
    }

    /// Where reading stopped, if a trace of this session said so.
    #[must_use]
    pub fn place(&self, id: ArticleId) -> Option<Place> {
        self.status.get(&id)?.place
    }

    /// The feeds that are not removed, by folder, position and title.
    pub fn feeds(&self) -> impl Iterator<Item = &Feed> {
        self.feeds.iter().filter(|feed| !feed.removed)
    }

    /// A feed, removed or not.
    #[must_use]
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.feeds.iter().find(|feed| feed.id == id)
    }

    fn visible(&self, headline: &Headline<'_>) -> bool {
        !headline.removed && !self.feed(headline.feed).is_some_and(|feed| feed.removed)
    }

    /// The kept numbers of a scope.
    #[must_use]
    pub fn counts(&self, scope: &Scope) -> Counts {
        let mut counts = Counts::default();
        for headline in self.facts.keys().filter_map(|id| self.headline(*id)) {
            let inside = match scope {
                Scope::All => true,
                Scope::Feed(feed) => headline.feed == *feed,
                Scope::Tag(tag) => headline.tags.contains(tag),
            };
            if inside && self.visible(&headline) {
                counts.total += 1;
                counts.unread += u32::from(!headline.read);
                counts.bookmarked += u32::from(headline.bookmarked);
            }
        }
        counts
    }

    /// The tags that are in use, by name, with their numbers.
    #[must_use]
    pub fn tag_names(&self) -> Vec<(String, Counts)> {
        let mut names: Vec<String> = self.status.values().flat_map(|status| status.tags.clone()).collect();
        names.sort();
        names.dedup();
        names.into_iter().map(|name| (name.clone(), self.counts(&Scope::Tag(name)))).collect()
    }

    /// Whether all headlines are in memory.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// How many headlines are in memory, removed ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether no headline is in memory.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The articles of a list, in its order.
    #[must_use]
    pub fn list(&self, list: &List) -> Vec<ArticleId> {
        self.list_where(list, &mut |_| true)
    }

    /// The articles of a list that pass a test, in the list's order.
    pub fn list_where(&self, list: &List, test: &mut dyn FnMut(&Headline<'_>) -> bool) -> Vec<ArticleId> {
        let mut ids: Vec<ArticleId> = self
            .facts
            .keys()
            .copied()
            .filter(|id| self.belongs(list, *id) && self.headline(*id).is_some_and(|h| test(&h)))
            .collect();
        ids.sort_by(|a, b| self.newest_first(*a, *b));
        if matches!(list, List::History | List::Continue) {
            ids.sort_by_key(|id| Reverse(self.status(*id).opened_at));
        }
        ids
    }

    /// Whether an article is in a list now.
    #[must_use]
    pub fn belongs(&self, list: &List, id: ArticleId) -> bool {
        let Some(headline) = self.headline(id) else { return false };
        self.visible(&headline)
            && match list {
                List::Unread => !headline.read,
                List::All => true,
                List::Bookmarked => headline.bookmarked,
                List::Feed(feed) => headline.feed == *feed,
                List::Tag(tag) => headline.tags.contains(tag),
                List::History => headline.opened > 0,
                List::Continue => (1..=989).contains(&headline.progress) && !headline.read,
                List::New { since } => headline.added >= *since,
            }
    }

    /// The order of lists: by date and then by id, the greater first. Unknown articles come last.
    #[must_use]
    pub fn newest_first(&self, a: ArticleId, b: ArticleId) -> Ordering {
        let key = |id: ArticleId| (self.facts.get(&id).map(|facts| facts.date), id);
        key(b).cmp(&key(a))
    }
}
