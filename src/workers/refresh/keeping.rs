//! The thread that keeps what the others read, in transactions that are long enough to be cheap and short enough for a
//! reader's mark to go in between; and tells of each feed that is done.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::asking::host;
use super::judging::Read;
use super::round::{Came, Done, Round, Terms, came_of};
use crate::workers::disk::{DiskError, Haul, Library};
use crate::workers::net::Isolation;

/// What is kept in one transaction: so many articles at first, then as many as the last one took this time for; and so
/// many feeds at most. Each transaction writes the same pages of the indices again, and so they are long; a reader's
/// change is let in between two feeds.
const ARTICLES_AT_FIRST: usize = 200;
const ARTICLES_TOGETHER: RangeInclusive<usize> = 200..=2000;
const FEEDS_TOGETHER: usize = 64;
const TOGETHER: Duration = Duration::from_millis(60);
/// What came in is kept at once, or so long after what was kept before: readers see it come in, and the disk is not
/// asked to write the same pages for each single feed.
const KEPT_APART: Duration = Duration::from_millis(120);
/// After a transaction of this length nobody writes for so long.
const LONG: Duration = Duration::from_millis(10);
const GAP: Duration = Duration::from_millis(3);
/// How often a round in which nothing comes in looks whether it was stopped.
const LOOK: Duration = Duration::from_millis(50);

/// The thread that keeps, and what it tells.
pub(super) struct Keeper<'a, T> {
    library: &'a mut Library,
    tell: T,
    pub(super) round: Round,
    /// Feeds that are to be kept in one transaction,
    waiting: Vec<Read>,
    /// how many articles these have,
    articles: usize,
    /// and how many may be kept in one.
    together: usize,
    /// When something was kept last.
    kept: Option<Instant>,
    /// Feeds that failed as all do where there is no network, for as long as none answered.
    undecided: Vec<Read>,
}

impl<'a, T: FnMut(Done)> Keeper<'a, T> {
    pub(super) fn new(library: &'a mut Library, tell: T) -> Self {
        Self {
            library,
            tell,
            round: Round::default(),
            waiting: Vec::new(),
            articles: 0,
            together: ARTICLES_AT_FIRST,
            kept: None,
            undecided: Vec::new(),
        }
    }

    /// Keeps and tells until nothing more comes, or the round is stopped.
    pub(super) fn keep_all(&mut self, read: &Receiver<Read>, terms: &Terms) -> Result<(), DiskError> {
        loop {
            if terms.are_void() {
                self.round.stopped = true;
                return self.keep((terms.now)());
            }
            let next = match read.try_recv() {
                Ok(next) => Ok(next),
                Err(TryRecvError::Empty) => {
                    // What is done is told of before anything is waited for any longer.
                    let pause = self.pause();
                    if pause.is_zero() {
                        self.keep((terms.now)())?;
                    }
                    read.recv_timeout(if pause.is_zero() { LOOK } else { pause })
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
        if self.articles + count > self.together || self.waiting.len() >= FEEDS_TOGETHER {
            self.keep(now)?;
        }
        self.articles += count;
        self.waiting.push(read);
        Ok(())
    }

    /// Keeps what waits, and tells of it.
    fn keep(&mut self, now: Timestamp) -> Result<(), DiskError> {
        let articles = std::mem::take(&mut self.articles);
        let start = Instant::now();
        let kept = keep(self.library, std::mem::take(&mut self.waiting), self.together, now)?;
        let took = start.elapsed();
        self.learn(articles, took);
        if took > LONG {
            // Other programs cannot be seen waiting; they look every millisecond.
            std::thread::sleep(GAP);
        }
        self.kept = (!kept.is_empty()).then(Instant::now).or(self.kept);
        kept.into_iter().for_each(|done| self.tell(done));
        Ok(())
    }

    /// How long what waits may still wait for more; at most as long as between two looks at whether the round was stopped.
    fn pause(&self) -> Duration {
        let since = self.kept.map(|kept| kept.elapsed()).filter(|_| !self.waiting.is_empty());
        since.map_or(Duration::ZERO, |since| KEPT_APART.saturating_sub(since).min(LOOK))
    }

    /// How many articles are kept together from now on, after so many took so long.
    fn learn(&mut self, articles: usize, took: Duration) {
        // What is small says little of what is large.
        if 2 * articles > self.together || took > TOGETHER {
            let fits = articles as f64 * TOGETHER.as_secs_f64() / took.as_secs_f64().max(1e-6);
            let half_way = usize::midpoint(self.together, fits as usize);
            self.together = half_way.clamp(*ARTICLES_TOGETHER.start(), *ARTICLES_TOGETHER.end());
        }
    }

    fn keep_undecided(&mut self, now: Timestamp) -> Result<(), DiskError> {
        std::mem::take(&mut self.undecided).into_iter().try_for_each(|read| self.put(read, now))
    }

    fn end(&mut self, now: Timestamp) -> Result<(), DiskError> {
        self.decide(now)?;
        self.keep(now)?;
        if self.round.asked == 0 || self.round.offline {
            return Ok(());
        }
        // The log goes to the disk before, while others may write: to end the round waits for all that is left of it.
        self.library.expect_much(false);
        self.library.end_round(now)
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

/// Keeps feeds with their articles and records how they fare, together. A feed with very many articles has transactions
/// of its own before: should the power go in between, they come again and are known then.
fn keep(
    library: &mut Library,
    feeds: Vec<Read>,
    together: usize,
    now: Timestamp,
) -> Result<Vec<Done>, DiskError> {
    let mut new = Vec::with_capacity(feeds.len());
    for Read { subscription, items, .. } in &feeds {
        let many = items.as_deref().filter(|items| items.len() > together);
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
