//! What a round of asking goes by, and what it came to. It asks nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::news::{FeedId, Outcome, Subscription};
use crate::workers::plan::Now;

/// How much may be under way at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Requests in all.
    pub requests: usize,
    /// Requests to one host.
    pub per_host: usize,
    /// Bytes of bodies, as they come.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { requests: 256, per_host: 3, bytes: 24_000_000 }
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

    pub(super) fn are_void(&self) -> bool {
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

/// What an outcome is told as, with so many articles that are new.
pub(super) fn came_of(outcome: &Outcome, new: Option<usize>) -> Came {
    match (outcome, new) {
        (Outcome::Failed { reason, .. } | Outcome::Gone { reason }, _) => Came::Failure(reason.clone()),
        (Outcome::Answered(_), None) => Came::Nothing,
        (Outcome::Answered(_), Some(new)) => Came::Articles(new),
    }
}
