//! What newsboat remembers, taken over into a library: for articles that are there and for those still to come, as one
//! step that can be undone. What is so already is left alone.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::disk::{DiskError, Library, Remembered};
use super::feeds;
use super::net::without_credentials;
use crate::app::{Save, counted};
use crate::clean;
use crate::news::{ArticleId, ArticleKey, FeedId, Status};
use crate::store::ReaderChange;

/// What was taken over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TakenOver {
    /// Articles of feeds that are subscribed to.
    pub known: usize,
    /// Articles of these that are not as they were before.
    pub altered: usize,
    /// Articles of feeds that nobody subscribed to.
    pub strangers: usize,
}

/// What is to be done to articles.
#[derive(Default)]
struct Changes {
    read: Vec<ArticleId>,
    removed: Vec<ArticleId>,
    tagged: BTreeMap<String, Vec<ArticleId>>,
}

/// Takes it over. Flags become tags: `flag a`.
pub fn take_over(
    library: &mut Library,
    remembered: &[Remembered],
    now: Timestamp,
) -> Result<TakenOver, DiskError> {
    let feeds: HashMap<String, (FeedId, String)> =
        library.subscriptions()?.into_iter().map(|feed| (feed.address, (feed.feed, feed.name))).collect();
    let of_feed = |one: &Remembered| {
        let address = clean::url::web(&one.feed, None)?;
        feeds.get(&without_credentials(&address))
    };
    let mut known: Vec<(&Remembered, Vec<ArticleKey>)> = Vec::new();
    for one in remembered {
        if let Some((_, name)) = of_feed(one) {
            known.push((one, feeds::keys(name, &one.guid, &one.url)));
        }
    }
    let keys: Vec<Vec<ArticleKey>> = known.iter().map(|(_, keys)| keys.clone()).collect();
    let ids = library.numbers_of(&keys)?;
    let mut changes = Changes::default();
    let mut altered = 0;
    for ((one, _), id) in known.iter().zip(&ids) {
        let Some(id) = id else { continue };
        altered += usize::from(changes.gather(one, *id, &library.status(*id)?));
    }
    if let Some(change) = changes.together(now) {
        let name = format!("Took over what newsboat knew of {}", counted(altered, "article"));
        library.commit(&Save::New { name, change }, now)?;
    }
    Ok(TakenOver { known: known.len(), altered, strangers: remembered.len() - known.len() })
}

impl Changes {
    /// Whether anything of it is not so already.
    fn gather(&mut self, one: &Remembered, id: ArticleId, status: &Status) -> bool {
        let mut is_altered = false;
        if !one.unread && !status.read {
            self.read.push(id);
            is_altered = true;
        }
        if one.deleted && status.removed.is_none() {
            self.removed.push(id);
            is_altered = true;
        }
        let flags = clean::text::line(&one.flags);
        for flag in flags.chars().filter(char::is_ascii_alphabetic) {
            let tag = format!("flag {flag}");
            let tagged = self.tagged.entry(tag.clone()).or_default();
            if !status.tags.contains(&tag) && tagged.last() != Some(&id) {
                tagged.push(id);
                is_altered = true;
            }
        }
        is_altered
    }

    fn together(self, now: Timestamp) -> Option<ReaderChange> {
        let Self { read, removed, tagged } = self;
        let read = (!read.is_empty()).then_some(ReaderChange::Read { articles: read, read: true });
        let removed =
            (!removed.is_empty()).then_some(ReaderChange::Remove { articles: removed, at: Some(now) });
        let tagged = tagged
            .into_iter()
            .filter(|(_, articles)| !articles.is_empty())
            .map(|(tag, articles)| ReaderChange::Tag { articles, tag, present: true });
        ReaderChange::together(read.into_iter().chain(removed).chain(tagged))
    }
}
