//! Many feeds at once: asked by many threads, read by a few, kept by one; each waits for the next, so that memory stays
//! bounded.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, Builder};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;

use super::disk::{DiskError, Item, Library};
use super::feeds::{self, Brought};
use super::net::{Answer, Budget, Client, Failure, Held, Reach, Request, without_credentials};
use super::thread::guarded;
use crate::news::{Outcome, Rhythm, Subscription};
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
        Self { requests: 256, per_host: 3, bytes: 96_000_000 }
    }
}

/// A thread that asks needs little room.
const STACK: usize = 512 * 1024;
/// Answers that wait to be read, and feeds that wait to be kept.
const WAITING: usize = 16;
/// More readers than this do not help: one thread keeps what they read.
const MOST_READERS: usize = 4;

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

/// Asks feeds, keeps what they bring, and tells of each that is done. Feeds are done in no order.
pub fn refresh(
    library: &mut Library,
    client: &Client,
    wanted: Vec<Subscription>,
    bounds: Bounds,
    now: &(dyn Fn() -> Timestamp + Sync),
    mut tell: impl FnMut(Done),
) -> Result<(), DiskError> {
    let threads = wanted.len().min(bounds.requests);
    let queue = Queue::new(wanted, bounds.per_host);
    let budget = Budget::new(bounds.bytes);
    let (to_readers, answers) = sync_channel(WAITING);
    let (to_keeper, read) = sync_channel(WAITING);
    let answers = Arc::new(Mutex::new(answers));
    thread::scope(|scope| {
        for _ in 0..threads {
            let (to_readers, queue, budget) = (to_readers.clone(), &queue, &budget);
            let asks = move || ask(queue, client, budget, now, &to_readers);
            if Builder::new().stack_size(STACK).spawn_scoped(scope, asks).is_err() {
                // The system gives no more threads; those that there are do it all.
                break;
            }
        }
        drop(to_readers);
        let readers = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_READERS);
        for _ in 0..readers {
            let (to_keeper, answers) = (to_keeper.clone(), Arc::clone(&answers));
            scope.spawn(move || read_all(&answers, &to_keeper, now));
        }
        // Only readers hold the end that answers come out of: with the last of them it goes.
        drop((to_keeper, answers));
        let kept = read.iter().try_for_each(|read: Read| {
            tell(keep(library, read, now())?);
            Ok(())
        });
        // Whoever still sends finds nobody, and ends.
        queue.close();
        drop(read);
        kept
    })
}

/// Keeps what one feed answered, as [`refresh`] does.
pub fn take_in(
    library: &mut Library,
    mut subscription: Subscription,
    answer: Answer,
    now: Timestamp,
) -> Result<Done, DiskError> {
    let (outcome, items) = judge(&mut subscription, Ok(answer), now);
    let _held = Budget::unlimited().hold();
    keep(library, Read { subscription, outcome, items, _held }, now)
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

/// What a feed answered, with the bytes it holds.
struct Asked {
    subscription: Subscription,
    answer: Result<Answer, Failure>,
    held: Held,
}

fn ask(
    queue: &Queue,
    client: &Client,
    budget: &Arc<Budget>,
    now: &(dyn Fn() -> Timestamp + Sync),
    answers: &SyncSender<Asked>,
) {
    while let Some(subscription) = queue.take() {
        let mut held = budget.hold();
        let address = subscription.full_address();
        let reach = if subscription.typed { Reach::Typed } else { Reach::Public };
        let request = Request { address: &address, reach, validators: &subscription.validators };
        let answer = client.get_within(&request, now(), &mut held);
        queue.give_back(&subscription.address);
        if answers.send(Asked { subscription, answer, held }).is_err() {
            return;
        }
    }
}

/// A feed read, ready to be kept.
struct Read {
    subscription: Subscription,
    outcome: Outcome,
    items: Option<Vec<Item>>,
    _held: Held,
}

fn read_all(
    answers: &Mutex<Receiver<Asked>>,
    keeper: &SyncSender<Read>,
    now: &(dyn Fn() -> Timestamp + Sync),
) {
    let next = || answers.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Asked { mut subscription, answer, held }) = next() {
        let (outcome, items) = judge(&mut subscription, answer, now());
        if keeper.send(Read { subscription, outcome, items, _held: held }).is_err() {
            return;
        }
    }
}

/// What follows from an answer: how the feed fares, what it is asked with next, and its articles where they may have
/// changed.
fn judge(
    subscription: &mut Subscription,
    answer: Result<Answer, Failure>,
    now: Timestamp,
) -> (Outcome, Option<Vec<Item>>) {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return (failed(&failure), None),
    };
    let fresh_for = facts::fresh_for(answer.cache_control.as_deref(), answer.expires.as_deref(), now);
    let rhythm = Rhythm { fresh_for, ..Rhythm::default() };
    let Some(body) = &answer.body else {
        subscription.validators.clone_from(&answer.validators);
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
                subscription.title = facts.title.unwrap_or_else(|| host(&subscription.address));
            }
            (Outcome::Answered(Rhythm { fresh_for, ..told }), Some(items))
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

/// Follows a feed that moved for good, once it was read at its new place. A password does not follow to another host.
fn move_to(subscription: &mut Subscription, moved: Option<String>) {
    let Some(address) = moved.map(|address| without_credentials(&address)) else { return };
    let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin());
    if origin(&address) != origin(&subscription.address) {
        subscription.userinfo = None;
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

fn keep(library: &mut Library, read: Read, now: Timestamp) -> Result<Done, DiskError> {
    let Read { mut subscription, outcome, items, .. } = read;
    let came = match (&outcome, items) {
        (Outcome::Failed { reason, .. } | Outcome::Gone { reason }, _) => Came::Failure(reason.clone()),
        (Outcome::Answered(_), None) => Came::Nothing,
        (Outcome::Answered(_), Some(items)) => {
            let kept = library.keep_items(subscription.feed, &items, now)?;
            Came::Articles(kept.iter().filter(|kept| kept.is_new).count())
        }
    };
    // What is kept first and recorded after comes again where the power goes in between, and is known then.
    subscription.health = subscription.health.after(&outcome, now, u64::from(subscription.feed.0));
    library.record(&subscription)?;
    Ok(Done { subscription, came })
}
