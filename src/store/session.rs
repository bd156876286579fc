//! What this session knows of an article beside what the disk delivered, so that the disk cannot take it back.
//!
//! Headlines stream in from one snapshot while the reader already makes marks. A mark of this session always
//! wins over the value that the disk delivers later.

use super::marks::Flags;

/// One article's entry. Fields of `bool` say whether a mark of this session set that value.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The flags the disk delivered, `LOADED` among them once it did; never `FEED_HIDDEN`.
    pub(super) disk_flags: Flags,
    /// The slots of the feeds the disk delivered: of that which its facts are from, and of the others.
    pub(super) disk_feed: u32,
    pub(super) disk_others: Vec<u32>,
    /// The tags the disk delivered.
    pub(super) disk_tags: Vec<String>,
    pub(super) read: bool,
    pub(super) bookmarked: bool,
    pub(super) removed: bool,
    pub(super) note: bool,
    pub(super) place: bool,
    pub(super) opening: bool,
    /// Tags that were set or taken away.
    pub(super) tags: Vec<String>,
}

impl Entry {
    /// Whether a mark of this session spoke of the tag.
    pub(super) fn has_marked(&self, tag: &str) -> bool {
        self.tags.iter().any(|marked| marked == tag)
    }

    /// Remembers that a mark spoke of the tag; says whether one had before.
    pub(super) fn mark_tag(&mut self, tag: &str) -> bool {
        let before = self.has_marked(tag);
        if !before {
            self.tags.push(tag.to_owned());
        }
        before
    }
}
