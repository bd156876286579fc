//! Fetching: what is new is asked for by hand or when its time has come, and what came of that is told.

use jiff::SignedDuration;

use super::effect::{Effect, Progress, Refreshed, Wanted};
use super::geometry::Focus;
use super::state::App;
use super::words::{counted, number};
use crate::news::{FeedId, FeedKind};
use crate::store::List;

impl App {
    /// Asks the feed at hand: the one under the cursor, the one that the list is of, or the article's.
    pub(super) fn refresh_here(&mut self) {
        let feeds: Vec<FeedId> = self.feeds_here().into_iter().filter(|id| self.is_remote(*id)).collect();
        match feeds.as_slice() {
            [] if self.has_feeds() => self.say("Nothing to ask here: this is no feed on the network"),
            [] => self.say(NO_FEEDS),
            [one] => {
                let title = self.store.feed(*one).map_or_else(String::new, |feed| feed.title.clone());
                self.say(format!("Asking {title} for what is new"));
                self.refresh(Wanted::Feeds(feeds), true);
            }
            many => {
                self.say(format!("Asking {} for what is new", counted(many.len(), "feed")));
                self.refresh(Wanted::Feeds(feeds), true);
            }
        }
    }

    /// Asks all feeds, whether their time has come or not.
    pub(super) fn refresh_all(&mut self) {
        if self.has_feeds() {
            self.say("Asking all feeds for what is new");
            self.refresh(Wanted::All, true);
        } else {
            self.say(NO_FEEDS);
        }
    }

    pub(super) fn refresh(&mut self, wanted: Wanted, by_hand: bool) {
        self.awaits_round = true;
        self.effects.push(Effect::Refresh { wanted, by_hand });
    }

    /// The feeds that the keys are about.
    pub(super) fn feeds_here(&self) -> Vec<FeedId> {
        let list = match self.focus {
            Focus::Feeds => self.feeds.selected(),
            Focus::List | Focus::Reader | Focus::Sidebar => self.list.list(),
        };
        match list {
            Some(List::Feed(feed)) => vec![*feed],
            Some(List::Folder(path)) => {
                self.store.feeds().filter(|feed| feed.folder.starts_with(path)).map(|feed| feed.id).collect()
            }
            Some(List::Unread | List::All) if self.focus == Focus::Feeds => {
                self.store.feeds().map(|feed| feed.id).collect()
            }
            _ if self.focus == Focus::Feeds => Vec::new(),
            _ => {
                let article = match self.focus {
                    Focus::Reader | Focus::Sidebar => self.reader.article(),
                    Focus::List | Focus::Feeds => self.list.selected(),
                };
                let headline = article.and_then(|id| self.store.headline(id));
                headline.map(|headline| headline.feed).into_iter().collect()
            }
        }
    }

    fn is_remote(&self, id: FeedId) -> bool {
        self.store.feed(id).is_some_and(|feed| feed.kind == FeedKind::Remote)
    }

    /// Whether the reader has subscribed to anything.
    #[must_use]
    pub fn has_feeds(&self) -> bool {
        self.store.feeds().any(|feed| feed.kind == FeedKind::Remote)
    }

    pub(super) fn take_progress(&mut self, progress: Progress) {
        self.refreshing = Some(progress);
    }

    /// A refresh has ended. By hand it is answered in a sentence; what came by itself shows in the list alone, and what
    /// failed on its feed.
    pub(super) fn take_refreshed(&mut self, by_hand: bool, round: Result<Refreshed, String>) {
        (self.refreshing, self.awaits_round) = (None, false);
        let Refreshed { progress, failed, offline, next_due } = match round {
            Ok(refreshed) => refreshed,
            Err(sentence) => {
                self.refresh_at = self.now.checked_add(AFTER_FAILURE).ok();
                if by_hand {
                    self.fail(sentence);
                }
                return;
            }
        };
        // A round of which nobody was asked tells nothing about the network.
        self.offline = offline || (self.offline && progress.of == 0);
        self.refresh_at = next_due;
        if by_hand {
            self.say(told(progress, &failed, offline));
        }
    }

    /// Asks the feeds whose time has come. Once all headlines are there: a start comes first.
    pub(super) fn refresh_what_is_due(&mut self) {
        self.refresh_at = None;
        self.refresh(Wanted::Due, false);
    }

    /// What is asked by itself is asked soon: a feed may be due now that was not.
    pub(super) fn refresh_soon(&mut self) {
        let soon = self.now.checked_add(SOON).ok();
        self.refresh_at = self.refresh_at.and(soon);
    }

    /// With the first feed, be it added elsewhere, begins what asks them when their time has come.
    pub(super) fn begin_to_refresh(&mut self) {
        let is_begun = self.awaits_round || self.refresh_at.is_some();
        if self.store.is_loaded() && !is_begun && self.has_feeds() {
            self.refresh_what_is_due();
        }
    }
}

/// A round that the disk or the program failed is tried again after this long.
const AFTER_FAILURE: SignedDuration = SignedDuration::from_mins(5);

/// So long a change may take to reach the disk, which says what is due.
const SOON: SignedDuration = SignedDuration::from_secs(2);

/// What is said where there is no feed to ask.
const NO_FEEDS: &str = "No feeds yet: a adds one by its address, or by that of a site";

fn told(progress: Progress, failed: &[(String, String)], offline: bool) -> String {
    if offline {
        return "No network: what is kept can be read, and is asked for anew later".to_owned();
    }
    let asked = match (progress.of, failed) {
        (0, _) => return "Nothing to ask".to_owned(),
        (1, [(title, reason)]) => return format!("{title}: {reason}"),
        (of, []) => format!("{} asked", counted(of, "feed")),
        (of, failed) => {
            format!("{} asked, {} failed (ge says why)", counted(of, "feed"), number(failed.len() as u64))
        }
    };
    format!("{asked} · {}", counted(progress.new, "new article"))
}
