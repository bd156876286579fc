//! Many feeds at once: asked by many threads, read by a few, kept by one; each waits for the next, so that memory stays
//! bounded. Who stops a round does not wait for the slowest server: threads that ask are left to end by themselves.

use std::collections::{HashMap, HashSet, VecDeque};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;

use super::disk::{DiskError, Haul, Item, Library};
use super::feeds::{self, Brought};
use super::net::{Answer, Budget, Client, Failure, Held, Isolation, Reach, Request, without_credentials};
use super::plan::Now;
use super::thread::guarded;
use crate::news::{FeedId, FeedSettings, Outcome, Pace, Rhythm, Subscription};
use crate::{facts, parse};

/// How much may be under way at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Requests in all.
    pub requests: usize,
    /// Requests to one host.
    pub per_host: usize,
    /// Bytes of bodies.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { requests: 256, per_host: 3, bytes: 48_000_000 }
    }
}

/// What a round of asking goes by.
#[derive(Clone)]
pub struct Terms {
    /// How much may be under way at once.
    pub bounds: Bounds,
    /// What time it is.
    pub now: Now,
    /// Once it is set the round ends within a tenth of a second. What is told of by then is kept; what is not comes
    /// again the next time.
    pub stop: Arc<AtomicBool>,
}

impl Terms {
    /// The usual bounds, and a round that nobody has stopped.
    #[must_use]
    pub fn new(now: Now) -> Self {
        Self { bounds: Bounds::default(), now, stop: Arc::default() }
    }

    fn are_void(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What a round came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Round {
    /// Feeds that were asked.
    pub asked: usize,
    /// Feeds of these that did not answer, or not with a feed.
    pub failed: usize,
    /// Articles that nobody had ever spoken of.
    pub new_articles: usize,
    /// This machine has no network: every feed failed as it does then. How the feeds fare is left as it was.
    pub offline: bool,
    /// It was ended before every feed was done.
    pub stopped: bool,
}

/// A thread that asks needs little room.
const STACK: usize = 512 * 1024;
/// Answers that wait to be read, and feeds that wait to be kept.
const WAITING: usize = 16;
/// More readers than this do not help: one thread keeps what they read.
const MOST_READERS: usize = 4;
/// What is kept in one transaction: so many articles and feeds at most, that a reader's change waits 20 ms for it at
/// most; not fewer, as each transaction writes the same pages of the indices again.
const ARTICLES_TOGETHER: usize = 200;
const FEEDS_TOGETHER: usize = 64;
/// How often a round in which nothing comes in looks whether it was stopped.
const LOOK: Duration = Duration::from_millis(50);

/// What came of a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Came {
    /// It answered, with so many articles that are new.
    Articles(usize),
    /// It answered that nothing changed, or sent the same again.
    Nothing,
    /// It did not answer, or not with a feed: why, in a sentence.
    Failure(String),
}

/// What is told of a feed that is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// The feed, as it stands now.
    pub subscription: Subscription,
    /// What came of it.
    pub came: Came,
}

impl Done {
    /// The feed, where articles came in that are to be read from their pages.
    #[must_use]
    pub fn wants_pages(&self) -> Option<FeedId> {
        let has_new = matches!(self.came, Came::Articles(1..));
        (has_new && self.subscription.settings.full_text).then_some(self.subscription.feed)
    }
}

/// Asks feeds, keeps what they bring, and tells of each that is done. Feeds are done in no order; those that failed for
/// want of a network are done once another feed answers, or at the end.
pub fn refresh(
    library: &mut Library,
    client: &Client,
    mut wanted: Vec<Subscription>,
    terms: &Terms,
    tell: impl FnMut(Done),
) -> Result<Round, DiskError> {
    wanted.sort_by_key(|feed| std::cmp::Reverse(feed.settings.priority));
    let threads = wanted.len().min(terms.bounds.requests);
    let queue = Arc::new(Queue::new(wanted, terms.bounds.per_host));
    let budget = Budget::new(terms.bounds.bytes);
    let (to_readers, answers) = sync_channel(WAITING);
    let (to_keeper, read) = sync_channel(WAITING);
    for _ in 0..threads {
        let (to_readers, queue, budget) = (to_readers.clone(), Arc::clone(&queue), Arc::clone(&budget));
        let (client, now) = (client.clone(), Arc::clone(&terms.now));
        let asks = move || ask(&queue, &client, &budget, &now, &to_readers);
        if Builder::new().name("asking".to_owned()).stack_size(STACK).spawn(asks).is_err() {
            // The system gives no more threads; those that there are do it all.
            break;
        }
    }
    drop(to_readers);
    let answers = Arc::new(Mutex::new(answers));
    let readers = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_READERS);
    for _ in 0..readers {
        let (to_keeper, answers, now) = (to_keeper.clone(), Arc::clone(&answers), Arc::clone(&terms.now));
        let reads = move || read_all(&answers, &to_keeper, &now);
        if Builder::new().name("reading".to_owned()).spawn(reads).is_err() {
            break;
        }
    }
    library.expect_much(true);
    // Only readers hold the end that answers come out of: with the last of them it goes.
    drop((to_keeper, answers));
    let mut keeper = Keeper {
        library: &mut *library,
        tell,
        round: Round::default(),
        waiting: Vec::new(),
        articles: 0,
        undecided: Vec::new(),
    };
    let kept = keeper.keep_all(&read, terms);
    // Whoever still sends finds nobody, and ends.
    queue.close();
    let round = keeper.round;
    library.expect_much(false);
    kept.map(|()| round)
}

/// The thread that keeps, and what it tells.
struct Keeper<'a, T> {
    library: &'a mut Library,
    tell: T,
    round: Round,
    /// Feeds that are to be kept in one transaction,
    waiting: Vec<Read>,
    /// and how many articles these have.
    articles: usize,
    /// Feeds that failed as all do where there is no network, for as long as none answered.
    undecided: Vec<Read>,
}

impl<T: FnMut(Done)> Keeper<'_, T> {
    fn keep_all(&mut self, read: &Receiver<Read>, terms: &Terms) -> Result<(), DiskError> {
        loop {
            if terms.are_void() {
                self.round.stopped = true;
                return self.keep((terms.now)());
            }
            // What is done is told of before anything is waited for.
            let next = match read.try_recv() {
                Ok(next) => Ok(next),
                Err(TryRecvError::Empty) => {
                    self.keep((terms.now)())?;
                    read.recv_timeout(LOOK)
                }
                Err(TryRecvError::Disconnected) => Err(RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(read) => self.take(read, (terms.now)())?,
                Err(RecvTimeoutError::Timeout) => (),
                Err(RecvTimeoutError::Disconnected) => return self.end((terms.now)()),
            }
        }
    }

    fn take(&mut self, read: Read, now: Timestamp) -> Result<(), DiskError> {
        let has_answered = self.round.asked > 0 || !self.waiting.is_empty();
        if !has_answered && read.isolation != Isolation::None {
            self.undecided.push(read);
            return Ok(());
        }
        self.put(read, now)?;
        self.keep_undecided(now)
    }

    fn put(&mut self, mut read: Read, now: Timestamp) -> Result<(), DiskError> {
        let feed = read.subscription.feed;
        read.subscription.health = read.subscription.health.after(&read.outcome, now, u64::from(feed.0));
        let count = read.items.as_ref().map_or(0, Vec::len);
        if self.articles + count > ARTICLES_TOGETHER || self.waiting.len() >= FEEDS_TOGETHER {
            self.keep(now)?;
        }
        self.articles += count;
        self.waiting.push(read);
        Ok(())
    }

    /// Keeps what waits, and tells of it.
    fn keep(&mut self, now: Timestamp) -> Result<(), DiskError> {
        self.articles = 0;
        for done in keep(self.library, std::mem::take(&mut self.waiting), now)? {
            self.tell(done);
        }
        Ok(())
    }

    fn keep_undecided(&mut self, now: Timestamp) -> Result<(), DiskError> {
        std::mem::take(&mut self.undecided).into_iter().try_for_each(|read| self.put(read, now))
    }

    fn end(&mut self, now: Timestamp) -> Result<(), DiskError> {
        self.decide(now)?;
        self.keep(now)?;
        if self.round.asked == 0 || self.round.offline { Ok(()) } else { self.library.end_round(now) }
    }

    /// At the end of a round in which no feed answered.
    fn decide(&mut self, now: Timestamp) -> Result<(), DiskError> {
        if !is_cut_off(&self.undecided) {
            return self.keep_undecided(now);
        }
        self.round.offline = true;
        for Read { subscription, outcome, .. } in std::mem::take(&mut self.undecided) {
            let came = came_of(&outcome, None);
            self.tell(Done { subscription, came });
        }
        Ok(())
    }

    fn tell(&mut self, done: Done) {
        self.round.asked += 1;
        match &done.came {
            Came::Articles(count) => self.round.new_articles += count,
            Came::Nothing => (),
            Came::Failure(_) => self.round.failed += 1,
        }
        (self.tell)(done);
    }
}

/// Whether all these feeds failed because this machine has no network. Names that nobody knows and hosts that refuse
/// say so only together, and only where some of them answered the last time: feeds that are long dead may be due alone.
fn is_cut_off(failed: &[Read]) -> bool {
    let hosts: HashSet<String> = failed.iter().map(|read| host(&read.subscription.address)).collect();
    let was_well = |read: &Read| read.subscription.health.failing_since.is_none();
    failed.iter().any(|read| read.isolation == Isolation::Sure)
        || hosts.len() > 1 && failed.iter().any(was_well)
}

/// Keeps what one feed answered, as [`refresh`] does.
pub fn take_in(
    library: &mut Library,
    mut subscription: Subscription,
    answer: Answer,
    now: Timestamp,
) -> Result<Done, DiskError> {
    let (outcome, items) = judge(&mut subscription, Ok(Ok(answer)), now);
    subscription.health = subscription.health.after(&outcome, now, u64::from(subscription.feed.0));
    let kept = items.map(|items| library.keep_items(subscription.feed, &items, now)).transpose()?;
    let new = kept.map(|kept| kept.iter().filter(|kept| kept.is_new).count());
    library.record(&subscription)?;
    Ok(Done { came: came_of(&outcome, new), subscription })
}

/// Feeds that wait, and how busy their hosts are.
struct Queue {
    state: Mutex<State>,
    altered: Condvar,
    per_host: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Subscription>,
    busy: HashMap<String, usize>,
}

impl Queue {
    fn new(wanted: Vec<Subscription>, per_host: usize) -> Self {
        let state = State { waiting: wanted.into(), busy: HashMap::new() };
        Self { state: Mutex::new(state), altered: Condvar::new(), per_host }
    }

    /// The next feed whose host is not too busy; nothing once none is left.
    fn take(&self) -> Option<Subscription> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let is_free = |feed: &Subscription| {
                state.busy.get(&host(&feed.address)).is_none_or(|busy| *busy < self.per_host)
            };
            if let Some(at) = state.waiting.iter().position(is_free) {
                let feed = state.waiting.remove(at)?;
                *state.busy.entry(host(&feed.address)).or_default() += 1;
                return Some(feed);
            }
            if state.waiting.is_empty() {
                return None;
            }
            state = self.altered.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, address: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(busy) = state.busy.get_mut(&host(address)) {
            *busy = busy.saturating_sub(1);
        }
        self.altered.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).waiting.clear();
        self.altered.notify_all();
    }
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// What a feed answered; or a sentence where our own part of it failed.
type Told = Result<Result<Answer, Failure>, String>;

/// What a feed answered, with the bytes it holds.
struct Asked {
    subscription: Subscription,
    told: Told,
    held: Held,
}

fn ask(queue: &Queue, client: &Client, budget: &Arc<Budget>, now: &Now, answers: &SyncSender<Asked>) {
    while let Some(subscription) = queue.take() {
        let mut held = budget.hold();
        let address = subscription.full_address();
        let reach = if subscription.typed { Reach::Typed } else { Reach::Public };
        let FeedSettings { headers, user_agent, .. } = &subscription.settings;
        let request = Request {
            address: &address,
            reach,
            validators: &subscription.validators,
            headers,
            user_agent: user_agent.as_deref(),
        };
        let told = guarded("this feed", || Ok(client.get_within(&request, now(), &mut held)));
        queue.give_back(&subscription.address);
        if answers.send(Asked { subscription, told, held }).is_err() {
            return;
        }
    }
}

/// A feed read, ready to be kept.
struct Read {
    subscription: Subscription,
    outcome: Outcome,
    isolation: Isolation,
    items: Option<Vec<Item>>,
    _held: Held,
}

fn read_all(answers: &Mutex<Receiver<Asked>>, keeper: &SyncSender<Read>, now: &Now) {
    let next = || answers.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Asked { mut subscription, told, held }) = next() {
        let isolation = told.as_ref().ok().and_then(|told| told.as_ref().err()).map(Failure::isolation);
        let isolation = isolation.unwrap_or(Isolation::None);
        let (outcome, items) = judge(&mut subscription, told, now());
        if keeper.send(Read { subscription, outcome, isolation, items, _held: held }).is_err() {
            return;
        }
    }
}

/// What follows from an answer: how the feed fares, what it is asked with next, and its articles where they may have
/// changed.
fn judge(subscription: &mut Subscription, told: Told, now: Timestamp) -> (Outcome, Option<Vec<Item>>) {
    let answer = match told {
        Ok(Ok(answer)) => answer,
        Ok(Err(failure)) => return (failed(&failure), None),
        Err(reason) => return (Outcome::Failed { reason, retry_after: None }, None),
    };
    let fresh_for = facts::fresh_for(answer.cache_control.as_deref(), answer.expires.as_deref(), now);
    let wanted = subscription.settings.interval.map(u64::from);
    let rhythm = Rhythm { fresh_for, wanted, ..subscription.rhythm };
    let Some(body) = &answer.body else {
        subscription.validators.clone_from(&answer.validators);
        // That it is the same as what was read before, it says at its new place.
        move_to(subscription, answer.moved);
        return (Outcome::Answered(rhythm), None);
    };
    let hash = hash(&body.bytes);
    if subscription.hash == Some(hash) && answer.moved.is_none() {
        subscription.validators.clone_from(&answer.validators);
        return (Outcome::Answered(rhythm), None);
    }
    let is_new = subscription.health.answered.is_none();
    let read = guarded("this feed", || {
        let parsed = parse::feed(&body.bytes, body.charset.as_deref());
        let is_feed = parsed.format.is_some();
        Ok(is_feed.then(|| {
            let brought = feeds::bring(&parsed, &answer.address, &subscription.name, is_new, now);
            (parsed.rhythm, brought)
        }))
    });
    match read {
        Ok(Some((told, Brought { facts, items }))) => {
            move_to(subscription, answer.moved);
            subscription.hash = Some(hash);
            subscription.validators = answer.validators;
            subscription.site = facts.link;
            if subscription.title.is_empty() || subscription.title == host(&subscription.address) {
                subscription.title = facts.title.clone().unwrap_or_else(|| host(&subscription.address));
            }
            subscription.told_title = facts.title;
            subscription.rhythm = told;
            let date = |item: &Item| item.incoming.article.published.or(item.incoming.article.updated);
            subscription.pace = Pace::of(items.iter().filter_map(date).map(|dated| dated.at), now);
            (Outcome::Answered(Rhythm { fresh_for, wanted, ..told }), Some(items))
        }
        Ok(None) => {
            let reason = format!("{} answered with what is no feed.", host(&subscription.address));
            (Outcome::Failed { reason, retry_after: None }, None)
        }
        Err(reason) => (Outcome::Failed { reason, retry_after: None }, None),
    }
}

fn failed(failure: &Failure) -> Outcome {
    let reason = failure.to_string();
    match failure {
        Failure::Refused { code: 410, .. } => Outcome::Gone { reason },
        Failure::Refused { retry_after, .. } => Outcome::Failed { reason, retry_after: *retry_after },
        _ => Outcome::Failed { reason, retry_after: None },
    }
}

/// Follows a feed that moved for good, once it answered at its new place. Neither password nor headers follow to
/// another host.
fn move_to(subscription: &mut Subscription, moved: Option<String>) {
    let Some(address) = moved.map(|address| without_credentials(&address)) else { return };
    let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin());
    if origin(&address) != origin(&subscription.address) {
        subscription.userinfo = None;
        subscription.settings.headers.clear();
        subscription.typed &= host(&address) == host(&subscription.address);
    }
    subscription.moved_from = Some(std::mem::replace(&mut subscription.address, address));
}

/// Half a SHA-256.
fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&Sha256::digest(bytes)[..16]);
    hash
}

/// Keeps feeds with their articles and records how they fare, together. A feed with very many articles has transactions
/// of its own before: should the power go in between, they come again and are known then.
fn keep(library: &mut Library, feeds: Vec<Read>, now: Timestamp) -> Result<Vec<Done>, DiskError> {
    let mut new = Vec::with_capacity(feeds.len());
    for Read { subscription, items, .. } in &feeds {
        let many = items.as_deref().filter(|items| items.len() > ARTICLES_TOGETHER);
        let kept = many.map(|items| library.keep_items(subscription.feed, items, now)).transpose()?;
        new.push(kept.map(|kept| kept.iter().filter(|kept| kept.is_new).count()));
    }
    let hauls: Vec<Haul<'_>> =
        feeds.iter().zip(&new).map(|(read, kept)| haul(read, kept.is_some())).collect();
    let counts = if hauls.is_empty() { Vec::new() } else { library.keep_hauls(&hauls, now)? };
    let done = |((read, many), few): ((Read, Option<usize>), usize)| Done {
        came: came_of(&read.outcome, read.items.map(|_| many.unwrap_or(few))),
        subscription: read.subscription,
    };
    Ok(feeds.into_iter().zip(new).zip(counts).map(done).collect())
}

fn haul(read: &Read, is_kept: bool) -> Haul<'_> {
    let items = read.items.as_deref().filter(|_| !is_kept).unwrap_or_default();
    Haul { subscription: &read.subscription, items }
}

fn came_of(outcome: &Outcome, new: Option<usize>) -> Came {
    match (outcome, new) {
        (Outcome::Failed { reason, .. } | Outcome::Gone { reason }, _) => Came::Failure(reason.clone()),
        (Outcome::Answered(_), None) => Came::Nothing,
        (Outcome::Answered(_), Some(new)) => Came::Articles(new),
    }
}
