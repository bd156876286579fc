//! What the reader asks of the network, carried out: rounds of asking, looks at addresses, feeds to be added. Each ends
//! with one message; a key waits for none of them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use jiff::{SignedDuration, Timestamp};

use super::discovery::{self, Discovered};
use super::disk::{DiskError, Library, NewFeed, Subscribed};
use super::intake::{self, Taken};
use super::net::{Client, Limits, Network, Reach, without_credentials};
use super::plan::Now;
use super::refresh::{self, Came, Done, Terms};
use super::thread::{guarded, spawn, step_aside};
use super::{files, full_text, page};
use crate::app::{Added, Generation, Msg, Offer, Preview, Progress, Refreshed, Subscribing, Wanted};
use crate::clean::{self, FeedArticle};
use crate::news::{ArticleId, Subscription, next_due};
use crate::parse;

/// Feeds that were looked at and may be subscribed to are kept, at most so many, so that nothing is fetched twice.
const SEEN: usize = 4;
/// By itself nobody is asked sooner than this after a round, whatever the feeds say.
const REST: SignedDuration = SignedDuration::from_mins(1);
/// Articles of a feed that a glance shows.
const GLANCE: usize = 8;

/// What carries out the reader's questions to the network. It has no thread of its own: each question is answered when
/// the call returns.
#[derive(Clone)]
pub struct Fetcher {
    folder: PathBuf,
    client: Client,
    now: Now,
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Vec<Discovered>>>,
}

impl Fetcher {
    /// For the library in a folder, over a network.
    #[must_use]
    pub fn new(folder: PathBuf, network: &Network, now: Now) -> Self {
        let client = Client::new(Limits::FEED, network);
        Self { folder, client, now, stop: Arc::default(), seen: Arc::default() }
    }

    /// Asks feeds, and answers what came of it; `tell` hears how far it is.
    pub fn refresh(&self, wanted: &Wanted, by_hand: bool, mut tell: impl FnMut(Msg)) -> Msg {
        let round = guarded("the feeds", || {
            let round = self.round(wanted, |progress| tell(Msg::Refreshing(progress)));
            round.map_err(|error| error.to_string())
        });
        Msg::Refreshed { by_hand, round }
    }

    fn round(&self, wanted: &Wanted, mut tell: impl FnMut(Progress)) -> Result<Refreshed, DiskError> {
        let mut library = Library::join_to_write(&self.folder)?;
        let now = (self.now)();
        let mut feeds = match wanted {
            Wanted::Due | Wanted::All => library.subscriptions()?,
            Wanted::Feeds(feeds) => library.subscriptions_of(feeds)?,
        };
        feeds.retain(|feed| *wanted != Wanted::Due || feed.health.is_due(now));
        let mut progress = Progress { of: feeds.len(), ..Progress::default() };
        let mut failed = Vec::new();
        let mut offline = false;
        // Feeds whose articles are read from their pages.
        let mut whole = Vec::new();
        if !feeds.is_empty() {
            tell(progress);
            let terms = Terms { stop: Arc::clone(&self.stop), ..Terms::new(Arc::clone(&self.now)) };
            let round = refresh::refresh(&mut library, &self.client, feeds, &terms, |done| {
                whole.extend(done.wants_pages());
                let Done { subscription, came } = done;
                progress.done += 1;
                match came {
                    Came::Articles(count) => progress.new += count,
                    Came::Nothing => (),
                    Came::Failure(reason) => failed.push((subscription.title, reason)),
                }
                tell(progress);
            })?;
            offline = round.offline;
        }
        for feed in whole {
            page::keep_new(&mut library, &self.client, feed, now, &self.now, &self.stop)?;
        }
        let next_due = wake_at(&library.subscriptions()?, offline, (self.now)());
        Ok(Refreshed { progress, failed, offline, next_due })
    }

    /// Looks what is at an address: `typed` by the reader, or named by a page.
    pub fn look(&self, address: &str, typed: bool, generation: Generation) -> Msg {
        let host = clean::url::shown_host(address).unwrap_or_else(|| "this address".to_owned());
        let found = guarded(&host, || {
            let reach = if typed { Reach::Typed } else { Reach::Public };
            let page = discovery::typed_address(address).map(|whole| without_credentials(&whole));
            let address = &if typed { self.with_password(address) } else { address.to_owned() };
            let found = match discovery::discover_within(&self.client, address, reach, (self.now)()) {
                Ok(found) => found,
                Err(missing) => {
                    let page = page.filter(|_| missing.is_page);
                    return page.map(|address| vec![Offer::Page { address, typed }]).ok_or(missing.sentence);
                }
            };
            let library = Library::join(&self.folder).map_err(|error| error.to_string())?;
            let subscriptions = library.subscriptions().map_err(|error| error.to_string())?;
            let mut offers = offers(&found, typed, &subscriptions, (self.now)());
            let page = page.filter(|page| *page != found.address);
            offers.extend(page.map(|address| Offer::Page { address, typed }));
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.retain(|each| each.address != found.address);
            seen.insert(0, found);
            seen.truncate(SEEN);
            Ok(offers)
        });
        Msg::Looked { generation, found }
    }

    /// Gives the library feeds. They are hidden until the reader's change shows them; the articles of one that was
    /// looked at are there already.
    pub fn add(&self, feeds: &[Subscribing]) -> Msg {
        let added = guarded("these feeds", || self.add_all(feeds).map_err(|error| error.to_string()));
        Msg::Added(added)
    }

    fn add_all(&self, feeds: &[Subscribing]) -> Result<Vec<Added>, DiskError> {
        let mut library = Library::join_to_write(&self.folder)?;
        let now = (self.now)();
        // A list may name a feed twice.
        let mut met = HashSet::new();
        let feeds: Vec<&Subscribing> = feeds.iter().filter(|feed| met.insert(&feed.address)).collect();
        let mut answers: Vec<Option<Discovered>> =
            feeds.iter().map(|feed| self.seen(&feed.address)).collect();
        let new: Vec<NewFeed> =
            feeds.iter().zip(&answers).map(|(feed, found)| new_feed(feed, found)).collect();
        let added = library.take_on(&new, now)?;
        let mut told = Vec::new();
        for ((feed, answer), (id, subscribed)) in feeds.iter().zip(&mut answers).zip(added) {
            let known = subscribed == Subscribed::Already;
            let mut read = false;
            if let (false, Some(found), Some(subscription)) =
                (known, answer.take(), library.subscriptions_of(&[id])?.pop())
            {
                refresh::take_in(&mut library, subscription, found.answer, now)?;
                read = true;
            }
            told.push(Added { feed: id, title: feed.title.clone(), known, read });
        }
        Ok(told)
    }

    /// Fetches the page of an article and keeps it.
    pub fn fetch_page(&self, article: ArticleId) -> Msg {
        let told = guarded("this page", || {
            let library = Library::join_to_write(&self.folder);
            let mut library = library.map_err(|error: DiskError| error.to_string())?;
            page::keep(&mut library, &self.client, article, (self.now)())
        });
        Msg::PageFetched { article, told }
    }

    /// Fetches the page at an address, `typed` by the reader or named by a page, and keeps it as an article.
    pub fn open(&self, address: &str, typed: bool, generation: Generation) -> Msg {
        let opened = guarded("this page", || {
            let now = (self.now)();
            let reach = if typed { Reach::Typed } else { Reach::Public };
            let address = &if typed { self.with_password(address) } else { address.to_owned() };
            let mut page = full_text::fetch(&self.client, address, reach, now)?;
            let mut notices = std::mem::take(&mut page.notices);
            let Taken { incoming, complaints, .. } = intake::take_in_fetched(page.into_source(), now)?;
            notices.extend(complaints);
            let told = |error: DiskError| error.to_string();
            let mut library = Library::join_to_write(&self.folder).map_err(told)?;
            let arrivals = files::keep(&mut library, &[incoming], now).map_err(told)?;
            Ok((arrivals.iter().map(|arrival| arrival.id).collect(), notices))
        });
        Msg::PageOpened { generation, opened }
    }

    /// An address with the password that was typed for its origin a moment ago.
    fn with_password(&self, address: &str) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.iter().find(|found| discovery::has_origin_of(&found.address, address));
        match known.and_then(|found| found.userinfo.as_ref()).zip(address.split_once("://")) {
            Some((userinfo, (scheme, rest))) if !rest.contains('@') => {
                format!("{scheme}://{userinfo}@{rest}")
            }
            _ => address.to_owned(),
        }
    }

    fn seen(&self, address: &str) -> Option<Discovered> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().find(|found| found.address == address).cloned()
    }
}

fn new_feed(feed: &Subscribing, found: &Option<Discovered>) -> NewFeed {
    NewFeed {
        address: feed.address.clone(),
        title: feed.title.clone(),
        folder: feed.folder.clone(),
        userinfo: found.as_ref().map_or_else(|| feed.userinfo.clone(), |found| found.userinfo.clone()),
        typed: feed.typed || found.as_ref().is_some_and(|found| found.typed),
        ..NewFeed::default()
    }
}

/// When the first of the feeds is due again; never at once, so that a disk that forgets costs no storm.
fn wake_at(feeds: &[Subscription], offline: bool, now: Timestamp) -> Option<Timestamp> {
    let rest = now.saturating_add(REST).unwrap_or(Timestamp::MAX);
    let due = next_due(feeds.iter().map(|feed| &feed.health), offline.then_some(now), now)?;
    Some(due.max(rest))
}

/// The feed that was found, then those that its page names beside it.
fn offers(found: &Discovered, typed: bool, subscriptions: &[Subscription], now: Timestamp) -> Vec<Offer> {
    let known =
        |address: &str| subscriptions.iter().find(|feed| feed.address == address).map(|feed| feed.feed);
    let first = Offer::Feed {
        address: found.address.clone(),
        title: found.title.clone(),
        preview: Some(preview(found, now)),
        known: known(&found.address),
        typed: found.typed,
    };
    let host = clean::url::shown_host(&found.address);
    // What a page names is trusted as the address that was typed where it is on the same host.
    let is_home = |address: &str| typed && found.typed && clean::url::shown_host(address) == host;
    let others = found.others.iter().map(|link| Offer::Feed {
        address: link.address.clone(),
        title: link.title.clone().unwrap_or_else(|| link.address.clone()),
        preview: None,
        known: known(&link.address),
        typed: is_home(&link.address),
    });
    std::iter::once(first).chain(others).collect()
}

fn preview(found: &Discovered, now: Timestamp) -> Preview {
    let Some(body) = &found.answer.body else { return Preview::default() };
    let parsed = parse::feed(&body.bytes, body.charset.as_deref());
    let cleaner = clean::feed(&parsed, Some(&found.answer.address));
    let articles: Vec<FeedArticle> = cleaner.articles().collect();
    let glance = |article: &FeedArticle| {
        let date = article.published.or(article.updated).map(|dated| dated.at).filter(|date| *date <= now);
        (article.title.clone().unwrap_or_else(|| "Untitled".to_owned()), date)
    };
    Preview {
        about: cleaner.facts().description,
        articles: articles.len(),
        newest: articles.iter().take(GLANCE).map(glance).collect(),
    }
}

/// Which feeds to ask, and whether that was asked for by hand.
type Wish = (Wanted, bool);

/// The fetcher at work: one thread for rounds, and one for each look, so that a server that hangs keeps nothing else
/// waiting. Answers go through `answer`, which shows first what they speak of.
pub(super) struct Desk {
    fetcher: Option<Fetcher>,
    folder: PathBuf,
    now: Now,
    rounds: Option<(Sender<Wish>, JoinHandle<()>)>,
}

impl Desk {
    pub(super) fn new(folder: &Path, now: &Now) -> Self {
        Self { fetcher: None, folder: folder.to_owned(), now: Arc::clone(now), rounds: None }
    }

    /// Whoever reads the guide alone needs no network.
    fn fetcher(&mut self) -> &Fetcher {
        let (folder, now) = (&self.folder, &self.now);
        self.fetcher.get_or_insert_with(|| Fetcher::new(folder.clone(), &Network::default(), Arc::clone(now)))
    }

    pub(super) fn refresh(
        &mut self,
        wish: Wish,
        outbox: &Sender<Msg>,
        answer: impl Fn(Msg) + Send + 'static,
    ) {
        if self.rounds.is_none() {
            let (sender, orders) = channel();
            let (fetcher, told) = (self.fetcher().clone(), outbox.clone());
            let working = spawn("feeds", outbox.clone(), move || work(&fetcher, &orders, &told, &answer));
            self.rounds = Some((sender, working));
        }
        if let Some((rounds, _)) = &self.rounds {
            // A thread that is gone has said so.
            let _ = rounds.send(wish);
        }
    }

    /// Does something with the network on a thread of its own.
    pub(super) fn ask(
        &mut self,
        outbox: &Sender<Msg>,
        question: impl FnOnce(&Fetcher) -> Msg + Send + 'static,
        answer: impl Fn(Msg) + Send + 'static,
    ) {
        let fetcher = self.fetcher().clone();
        drop(spawn("network", outbox.clone(), move || answer(question(&fetcher))));
    }

    /// Ends the round that is under way; what came is kept.
    pub(super) fn finish(&mut self) {
        let Some(fetcher) = &self.fetcher else { return };
        fetcher.stop.store(true, Ordering::Relaxed);
        if let Some((rounds, working)) = self.rounds.take() {
            drop(rounds);
            let _ = working.join();
        }
    }
}

fn work(fetcher: &Fetcher, orders: &Receiver<Wish>, outbox: &Sender<Msg>, answer: &impl Fn(Msg)) {
    step_aside();
    while let Ok(wish) = orders.recv() {
        if fetcher.stop.load(Ordering::Relaxed) {
            return;
        }
        let (wanted, by_hand) = orders.try_iter().fold(wish, |(one, by_hand), (other, other_by_hand)| {
            (together(one, other), by_hand || other_by_hand)
        });
        answer(fetcher.refresh(&wanted, by_hand, |msg| _ = outbox.send(msg)));
    }
}

/// Two wishes as one.
fn together(one: Wanted, other: Wanted) -> Wanted {
    match (one, other) {
        (Wanted::All, _) | (_, Wanted::All) => Wanted::All,
        (Wanted::Feeds(one), Wanted::Feeds(other)) => Wanted::Feeds([one, other].concat()),
        (feeds @ Wanted::Feeds(_), Wanted::Due) | (Wanted::Due, feeds @ Wanted::Feeds(_)) => feeds,
        (Wanted::Due, Wanted::Due) => Wanted::Due,
    }
}
