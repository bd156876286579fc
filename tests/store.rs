//! The store against a model of layers: what the disk delivered, what arrived over it, what was marked over both.
//!
//! The model keeps plain maps and answers every question by looking through all of them.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use courant::news::{
    Article, ArticleId, ArticleKey, Dated, Feed, FeedId, FeedKind, Place, Precision, PublicId,
};
use courant::query::{SortBy, SortKey};
use courant::store::{
    Arrival, Batch, BatchFacts, Change, Counts, List, ReaderChange, Scope, Sorting, Store, Trace, WorldChange,
};
use jiff::Timestamp;
use proptest::prelude::*;

fn id(number: u32) -> ArticleId {
    ArticleId::new(i64::from(number)).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn key(article: ArticleId) -> ArticleKey {
    ArticleKey::of_file(&article.row().to_string())
}

/// What the disk has of one article before the session.
#[derive(Clone, Debug)]
struct DiskRow {
    facts: BatchFacts,
    /// Its feeds beside the one that the facts name.
    others: Vec<FeedId>,
    title: String,
    author: String,
    tags: BTreeSet<String>,
    note: Option<String>,
}

/// The facts a test looks at.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    public_id: PublicId,
    title: String,
    author: String,
    feed: FeedId,
    others: Vec<FeedId>,
    date: Timestamp,
    added: Timestamp,
    views: Option<u64>,
    minutes: Option<u32>,
}

impl Seen {
    fn feeds(&self) -> impl Iterator<Item = FeedId> + '_ {
        std::iter::once(self.feed).chain(self.others.iter().copied())
    }
}

/// What this session set: `None` where it did not.
#[derive(Clone, Debug, Default)]
struct Marked {
    read: Option<bool>,
    bookmarked: Option<Option<Timestamp>>,
    removed: Option<Option<Timestamp>>,
    note: Option<Option<String>>,
    tags: BTreeMap<String, bool>,
    place: Option<(Place, u16)>,
    opening: Option<(Timestamp, u32)>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Aspect {
    Read(ArticleId),
    Bookmark(ArticleId),
    Tag(ArticleId, String),
    Note(ArticleId),
    Remove(ArticleId),
    Feed(FeedId),
    Mute(FeedId),
}

#[derive(Clone, PartialEq, Debug)]
enum Value {
    Flag(bool),
    Since(Option<Timestamp>),
    Note(Option<String>),
}

/// A change as single settings, in order.
fn settings(change: &ReaderChange) -> Vec<(Aspect, Value)> {
    let each = |articles: &[ArticleId], aspect: &dyn Fn(ArticleId) -> Aspect, value: Value| {
        articles.iter().map(|id| (aspect(*id), value.clone())).collect()
    };
    match change {
        ReaderChange::Read { articles, read } => each(articles, &Aspect::Read, Value::Flag(*read)),
        ReaderChange::Bookmark { articles, at } => each(articles, &Aspect::Bookmark, Value::Since(*at)),
        ReaderChange::Tag { articles, tag, present } => {
            each(articles, &|id| Aspect::Tag(id, tag.clone()), Value::Flag(*present))
        }
        ReaderChange::Note { article, note } => vec![(Aspect::Note(*article), Value::Note(note.clone()))],
        ReaderChange::Remove { articles, at } => each(articles, &Aspect::Remove, Value::Since(*at)),
        ReaderChange::RemoveFeed { feed, at } => vec![(Aspect::Feed(*feed), Value::Since(*at))],
        ReaderChange::MuteFeed { feed, muted } => vec![(Aspect::Mute(*feed), Value::Flag(*muted))],
        // These are no marks on articles; stories of their own tell of them.
        ReaderChange::TitleFeed { .. }
        | ReaderChange::FileFeed { .. }
        | ReaderChange::WholeFeed { .. }
        | ReaderChange::PaceFeed { .. }
        | ReaderChange::RankFeed { .. } => Vec::new(),
        ReaderChange::Together(changes) => changes.iter().flat_map(settings).collect(),
    }
}

#[derive(Clone, Debug, Default)]
struct Model {
    /// What the disk counted, all of it, where it said its counters.
    snapshot: Option<Vec<DiskRow>>,
    disk: BTreeMap<ArticleId, DiskRow>,
    /// Tags the disk delivered so far.
    disk_tags: BTreeMap<ArticleId, BTreeSet<String>>,
    arrived: BTreeMap<ArticleId, Seen>,
    marked: BTreeMap<ArticleId, Marked>,
    feeds: Vec<Feed>,
    feed_marks: BTreeMap<FeedId, Option<Timestamp>>,
    loaded: bool,
}

impl Model {
    fn seen(&self, id: ArticleId) -> Option<Seen> {
        self.arrived.get(&id).cloned().or_else(|| {
            self.disk.get(&id).map(|row| Seen {
                public_id: row.facts.public_id,
                title: row.title.clone(),
                author: row.author.clone(),
                feed: row.facts.feed,
                others: row.others.clone(),
                date: row.facts.date,
                added: row.facts.added,
                views: row.facts.views,
                minutes: row.facts.publisher_read_minutes,
            })
        })
    }

    fn marked(&self, id: ArticleId) -> Marked {
        self.marked.get(&id).cloned().unwrap_or_default()
    }

    fn read(&self, id: ArticleId) -> bool {
        self.marked(id).read.unwrap_or(self.disk.get(&id).is_some_and(|row| row.facts.read))
    }

    fn bookmarked(&self, id: ArticleId) -> Option<Timestamp> {
        self.marked(id).bookmarked.unwrap_or(self.disk.get(&id).and_then(|row| row.facts.bookmarked))
    }

    fn removed(&self, id: ArticleId) -> Option<Timestamp> {
        self.marked(id).removed.unwrap_or(self.disk.get(&id).and_then(|row| row.facts.removed))
    }

    fn note(&self, id: ArticleId) -> Option<String> {
        self.marked(id).note.unwrap_or(self.disk.get(&id).and_then(|row| row.note.clone()))
    }

    fn tags(&self, id: ArticleId) -> Vec<String> {
        let mut tags = self.disk_tags.get(&id).cloned().unwrap_or_default();
        for (tag, present) in self.marked(id).tags {
            if present {
                tags.insert(tag)
            } else {
                tags.remove(&tag)
            };
        }
        tags.into_iter().collect()
    }

    fn progress(&self, id: ArticleId) -> u16 {
        self.marked(id).place.map_or(self.disk.get(&id).map_or(0, |row| row.facts.progress), |place| place.1)
    }

    fn opening(&self, id: ArticleId) -> (u32, Option<Timestamp>) {
        match self.marked(id).opening {
            Some((at, times)) => (times, Some(at)),
            None => self.disk.get(&id).map_or((0, None), |row| (row.facts.opened, row.facts.opened_at)),
        }
    }

    fn feed_removed(&self, feed: FeedId) -> Option<Timestamp> {
        self.feed_marks.get(&feed).copied().unwrap_or_else(|| {
            self.feeds.iter().any(|known| known.id == feed && known.removed).then_some(Timestamp::UNIX_EPOCH)
        })
    }

    fn value(&self, aspect: &Aspect) -> Value {
        match aspect {
            Aspect::Read(id) => Value::Flag(self.read(*id)),
            Aspect::Bookmark(id) => Value::Since(self.bookmarked(*id)),
            Aspect::Tag(id, tag) => Value::Flag(self.tags(*id).contains(tag)),
            Aspect::Note(id) => Value::Note(self.note(*id)),
            Aspect::Remove(id) => Value::Since(self.removed(*id)),
            Aspect::Feed(feed) => Value::Since(self.feed_removed(*feed)),
            Aspect::Mute(feed) => Value::Flag(self.feed_muted(*feed)),
        }
    }

    fn is_known(&self, aspect: &Aspect) -> bool {
        let (id, marked) = match aspect {
            Aspect::Read(id) => (id, self.marked(*id).read.is_some()),
            Aspect::Bookmark(id) => (id, self.marked(*id).bookmarked.is_some()),
            Aspect::Tag(id, tag) => (id, self.marked(*id).tags.contains_key(tag)),
            Aspect::Note(id) => (id, self.marked(*id).note.is_some()),
            Aspect::Remove(id) => (id, self.marked(*id).removed.is_some()),
            Aspect::Feed(feed) => {
                return self.feed_marks.contains_key(feed)
                    || self.feeds.iter().any(|known| known.id == *feed);
            }
            Aspect::Mute(feed) => return self.feeds.iter().any(|known| known.id == *feed),
        };
        marked || self.seen(*id).is_some()
    }

    /// Whether the value is this one, as far as can be told.
    fn holds(&self, aspect: &Aspect, value: &Value) -> bool {
        match (aspect, value) {
            (Aspect::Feed(feed), Value::Since(at)) if !self.feed_marks.contains_key(feed) => {
                self.feed_removed(*feed).is_some() == at.is_some()
            }
            _ => self.value(aspect) == *value,
        }
    }

    fn set(&mut self, aspect: Aspect, value: Value) {
        match (aspect, value) {
            (Aspect::Read(id), Value::Flag(read)) => self.marked.entry(id).or_default().read = Some(read),
            (Aspect::Bookmark(id), Value::Since(at)) => {
                self.marked.entry(id).or_default().bookmarked = Some(at);
            }
            (Aspect::Tag(id, tag), Value::Flag(present)) => {
                self.marked.entry(id).or_default().tags.insert(tag, present);
            }
            (Aspect::Note(id), Value::Note(note)) => self.marked.entry(id).or_default().note = Some(note),
            (Aspect::Remove(id), Value::Since(at)) => self.marked.entry(id).or_default().removed = Some(at),
            (Aspect::Feed(feed), Value::Since(at)) => {
                self.feed_marks.insert(feed, at);
            }
            (Aspect::Mute(feed), Value::Flag(muted)) => {
                self.feeds.iter_mut().filter(|known| known.id == feed).for_each(|known| known.muted = muted);
            }
            (aspect, value) => panic!("{aspect:?} is never {value:?}"),
        }
    }

    /// Says the values that altered, as they were before the first setting of each.
    fn apply(&mut self, change: &ReaderChange) -> BTreeMap<Aspect, Value> {
        let mut before = BTreeMap::new();
        for (aspect, value) in settings(change) {
            let is_of_nobody = matches!(aspect, Aspect::Mute(_)) && !self.is_known(&aspect);
            if !is_of_nobody && (!self.holds(&aspect, &value) || !self.is_known(&aspect)) {
                let old = self.value(&aspect);
                before.entry(aspect.clone()).or_insert(old);
            }
            self.set(aspect, value);
        }
        before
    }

    /// The aspects of `inverse` that still are what `change` set, with what they are to become.
    fn undo_of(&self, change: &ReaderChange, inverse: &ReaderChange) -> BTreeMap<Aspect, Value> {
        let set: BTreeMap<Aspect, Value> = settings(change).into_iter().collect();
        settings(inverse)
            .into_iter()
            .filter(|(aspect, _)| {
                set.get(aspect).is_some_and(|value| self.holds(aspect, value) || !self.is_known(aspect))
            })
            .collect()
    }

    fn ids(&self) -> BTreeSet<ArticleId> {
        self.disk.keys().chain(self.arrived.keys()).copied().collect()
    }

    fn listed(&self, id: ArticleId) -> bool {
        let Some(seen) = self.seen(id) else { return false };
        self.removed(id).is_none() && seen.feeds().any(|feed| self.shows(feed, id))
    }

    /// Whether an article that is in a feed is shown by it.
    fn shows(&self, feed: FeedId, id: ArticleId) -> bool {
        !self.hides(feed) || self.held(id)
    }

    fn hides(&self, feed: FeedId) -> bool {
        self.feed_removed(feed).is_some() || self.feed_muted(feed)
    }

    /// Whether an article is shown by one of its feeds that are in a folder.
    fn in_folder(&self, id: ArticleId, path: &[String]) -> bool {
        let is_below =
            |id: FeedId| self.feeds.iter().any(|feed| feed.id == id && feed.folder.starts_with(path));
        let seen = self.seen(id).unwrap();
        self.listed(id) && seen.feeds().any(|feed| is_below(feed) && self.shows(feed, id))
    }

    /// The feeds that an article may be shown with.
    fn shown_with(&self, id: ArticleId) -> Vec<FeedId> {
        let seen = self.seen(id).unwrap();
        let shown: Vec<FeedId> = seen.feeds().filter(|feed| !self.hides(*feed)).collect();
        if shown.is_empty() || shown.contains(&seen.feed) { vec![seen.feed] } else { shown }
    }

    /// Whether a bookmark or a note keeps it, whatever becomes of its feed.
    fn held(&self, id: ArticleId) -> bool {
        self.note(id).is_some() || self.bookmarked(id).is_some()
    }

    /// A muted feed shows its articles in its own list.
    fn in_feed(&self, id: ArticleId, feed: FeedId) -> bool {
        let is_shown = self.feed_removed(feed).is_none() || self.held(id);
        let is_in = self.seen(id).is_some_and(|seen| seen.feeds().any(|each| each == feed));
        is_in && self.removed(id).is_none() && is_shown
    }

    fn feed_muted(&self, feed: FeedId) -> bool {
        self.feeds.iter().any(|known| known.id == feed && known.muted)
    }

    fn list(&self, list: &List) -> Vec<ArticleId> {
        let belongs = |id: &ArticleId| {
            let seen = self.seen(*id).unwrap();
            if let List::Feed(feed) = list {
                return self.in_feed(*id, *feed);
            }
            self.listed(*id)
                && match list {
                    List::Unread => !self.read(*id),
                    List::All => true,
                    List::Bookmarked => self.bookmarked(*id).is_some(),
                    List::Feed(_) => unreachable!("told above"),
                    List::Folder(path) => self.in_folder(*id, path),
                    List::Tag(tag) => self.tags(*id).contains(tag),
                    List::History => self.opening(*id) != (0, None),
                    List::Continue => (1..990).contains(&self.progress(*id)) && !self.read(*id),
                    List::New { since } => seen.added >= *since,
                    List::Opened { articles, .. } => articles.contains(id),
                }
        };
        let mut ids: Vec<ArticleId> = self.ids().into_iter().filter(belongs).collect();
        ids.sort_by_key(|id| (self.seen(*id).unwrap().date, *id));
        if matches!(list, List::History | List::Continue) {
            ids.sort_by_key(|id| self.opening(*id).1);
        }
        ids.reverse();
        ids
    }

    fn counts(&self, scope: &Scope) -> Counts {
        let in_memory = self.ids().into_iter().filter(|id| self.listed(*id)).filter(|id| match scope {
            Scope::All => true,
            Scope::Feed(feed) => self.in_feed(*id, *feed) && self.shows(*feed, *id),
            Scope::Folder(path) => self.in_folder(*id, path),
            Scope::Tag(tag) => self.tags(*id).contains(tag),
        });
        let mut counts = in_memory.fold([0_i64; 3], |sum, id| {
            plus(sum, [1, i64::from(!self.read(id)), i64::from(self.bookmarked(id).is_some())])
        });
        for row in self.snapshot.iter().flatten().filter(|_| !self.loaded) {
            let id = row.facts.id;
            // A row or a tag that is still on its way counts as the disk has it.
            let is_here = match scope {
                Scope::All | Scope::Feed(_) | Scope::Folder(_) => self.disk.contains_key(&id),
                Scope::Tag(tag) => self.disk_tags.get(&id).is_some_and(|tags| tags.contains(tag)),
            };
            if !is_here && disk_counts(&self.feeds, row, scope) {
                let facts = &row.facts;
                counts = plus(counts, [1, i64::from(!facts.read), i64::from(facts.bookmarked.is_some())]);
            }
        }
        let [total, unread, bookmarked] = counts.map(|count| u32::try_from(count).unwrap());
        Counts { total, unread, bookmarked }
    }
}

fn plus(a: [i64; 3], b: [i64; 3]) -> [i64; 3] {
    std::array::from_fn(|at| a[at] + b[at])
}

/// Whether the disk's counter of the scope has the row.
fn disk_counts(feeds: &[Feed], row: &DiskRow, scope: &Scope) -> bool {
    // Where the disk has the second feed removed, it has the third muted.
    let second_removed = feeds.iter().any(|feed| feed.removed);
    let is_held = row.facts.bookmarked.is_some() || row.facts.noted;
    let shows = |feed: &FeedId| !second_removed || ![FeedId(2), FeedId(3)].contains(feed) || is_held;
    let shown: Vec<FeedId> = row.others.iter().copied().chain([row.facts.feed]).filter(shows).collect();
    !shown.is_empty()
        && row.facts.removed.is_none()
        && match scope {
            Scope::All => true,
            Scope::Feed(feed) => shown.contains(feed),
            Scope::Folder(_) => unreachable!("the disk has none of these"),
            Scope::Tag(tag) => row.tags.contains(tag),
        }
}

const TAGS: [&str; 3] = ["later", "maths", "世界"];

fn scopes() -> Vec<Scope> {
    let feeds = (1..=4).map(|feed| Scope::Feed(FeedId(feed)));
    [Scope::All].into_iter().chain(feeds).chain(TAGS.map(|tag| Scope::Tag(tag.to_owned()))).collect()
}

fn folders() -> [Vec<String>; 2] {
    [Vec::new(), vec!["World".to_owned()]]
}

fn lists() -> Vec<List> {
    let feeds = (1..=4).map(|feed| List::Feed(FeedId(feed)));
    [List::Unread, List::All, List::Bookmarked, List::History, List::Continue, List::New { since: at(3) }]
        .into_iter()
        .chain(feeds)
        .chain(folders().map(List::Folder))
        .chain(TAGS.map(|tag| List::Tag(tag.to_owned())))
        .collect()
}

const ARTICLES: u32 = 9;

/// Everything the store says equals everything the model says.
fn same(store: &Store, model: &Model) -> Result<(), TestCaseError> {
    prop_assert_eq!(store.len(), model.ids().len());
    for number in 1..=ARTICLES {
        let id = id(number);
        let Some(seen) = model.seen(id) else {
            prop_assert!(store.headline(id).is_none());
            continue;
        };
        let headline = store.headline(id).unwrap();
        let shown = Seen {
            public_id: headline.public_id,
            title: headline.title.to_owned(),
            author: headline.author.to_owned(),
            feed: seen.feed,
            others: seen.others.clone(),
            date: headline.date,
            added: headline.added,
            views: headline.views,
            minutes: headline.publisher_read_minutes,
        };
        prop_assert_eq!(shown, seen);
        prop_assert!(model.shown_with(id).contains(&headline.feed));
        let status = store.status(id);
        prop_assert_eq!(status.read, model.read(id));
        prop_assert_eq!(status.bookmarked, model.bookmarked(id));
        prop_assert_eq!(status.removed, model.removed(id));
        prop_assert_eq!(&status.tags, &model.tags(id));
        prop_assert_eq!(&status.note, &model.note(id));
        prop_assert_eq!(status.progress, model.progress(id));
        prop_assert_eq!((status.opened, status.opened_at), model.opening(id));
        prop_assert_eq!(status.place, model.marked(id).place.map(|place| place.0));
        prop_assert_eq!(headline.read, status.read);
        prop_assert_eq!(headline.bookmarked, status.bookmarked.is_some());
        prop_assert_eq!(headline.removed, status.removed.is_some());
        prop_assert_eq!(headline.noted, status.note.is_some());
        prop_assert_eq!(headline.opened, status.opened);
        prop_assert_eq!(headline.tags, status.tags.as_slice());
        prop_assert_eq!(store.find(headline.public_id), Some(id));
    }
    for list in lists() {
        let expected = model.list(&list);
        for number in 1..=ARTICLES {
            prop_assert_eq!(store.belongs(&list, id(number)), expected.contains(&id(number)), "{:?}", list);
        }
        prop_assert_eq!(store.list(&list), expected, "{:?}", list);
    }
    for scope in scopes() {
        prop_assert_eq!(store.counts(&scope), model.counts(&scope), "{:?}", scope);
    }
    // Folders are told by their feeds, and exactly so once all headlines are there.
    if model.loaded || model.snapshot.is_none() {
        for path in folders() {
            let counts = model.counts(&Scope::Folder(path.clone()));
            prop_assert_eq!(counts.total as usize, model.list(&List::Folder(path.clone())).len());
            prop_assert_eq!(store.counts(&Scope::Folder(path)), counts);
        }
    }
    let mut names: Vec<(String, Counts)> =
        TAGS.map(|tag| (tag.to_owned(), model.counts(&Scope::Tag(tag.to_owned())))).into();
    names.retain(|(_, counts)| counts.total > 0);
    names.sort_by(|a, b| a.0.cmp(&b.0));
    prop_assert_eq!(store.tag_names(), names);
    let mut feeds: Vec<Feed> = model.feeds.clone();
    feeds.retain(|feed| model.feed_removed(feed.id).is_none());
    feeds.iter_mut().for_each(|feed| feed.removed = false);
    feeds.sort_by_key(|feed| (feed.folder.clone(), feed.position, feed.title.clone()));
    prop_assert_eq!(store.feeds().cloned().collect::<Vec<_>>(), feeds);
    Ok(())
}

/// All that can be seen of a store.
fn picture(store: &Store) -> String {
    let headlines: Vec<_> = (1..=ARTICLES).map(|number| store.headline(id(number))).collect();
    let statuses: Vec<_> = (1..=ARTICLES).map(|number| store.status(id(number))).collect();
    let lists: Vec<_> = lists().iter().map(|list| store.list(list)).collect();
    let counts: Vec<_> = scopes().iter().map(|scope| store.counts(scope)).collect();
    let feeds: Vec<_> = store.feeds().collect();
    format!("{headlines:?} {statuses:?} {lists:?} {counts:?} {feeds:?} {:?}", store.tag_names())
}

/// What may happen. Numbers are taken as far as they reach.
#[derive(Clone, Debug)]
enum Event {
    Reader(ReaderChange),
    Trace(Trace),
    Arrive(Vec<Arrival>),
    /// So many rows of the snapshot, with their tags now or in a later batch.
    Load(usize, bool),
    Feeds(u8),
    Undo(usize),
    Redo(usize),
    /// A step of an earlier session, as the journal has it.
    UndoEarlier(ReaderChange, ReaderChange),
}

fn some_ids() -> impl Strategy<Value = Vec<ArticleId>> {
    prop::collection::vec((1..=ARTICLES).prop_map(id), 1..5)
}

fn maybe_moment() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of((1..4_i64).prop_map(at))
}

fn tag() -> impl Strategy<Value = String> {
    prop::sample::select(TAGS.to_vec()).prop_map(str::to_owned)
}

fn reader_change() -> impl Strategy<Value = ReaderChange> {
    let leaf = prop_oneof![
        3 => (some_ids(), any::<bool>()).prop_map(|(articles, read)| ReaderChange::Read { articles, read }),
        2 => (some_ids(), maybe_moment()).prop_map(|(articles, at)| ReaderChange::Bookmark { articles, at }),
        3 => (some_ids(), tag(), any::<bool>())
            .prop_map(|(articles, tag, present)| ReaderChange::Tag { articles, tag, present }),
        1 => (1..=ARTICLES, prop::option::of("[ab]{1,2}"))
            .prop_map(|(article, note)| ReaderChange::Note { article: id(article), note }),
        2 => (some_ids(), maybe_moment()).prop_map(|(articles, at)| ReaderChange::Remove { articles, at }),
        1 => (1..=4_u32, maybe_moment())
            .prop_map(|(feed, at)| ReaderChange::RemoveFeed { feed: FeedId(feed), at }),
        1 => (1..=4_u32, any::<bool>())
            .prop_map(|(feed, muted)| ReaderChange::MuteFeed { feed: FeedId(feed), muted }),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| prop::collection::vec(inner, 0..4).prop_map(ReaderChange::Together))
}

fn trace() -> impl Strategy<Value = Trace> {
    let article = || (1..=ARTICLES).prop_map(id);
    prop_oneof![
        (article(), 0..9_u32, prop::sample::select(vec![0_u16, 1, 500, 989, 990, 1000])).prop_map(
            |(article, block, progress)| Trace::Place {
                article,
                place: Place { block, hash: 7, offset: 1 },
                progress
            }
        ),
        (article(), 1..9_i64, 1..5_u32).prop_map(|(article, second, times)| Trace::Opened {
            article,
            at: at(second),
            times
        }),
    ]
}

fn wide_number() -> impl Strategy<Value = Option<u32>> {
    prop::option::of(prop::sample::select(vec![0, 3, 65_533, 65_534, 65_535, u32::MAX - 1, u32::MAX]))
}

fn arrival() -> impl Strategy<Value = Arrival> {
    (1..=ARTICLES, prop::option::of(0..5_i64), "[a-zé世]{0,4}", "[xy]?", wide_number(), others()).prop_map(
        |(number, published, title, author, wide, others)| Arrival {
            id: id(number),
            key: key(id(number)),
            feed: feed_of(number),
            others: others.into_iter().filter(|feed| *feed != feed_of(number)).collect(),
            article: Article {
                title,
                author: Some(author),
                published: published.map(|second| Dated {
                    at: at(second),
                    precision: Precision::Second,
                    basis: courant::news::Basis::Written,
                }),
                views: wide.map(|views| u64::from(views) * 2),
                publisher_read_minutes: wide,
                ..Article::default()
            },
            added: at(i64::from(number)),
        },
    )
}

/// Mostly none: an article in one feed.
fn others() -> impl Strategy<Value = BTreeSet<FeedId>> {
    prop_oneof![
        2 => Just(BTreeSet::new()),
        1 => prop::collection::btree_set((1..=4_u32).prop_map(FeedId), 1..4),
    ]
}

fn feed_of(article: u32) -> FeedId {
    FeedId(article % 3 + 1)
}

fn disk_row(number: u32) -> impl Strategy<Value = DiskRow> {
    let marks = (any::<bool>(), maybe_moment(), prop_oneof![3 => Just(None), 1 => maybe_moment()]);
    let left = (prop::option::of((1..4_u32, 1..9_i64)), prop::sample::select(vec![0_u16, 40, 989, 995]));
    let said = (prop::collection::btree_set(tag(), 0..3), prop::option::weighted(0.2, "[cd]{1,2}"));
    (marks, left, said, "[a-z]{0,3}", 0..5_i64, wide_number(), others()).prop_map(
        move |((read, bookmarked, removed), (opened, progress), (tags, note), title, date, wide, others)| {
            DiskRow {
                others: others.into_iter().filter(|feed| *feed != feed_of(number)).collect(),
                facts: BatchFacts {
                    id: id(number),
                    public_id: key(id(number)).public_id(),
                    feed: feed_of(number),
                    date: at(date),
                    added: at(i64::from(number)),
                    views: wide.map(u64::from),
                    words: 3,
                    publisher_read_minutes: wide,
                    opened: opened.map_or(0, |opened| opened.0),
                    progress,
                    read,
                    bookmarked,
                    removed,
                    noted: note.is_some(),
                    opened_at: opened.map(|opened| at(opened.1)),
                },
                title,
                author: "x".to_owned(),
                tags,
                note,
            }
        },
    )
}

fn snapshot() -> impl Strategy<Value = Vec<DiskRow>> {
    let rows: Vec<_> = (1..=ARTICLES).map(|number| prop::option::weighted(0.7, disk_row(number))).collect();
    rows.prop_map(|rows| rows.into_iter().flatten().collect::<Vec<_>>()).prop_shuffle()
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => reader_change().prop_map(Event::Reader),
        3 => trace().prop_map(Event::Trace),
        2 => prop::collection::vec(arrival(), 1..4).prop_map(Event::Arrive),
        4 => (1..4_usize, any::<bool>()).prop_map(|(rows, whole)| Event::Load(rows, whole)),
        1 => any::<u8>().prop_map(Event::Feeds),
        2 => (0..4_usize).prop_map(Event::Undo),
        2 => (0..4_usize).prop_map(Event::Redo),
        1 => (reader_change(), reader_change()).prop_map(|(change, back)| Event::UndoEarlier(change, back)),
    ]
}

/// Three feeds; the second is removed and the third muted where that is asked for.
fn feeds(seed: u8, second_removed: bool) -> Vec<Feed> {
    (1..=3_u32)
        .map(|number| Feed {
            id: FeedId(number),
            kind: FeedKind::Remote,
            title: format!("Feed {}", (u32::from(seed) + number) % 5),
            address: format!("https://{number}.example/"),
            folder: if (seed >> number) & 1 == 1 { vec!["World".to_owned()] } else { Vec::new() },
            position: i64::from(seed) % i64::from(number + 1),
            removed: number == 2 && second_removed,
            full_text: false,
            muted: number == 3 && second_removed,
            interval: None,
            priority: 0,
            tags: Vec::new(),
            trouble: None,
        })
        .collect()
}

fn push(batch: &mut Batch, row: &DiskRow) {
    batch.push(row.facts, &row.title, &row.author, "", "");
    row.others.iter().for_each(|feed| batch.push_feed(*feed));
    if let Some(note) = &row.note {
        batch.push_note(row.facts.id, note.clone());
    }
}

fn push_status(batch: &mut Batch, row: &DiskRow) {
    for tag in &row.tags {
        batch.push_tag(row.facts.id, tag.clone());
    }
}

/// A store and its model, driven together.
struct Pair {
    store: Store,
    model: Model,
    /// Rows the disk has not delivered, and rows whose tags it has not.
    ahead: Vec<DiskRow>,
    bare: Vec<DiskRow>,
    steps: Vec<(ReaderChange, ReaderChange)>,
    second_removed: bool,
}

impl Pair {
    fn world(&mut self, change: WorldChange) {
        assert_eq!(self.store.apply(&Change::World(change)), None);
    }

    fn send_feeds(&mut self, seed: u8) {
        self.model.feeds = feeds(seed, self.second_removed);
        self.world(WorldChange::Feeds(self.model.feeds.clone()));
    }

    fn load(&mut self, rows: usize, whole: bool) {
        let mut batch = Batch::default();
        for row in self.bare.drain(..) {
            push_status(&mut batch, &row);
            self.model.disk_tags.insert(row.facts.id, row.tags.clone());
            self.model.disk.insert(row.facts.id, row);
        }
        for row in self.ahead.drain(..rows.min(self.ahead.len())) {
            push(&mut batch, &row);
            if whole {
                push_status(&mut batch, &row);
                self.model.disk_tags.insert(row.facts.id, row.tags.clone());
                self.model.disk.insert(row.facts.id, row);
            } else {
                self.model.disk.insert(row.facts.id, row.clone());
                self.bare.push(row);
            }
        }
        self.world(WorldChange::Loaded(Arc::new(batch)));
    }

    fn end_loading(&mut self) {
        self.load(self.ahead.len(), true);
        self.world(WorldChange::AllLoaded);
        self.model.loaded = true;
    }

    /// Applies to both, and holds the inverse against the model's.
    fn reader(&mut self, change: &ReaderChange) -> Result<Option<ReaderChange>, TestCaseError> {
        let before = picture(&self.store);
        let inverse = self.store.apply(&Change::Reader(change.clone()));
        let mut taken_back = self.store.clone();
        if let Some(inverse) = &inverse {
            taken_back.apply(&Change::Reader(inverse.clone()));
        }
        prop_assert_eq!(picture(&taken_back), before);
        let expected = self.model.apply(change);
        let said: BTreeMap<Aspect, Value> =
            inverse.as_ref().map(settings).unwrap_or_default().into_iter().collect();
        prop_assert_eq!(inverse.is_some(), !expected.is_empty());
        prop_assert_eq!(said, expected);
        Ok(inverse)
    }

    fn take_back(&mut self, step: usize, redo: bool) -> Result<(), TestCaseError> {
        if self.steps.is_empty() {
            return Ok(());
        }
        let (change, inverse) = self.steps[self.steps.len() - 1 - step % self.steps.len()].clone();
        self.take_back_step(&change, &inverse, redo)
    }

    fn take_back_step(
        &mut self,
        change: &ReaderChange,
        inverse: &ReaderChange,
        redo: bool,
    ) -> Result<(), TestCaseError> {
        let (part, expected) = match redo {
            false => (self.store.undo_of(change, inverse), self.model.undo_of(change, inverse)),
            true => (self.store.redo_of(change, inverse), self.model.undo_of(inverse, change)),
        };
        let said: BTreeMap<Aspect, Value> =
            part.as_ref().map(settings).unwrap_or_default().into_iter().collect();
        prop_assert_eq!(part.is_some(), !expected.is_empty());
        prop_assert_eq!(said, expected);
        if let Some(part) = part {
            self.reader(&part)?;
        }
        Ok(())
    }

    fn arrive(&mut self, arrivals: Vec<Arrival>) {
        for arrival in &arrivals {
            let article = &arrival.article;
            let seen = Seen {
                public_id: arrival.public_id(),
                title: article.title.clone(),
                author: article.author.clone().unwrap(),
                feed: arrival.feed,
                others: arrival.others.clone(),
                date: article.published.map_or(arrival.added, |dated| dated.at),
                added: arrival.added,
                views: article.views,
                minutes: article.publisher_read_minutes,
            };
            self.model.arrived.insert(arrival.id, seen);
        }
        self.world(WorldChange::Arrived(arrivals));
    }

    fn trace(&mut self, trace: Trace) {
        match &trace {
            Trace::Place { article, place, progress } => {
                self.model.marked.entry(*article).or_default().place = Some((*place, *progress));
            }
            Trace::Opened { article, at, times } => {
                self.model.marked.entry(*article).or_default().opening = Some((*at, *times));
            }
        }
        assert_eq!(self.store.apply(&Change::Trace(trace)), None);
    }

    fn happen(&mut self, event: Event) -> Result<(), TestCaseError> {
        match event {
            Event::Reader(change) => {
                let inverse = self.reader(&change)?;
                self.steps.extend(inverse.map(|inverse| (change, inverse)));
            }
            Event::Trace(trace) => self.trace(trace),
            Event::Arrive(arrivals) => self.arrive(arrivals),
            Event::Load(rows, whole) if !self.model.loaded => self.load(rows, whole),
            Event::Load(..) => {}
            Event::Feeds(seed) => self.send_feeds(seed),
            Event::Undo(step) => self.take_back(step, false)?,
            Event::Redo(step) => self.take_back(step, true)?,
            Event::UndoEarlier(change, inverse) => self.take_back_step(&change, &inverse, false)?,
        }
        same(&self.store, &self.model)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_session_equals_the_model(
        rows in snapshot(),
        with_counters in any::<bool>(),
        second_removed in any::<bool>(),
        before in prop::collection::vec(event(), 0..14),
        after in prop::collection::vec(event(), 0..8),
    ) {
        let mut pair = Pair {
            store: Store::new(),
            model: Model::default(),
            ahead: rows.clone(),
            bare: Vec::new(),
            steps: Vec::new(),
            second_removed,
        };
        pair.send_feeds(0);
        if with_counters {
            let mut disk = Model { feeds: pair.model.feeds.clone(), ..Model::default() };
            disk.snapshot = Some(rows.clone());
            let counters = scopes().into_iter().map(|scope| { let counts = disk.counts(&scope); (scope, counts) });
            // An empty library says counters of nothing; then there is nothing to promise.
            pair.world(WorldChange::Counters(counters.collect()));
            pair.model.snapshot = Some(rows);
        } else {
            pair.world(WorldChange::Counters(Vec::new()));
        }
        same(&pair.store, &pair.model)?;
        for event in before {
            pair.happen(event)?;
        }
        prop_assert!(!pair.store.is_loaded());
        pair.end_loading();
        prop_assert!(pair.store.is_loaded());
        same(&pair.store, &pair.model)?;
        for event in after {
            pair.happen(event)?;
        }
    }
}

fn sort_key() -> impl Strategy<Value = SortKey> {
    let all = [SortBy::Date, SortBy::Seen, SortBy::Read, SortBy::Views, SortBy::Opened, SortBy::Feed];
    (prop::sample::select(all.to_vec()), any::<bool>()).prop_map(|(by, reversed)| SortKey { by, reversed })
}

/// What a key looks at, with what is small first.
fn plainly(by: SortBy, facts: &BatchFacts, order: &[FeedId]) -> i64 {
    match by {
        SortBy::Date => -facts.date.as_second(),
        SortBy::Seen => -facts.added.as_second(),
        SortBy::Read => i64::from(facts.words),
        SortBy::Views => facts.views.map_or(i64::MAX, |views| -(views as i64)),
        SortBy::Opened => -i64::from(facts.opened),
        SortBy::Feed => order.iter().position(|feed| *feed == facts.feed).unwrap() as i64,
    }
}

proptest! {
    #[test]
    fn an_order_of_several_keys_is_that_of_one_stable_sort_after_the_other(
        facts in prop::collection::vec((1..=3_u32, 0..4_i64, 0..4_i64, 0..3_u32, prop::option::of(0..3_u64), 0..3_u32), 0..20),
        keys in prop::collection::vec(sort_key(), 0..=4),
        seed in any::<u8>(),
    ) {
        let rows: Vec<BatchFacts> = (1..)
            .zip(facts)
            .map(|(number, (feed, date, added, words, views, opened))| {
                let opened_at = (opened > 0).then(|| at(1));
                let added = at(added);
                BatchFacts { added, words, views, opened, opened_at, ..headline_of(number, feed, date) }
            })
            .collect();
        let mut store = Store::new();
        store.apply(&Change::World(WorldChange::Feeds(feeds(seed, false))));
        store.apply(&batch(&rows));
        store.apply(&Change::World(WorldChange::AllLoaded));
        let order: Vec<FeedId> = store.feeds().map(|feed| feed.id).collect();
        let mut naive: Vec<&BatchFacts> = rows.iter().collect();
        naive.sort_by_key(|row| (std::cmp::Reverse(row.date), std::cmp::Reverse(row.id.row())));
        match keys.first() {
            Some(SortKey { by: SortBy::Date, reversed: true }) => naive.reverse(),
            Some(SortKey { by: SortBy::Date, reversed: false }) => {}
            _ => for key in keys.iter().rev() {
                naive.sort_by_key(|row| {
                    let place = plainly(key.by, row, &order);
                    // What nobody counted stays last whichever way the others run.
                    if key.reversed && place != i64::MAX { -place } else { place }
                });
            },
        }
        let sorting = Sorting::by(&keys);
        let mut sorted = store.list(&List::All);
        store.sort(sorting, &mut sorted);
        prop_assert_eq!(&sorted, &naive.iter().map(|row| row.id).collect::<Vec<_>>());
        for pair in sorted.windows(2) {
            prop_assert!(store.sorts(sorting, pair[0], pair[1]).is_lt());
        }
    }
}

fn headline_of(number: u32, feed: u32, second: i64) -> BatchFacts {
    BatchFacts {
        id: id(number),
        public_id: key(id(number)).public_id(),
        feed: FeedId(feed),
        date: at(second),
        added: at(second),
        views: None,
        words: 100,
        publisher_read_minutes: None,
        opened: 0,
        progress: 0,
        read: false,
        bookmarked: None,
        removed: None,
        noted: false,
        opened_at: None,
    }
}

fn batch(rows: &[BatchFacts]) -> Change {
    let mut batch = Batch::with_capacity(rows.len());
    for row in rows {
        batch.push(*row, "A title", "", "", "");
    }
    Change::World(WorldChange::Loaded(Arc::new(batch)))
}

fn unread(store: &Store) -> u32 {
    store.counts(&Scope::All).unread
}

#[test]
fn a_mark_made_before_its_headline_is_loaded_stands() {
    let mut store = Store::new();
    let counters = vec![(Scope::All, Counts { total: 2, unread: 2, bookmarked: 0 })];
    store.apply(&Change::World(WorldChange::Counters(counters)));
    let read = ReaderChange::Read { articles: vec![id(1)], read: true };
    let inverse = store.apply(&Change::Reader(read));
    assert_eq!(inverse, Some(ReaderChange::Read { articles: vec![id(1)], read: false }));
    assert_eq!(unread(&store), 2);
    store.apply(&batch(&[headline_of(1, 1, 10)]));
    assert!(store.headline(id(1)).unwrap().read);
    assert_eq!(unread(&store), 1);
    store.apply(&batch(&[headline_of(2, 1, 20)]));
    store.apply(&Change::World(WorldChange::AllLoaded));
    assert_eq!(unread(&store), 1);
    assert_eq!(store.list(&List::All), [id(2), id(1)]);
}

#[test]
fn a_batch_that_comes_twice_or_too_late_alters_nothing() {
    let mut store = Store::new();
    let rows = batch(&[headline_of(1, 1, 10), headline_of(2, 1, 20)]);
    store.apply(&rows);
    store.apply(&rows);
    assert_eq!(unread(&store), 2);
    store.apply(&Change::World(WorldChange::AllLoaded));
    store.apply(&Change::Reader(ReaderChange::Read { articles: vec![id(1)], read: true }));
    store.apply(&rows);
    assert_eq!((unread(&store), store.len()), (1, 2));
}

#[test]
fn wrong_counters_are_forgotten_when_all_is_loaded() {
    let mut store = Store::new();
    let counters = vec![(Scope::All, Counts { total: 9, unread: 0, bookmarked: 7 })];
    store.apply(&Change::World(WorldChange::Counters(counters)));
    store.apply(&batch(&[headline_of(1, 1, 10)]));
    store.apply(&Change::Reader(ReaderChange::Read { articles: vec![id(1)], read: true }));
    store.apply(&Change::World(WorldChange::AllLoaded));
    assert_eq!(store.counts(&Scope::All), Counts { total: 1, unread: 0, bookmarked: 0 });
}

#[test]
fn one_mark_on_many_is_one_inverse_and_different_values_are_kept_apart() {
    let mut store = Store::new();
    store.apply(&batch(&[headline_of(1, 1, 1), headline_of(2, 1, 2), headline_of(3, 1, 3)]));
    let bookmark = |articles: &[u32], since: Option<i64>| ReaderChange::Bookmark {
        articles: articles.iter().copied().map(id).collect(),
        at: since.map(at),
    };
    let set = |store: &mut Store, change: ReaderChange| store.apply(&Change::Reader(change));
    assert_eq!(set(&mut store, bookmark(&[1, 3], Some(5))), Some(bookmark(&[1, 3], None)));
    assert_eq!(set(&mut store, bookmark(&[1], Some(5))), None);
    set(&mut store, bookmark(&[2], Some(7)));
    assert_eq!(
        set(&mut store, bookmark(&[3, 2, 1], None)),
        Some(ReaderChange::Together(vec![bookmark(&[3, 1], Some(5)), bookmark(&[2], Some(7))]))
    );
}

#[test]
fn undo_leaves_alone_what_changed_since() {
    let mut store = Store::new();
    store.apply(&batch(&[headline_of(1, 1, 1), headline_of(2, 1, 2)]));
    let change = ReaderChange::Read { articles: vec![id(1), id(2)], read: true };
    let inverse = store.apply(&Change::Reader(change.clone())).unwrap();
    store.apply(&Change::Reader(ReaderChange::Read { articles: vec![id(2)], read: false }));
    let part = ReaderChange::Read { articles: vec![id(1)], read: false };
    assert_eq!(store.undo_of(&change, &inverse), Some(part.clone()));
    store.apply(&Change::Reader(part));
    assert_eq!(store.undo_of(&change, &inverse), None);
    assert_eq!(store.redo_of(&change, &inverse), Some(change));
}

#[test]
fn what_a_bookmark_or_a_note_holds_outlives_its_feed() {
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(feeds(0, false))));
    store.apply(&batch(&[headline_of(1, 2, 1), headline_of(2, 2, 2), headline_of(3, 2, 3)]));
    let bookmark = |at| Change::Reader(ReaderChange::Bookmark { articles: vec![id(1)], at });
    let note = |note: Option<&str>| {
        Change::Reader(ReaderChange::Note { article: id(2), note: note.map(str::to_owned) })
    };
    store.apply(&bookmark(Some(at(4))));
    store.apply(&note(Some("keep")));
    store.apply(&Change::Reader(ReaderChange::RemoveFeed { feed: FeedId(2), at: Some(at(9)) }));
    assert_eq!(store.list(&List::All), [id(2), id(1)]);
    assert_eq!(store.list(&List::Bookmarked), [id(1)]);
    assert_eq!((store.counts(&Scope::All).total, store.counts(&Scope::All).bookmarked), (2, 1));
    store.apply(&bookmark(None));
    store.apply(&note(None));
    assert_eq!((store.list(&List::All), store.counts(&Scope::All).total), (Vec::new(), 0));
}

#[test]
fn articles_of_a_muted_feed_are_in_no_list_but_its_own() {
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(feeds(0, false))));
    store.apply(&batch(&[headline_of(1, 2, 1), headline_of(2, 1, 2)]));
    let mute = |muted| Change::Reader(ReaderChange::MuteFeed { feed: FeedId(2), muted });
    let back = store.apply(&mute(true)).unwrap();
    assert_eq!(back, ReaderChange::MuteFeed { feed: FeedId(2), muted: false });
    assert_eq!((store.list(&List::All), store.list(&List::Unread)), (vec![id(2)], vec![id(2)]));
    assert_eq!(store.list(&List::Feed(FeedId(2))), [id(1)]);
    assert_eq!((store.counts(&Scope::All).unread, store.counts(&Scope::Feed(FeedId(2))).unread), (1, 0));
    assert_eq!(store.apply(&mute(true)), None);
    store.apply(&Change::Reader(back));
    assert_eq!(store.list(&List::All), [id(2), id(1)]);
}

#[test]
fn articles_of_a_removed_feed_are_nowhere_until_it_comes_back() {
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(feeds(0, false))));
    store.apply(&batch(&[headline_of(1, 1, 1), headline_of(2, 2, 2)]));
    let remove = ReaderChange::RemoveFeed { feed: FeedId(2), at: Some(at(9)) };
    let back = store.apply(&Change::Reader(remove)).unwrap();
    assert_eq!(store.list(&List::All), [id(1)]);
    assert_eq!(unread(&store), 1);
    assert_eq!(store.feeds().count(), 2);
    assert!(store.feed(FeedId(2)).unwrap().removed);
    // The disk's list may have been on its way already.
    store.apply(&Change::World(WorldChange::Feeds(feeds(1, false))));
    assert_eq!(store.list(&List::Feed(FeedId(2))), []);
    store.apply(&Change::Reader(back));
    assert_eq!(store.list(&List::All), [id(2), id(1)]);
    assert_eq!(store.counts(&Scope::Feed(FeedId(2))).total, 1);
}

#[test]
fn an_article_in_two_feeds_is_in_each_of_them_and_counts_once_in_their_folder() {
    let mut store = Store::new();
    let folder = vec!["World".to_owned()];
    // Of these, the first two are filed together.
    store.apply(&Change::World(WorldChange::Feeds(feeds(0b110, false))));
    let mut batch = Batch::default();
    for (number, others) in [(1, vec![FeedId(2), FeedId(3)]), (2, vec![FeedId(3)]), (3, Vec::new())] {
        batch.push(headline_of(number, 1, i64::from(number)), "A title", "", "", "");
        others.into_iter().for_each(|feed| batch.push_feed(feed));
    }
    store.apply(&Change::World(WorldChange::Loaded(Arc::new(batch))));
    store.apply(&Change::World(WorldChange::AllLoaded));
    let unread = |store: &Store| {
        let feeds = [1, 2, 3].map(|feed| store.counts(&Scope::Feed(FeedId(feed))).unread);
        (unread(store), feeds, store.counts(&Scope::Folder(folder.clone())).unread)
    };
    assert_eq!(store.list(&List::Feed(FeedId(2))), [id(1)]);
    assert_eq!(store.list(&List::Feed(FeedId(3))), [id(2), id(1)]);
    assert_eq!(store.list(&List::Folder(folder.clone())), [id(3), id(2), id(1)]);
    assert_eq!(store.list(&List::All), [id(3), id(2), id(1)]);
    assert_eq!(unread(&store), (3, [3, 1, 2], 3));
    // Read in one of its feeds, it is read in all.
    store.apply(&Change::Reader(ReaderChange::Read { articles: vec![id(1)], read: true }));
    assert_eq!(unread(&store), (2, [2, 0, 1], 2));
    // What the others show stays when one goes, and is shown with what is left.
    store.apply(&Change::Reader(ReaderChange::RemoveFeed { feed: FeedId(1), at: Some(at(9)) }));
    assert_eq!(store.list(&List::All), [id(2), id(1)]);
    assert_eq!(store.headline(id(2)).unwrap().feed, FeedId(3));
    assert_eq!(unread(&store), (1, [0, 0, 1], 0));
    // A feed that is muted shows it in its own list alone.
    store.apply(&Change::Reader(ReaderChange::MuteFeed { feed: FeedId(3), muted: true }));
    assert_eq!(
        (store.list(&List::All), store.list(&List::Feed(FeedId(3)))),
        (vec![id(1)], vec![id(2), id(1)])
    );
    assert_eq!(unread(&store), (0, [0, 0, 0], 0));
}
