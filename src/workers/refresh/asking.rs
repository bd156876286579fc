//! Threads that ask: each takes the next feed whose host is free, and hands over what came as it came.

use std::collections::{HashMap, VecDeque};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use url::Url;

use crate::news::{FeedSettings, Subscription};
use crate::workers::net::{Arrived, Budget, Client, Failure, Held, Reach, Request};
use crate::workers::plan::Now;
use crate::workers::thread::guarded;

/// Feeds that wait, and how busy their hosts are.
pub(super) struct Queue {
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
    pub(super) fn new(wanted: Vec<Subscription>, per_host: usize) -> Self {
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

    pub(super) fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).waiting.clear();
        self.altered.notify_all();
    }
}

/// The host of an address, or nothing.
pub(super) fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// What a feed answered, as it came, with the bytes it holds.
pub(super) struct Asked {
    pub(super) subscription: Subscription,
    pub(super) told: Result<Result<Arrived, Failure>, String>,
    pub(super) held: Held,
}

/// Asks until no feed is left, or nobody listens.
pub(super) fn ask(
    queue: &Queue,
    client: &Client,
    budget: &Arc<Budget>,
    now: &Now,
    answers: &SyncSender<Asked>,
) {
    loop {
        let mut held = budget.hold();
        held.reserve();
        let Some(subscription) = queue.take() else { return };
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
        let told = guarded("this feed", || Ok(client.get_packed(&request, now(), &mut held)));
        queue.give_back(&subscription.address);
        if answers.send(Asked { subscription, told, held }).is_err() {
            return;
        }
    }
}
