//! A feed that is asked for over the network: what to ask with, and how it fares.

use jiff::{SignedDuration, Timestamp};

use super::{FeedId, FeedSettings, Health, Pace, Rhythm, Validators};

/// A subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscription {
    /// Its feed.
    pub feed: FeedId,
    /// What the feed is called.
    pub title: String,
    /// Where it is asked for, without name and password.
    pub address: String,
    /// Name and password, as they stand in an address.
    pub userinfo: Option<String>,
    /// What its articles are named after: the address it had first, for good.
    pub name: String,
    /// Whether the reader typed the address, so that it may lie in the own network.
    pub typed: bool,
    /// Its site.
    pub site: Option<String>,
    /// The path of folders it sits in, outermost first.
    pub folder: Vec<String>,
    /// What to ask with.
    pub validators: Validators,
    /// What came last, by its hash: for servers that give nothing to ask with.
    pub hash: Option<[u8; 16]>,
    /// How it fares.
    pub health: Health,
    /// Where it was before it moved last.
    pub moved_from: Option<String>,
    /// What its reader wants of it.
    pub settings: FeedSettings,
    /// What the feed called itself when it was last read.
    pub told_title: Option<String>,
    /// How often it said that it changes, when it was last read.
    pub rhythm: Rhythm,
    /// How often it really changes.
    pub pace: Pace,
}

impl Subscription {
    /// The address to ask, with name and password.
    #[must_use]
    pub fn full_address(&self) -> String {
        match (&self.userinfo, self.address.split_once("://")) {
            (Some(userinfo), Some((scheme, rest))) => format!("{scheme}://{userinfo}@{rest}"),
            _ => self.address.clone(),
        }
    }
}

/// Of a new feed at most so many articles are left unread,
const MOST_UNREAD: usize = 5;
/// and none that is older than this.
const OLDEST_UNREAD: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Which articles of a new feed are left unread: the newest five of the last week. Articles without a date count as the
/// newest, in their feed's own order.
#[must_use]
pub fn newly_unread(dates: &[Option<Timestamp>], now: Timestamp) -> Vec<bool> {
    let is_recent = |date: Timestamp| now.duration_since(date) <= OLDEST_UNREAD;
    let mut recent: Vec<usize> = (0..dates.len()).filter(|&at| dates[at].is_none_or(is_recent)).collect();
    recent.sort_by_key(|&at| std::cmp::Reverse(dates[at].unwrap_or(Timestamp::MAX)));
    let mut unread = vec![false; dates.len()];
    recent.into_iter().take(MOST_UNREAD).for_each(|at| unread[at] = true);
    unread
}
