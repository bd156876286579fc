//! Many feeds at once: asked by many threads, read by a few, kept by one; each waits for the next, so that memory stays
//! bounded. Who stops a round does not wait for the slowest server: threads that ask are left to end by themselves.

mod asking;
mod judging;
mod keeping;
mod round;

use std::num::NonZeroUsize;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread::{self, Builder};

use jiff::Timestamp;

use self::asking::{Queue, ask};
use self::judging::{judge, read_all};
use self::keeping::Keeper;
use self::round::came_of;
pub use self::round::{Bounds, Came, Done, Round, Terms};
use super::disk::{DiskError, Library, Packer};
use super::net::{Answer, Budget, Client};
use crate::news::Subscription;

/// A thread that asks needs little room.
const STACK: usize = 512 * 1024;
/// Answers that wait to be read, and feeds that wait to be kept.
const WAITING: usize = 16;
/// More readers than this do not help: one thread keeps what they read.
const MOST_READERS: usize = 4;

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
    let mut keeper = Keeper::new(&mut *library, tell);
    let kept = keeper.keep_all(&read, terms);
    // Whoever still sends finds nobody, and ends.
    queue.close();
    let round = keeper.round;
    library.expect_much(false);
    kept.map(|()| round)
}

/// Keeps what one feed answered, as [`refresh`] does.
pub fn take_in(
    library: &mut Library,
    mut subscription: Subscription,
    answer: Answer,
    now: Timestamp,
) -> Result<Done, DiskError> {
    let (outcome, items) = judge(&mut subscription, Ok(Ok(answer)), &mut Packer::new(), now);
    subscription.health = subscription.health.after(&outcome, now, u64::from(subscription.feed.0));
    let kept = items.map(|items| library.keep_items(subscription.feed, &items, now)).transpose()?;
    let new = kept.map(|kept| kept.iter().filter(|kept| kept.is_new).count());
    library.record(&subscription)?;
    Ok(Done { came: came_of(&outcome, new), subscription })
}
