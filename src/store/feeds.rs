//! The feeds as the store knows them: a slot each, found by id, listed by folder and position.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::news::{Feed, FeedId};

/// What is known of one feed; an article or a mark may name it before the disk does.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) id: FeedId,
    /// Its latest facts, with `removed` as it is now.
    pub(super) feed: Option<Feed>,
    /// Its place among all feeds as they are listed; those that are not come first.
    pub(super) rank: u32,
    /// Whether it hid its articles when the disk first spoke of it: so the disk's counters have it.
    pub(super) counted_hidden: bool,
    /// What the disk says now; `None` while it has not spoken of it.
    disk_removed: Option<bool>,
    /// What a mark of this session said last; it stands whatever the disk still delivers.
    mark: Option<Option<Timestamp>>,
}

impl Slot {
    pub(super) fn is_removed(&self) -> bool {
        self.removed().is_some()
    }

    /// Whether its articles are in no list, but those that a bookmark or a note holds.
    pub(super) fn is_hidden(&self) -> bool {
        self.is_removed() || self.feed.as_ref().is_some_and(|feed| feed.muted)
    }

    /// Since when it is removed. Where only the disk said so the moment is not known: the epoch stands for it.
    pub(super) fn removed(&self) -> Option<Timestamp> {
        self.mark.unwrap_or_else(|| (self.disk_removed == Some(true)).then_some(Timestamp::UNIX_EPOCH))
    }

    /// Whether the disk or a mark has said if it is removed.
    pub(super) fn is_known(&self) -> bool {
        self.mark.is_some() || self.disk_removed.is_some()
    }

    /// Whether it is, as far as is known, removed since that moment (or not removed).
    pub(super) fn stands(&self, at: Option<Timestamp>) -> bool {
        match self.mark {
            Some(mark) => mark == at,
            None => (self.disk_removed == Some(true)) == at.is_some(),
        }
    }
}

/// All feeds.
#[derive(Clone, Debug, Default)]
pub(super) struct Feeds {
    slots: Vec<Slot>,
    numbers: HashMap<FeedId, u32>,
    /// Slots of feeds the disk spoke of, as the feeds pane lists them.
    order: Vec<u32>,
}

impl Feeds {
    /// The slot of a feed, made now if nothing named it before.
    pub(super) fn slot(&mut self, id: FeedId) -> u32 {
        let next = self.slots.len() as u32;
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.slots.push(Slot {
                id,
                feed: None,
                rank: 0,
                counted_hidden: false,
                disk_removed: None,
                mark: None,
            });
        }
        number
    }

    pub(super) fn find(&self, id: FeedId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    pub(super) fn get(&self, slot: u32) -> &Slot {
        &self.slots[slot as usize]
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter()
    }

    /// The slots of the feeds in a folder and in those below it, removed ones too.
    pub(super) fn in_folder(&self, path: &[String]) -> impl Iterator<Item = u32> {
        let is_below =
            |slot: &&u32| self.get(**slot).feed.as_ref().is_some_and(|feed| feed.folder.starts_with(path));
        self.order.iter().filter(is_below).copied()
    }

    /// Feeds in order, removed ones too.
    pub(super) fn listed(&self) -> impl Iterator<Item = &Feed> {
        self.order.iter().filter_map(|slot| self.get(*slot).feed.as_ref())
    }

    /// Takes all feeds as the disk has them now; feeds it no longer names lose their facts.
    pub(super) fn replace(&mut self, feeds: &[Feed]) {
        for slot in &mut self.slots {
            slot.feed = None;
            slot.disk_removed = slot.disk_removed.and(Some(false));
        }
        self.order.clear();
        for feed in feeds {
            let number = self.slot(feed.id);
            let slot = &mut self.slots[number as usize];
            if slot.disk_removed.is_none() {
                slot.counted_hidden = feed.removed || feed.muted;
            }
            slot.disk_removed = Some(feed.removed);
            slot.feed = Some(Feed { removed: slot.is_removed(), ..feed.clone() });
            self.order.push(number);
        }
        self.sort();
        self.order.dedup();
    }

    fn sort(&mut self) {
        let slots = &self.slots;
        self.order.sort_by_cached_key(|slot| {
            let slot = &slots[*slot as usize];
            slot.feed.as_ref().map(|feed| (feed.folder.clone(), feed.position, feed.title.clone(), feed.id))
        });
        for (rank, slot) in (1..).zip(&self.order) {
            self.slots[*slot as usize].rank = rank;
        }
    }

    /// Names a feed; says what it was called before, where that altered.
    pub(super) fn set_title(&mut self, id: FeedId, title: &str) -> Option<String> {
        let feed = self.facts(id)?;
        let before = (feed.title != title).then(|| std::mem::replace(&mut feed.title, title.to_owned()));
        self.sort();
        before
    }

    /// Puts a feed into a folder; says where it was before, where that altered.
    pub(super) fn set_folder(&mut self, id: FeedId, folder: &[String]) -> Option<Vec<String>> {
        let feed = self.facts(id)?;
        let before = (feed.folder != folder).then(|| std::mem::replace(&mut feed.folder, folder.to_vec()));
        self.sort();
        before
    }

    /// Has a feed's articles read from their pages or not; says what it was before, where that altered.
    pub(super) fn set_full_text(&mut self, id: FeedId, always: bool) -> Option<bool> {
        let feed = self.facts(id)?;
        (feed.full_text != always).then(|| std::mem::replace(&mut feed.full_text, always))
    }

    /// Has a feed's articles hidden or shown; says what it was before, where that altered.
    pub(super) fn set_muted(&mut self, id: FeedId, muted: bool) -> Option<bool> {
        let feed = self.facts(id)?;
        (feed.muted != muted).then(|| std::mem::replace(&mut feed.muted, muted))
    }

    /// Sets how often a feed is asked; says what it was before, where that altered.
    pub(super) fn set_interval(&mut self, id: FeedId, interval: Option<u32>) -> Option<Option<u32>> {
        let feed = self.facts(id)?;
        (feed.interval != interval).then(|| std::mem::replace(&mut feed.interval, interval))
    }

    /// Sets how early a feed is asked; says what it was before, where that altered.
    pub(super) fn set_priority(&mut self, id: FeedId, priority: i32) -> Option<i32> {
        let feed = self.facts(id)?;
        (feed.priority != priority).then(|| std::mem::replace(&mut feed.priority, priority))
    }

    fn facts(&mut self, id: FeedId) -> Option<&mut Feed> {
        let slot = self.find(id)?;
        self.slots[slot as usize].feed.as_mut()
    }

    /// Marks a feed removed since then, or not at all.
    pub(super) fn mark(&mut self, slot: u32, at: Option<Timestamp>) {
        let slot = &mut self.slots[slot as usize];
        slot.mark = Some(at);
        if let Some(feed) = &mut slot.feed {
            feed.removed = at.is_some();
        }
    }
}
