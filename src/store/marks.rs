//! What the reader's hand left on each row: a byte of flags, and side maps for what few articles have.
//!
//! The setters keep flags and maps in step, and touch a map only where a flag says there is something in it. Nothing here counts, and nothing knows where a mark came from.

use jiff::Timestamp;

use super::change::Counts;
use crate::news::{NumberMap, Place, Status};

/// One byte a row, enough to answer most lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Flags(u8);

impl Flags {
    pub(super) const READ: Self = Self(1);
    pub(super) const BOOKMARKED: Self = Self(1 << 1);
    /// Removed by the reader.
    pub(super) const REMOVED: Self = Self(1 << 2);
    /// All its feeds are removed or muted.
    pub(super) const FEED_HIDDEN: Self = Self(1 << 3);
    /// The headline is in memory: the row is not hollow.
    pub(super) const LOADED: Self = Self(1 << 4);
    pub(super) const NOTED: Self = Self(1 << 5);
    pub(super) const TAGGED: Self = Self(1 << 6);
    pub(super) const OPENED: Self = Self(1 << 7);

    /// Whether any of the other flags is set.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These flags with others set, or not.
    pub(super) fn with(self, other: Self, set: bool) -> Self {
        if set { Self(self.0 | other.0) } else { Self(self.0 & !other.0) }
    }

    /// Whether lists and counters know of it. What the reader put a bookmark or a note on outlives its feed.
    pub(super) fn is_listed(self) -> bool {
        self.is_there() && (self.is_held() || !self.has(Self::FEED_HIDDEN))
    }

    /// Whether it is in memory and was not removed: what its feeds' own lists ask, be they muted or not.
    pub(super) fn is_there(self) -> bool {
        self.has(Self::LOADED) && !self.has(Self::REMOVED)
    }

    /// Whether a bookmark or a note holds it, whatever becomes of its feeds.
    pub(super) fn is_held(self) -> bool {
        self.has(Self(Self::BOOKMARKED.0 | Self::NOTED.0))
    }

    /// What one article with these flags adds to a counter it belongs to.
    pub(super) fn share(self) -> Counts {
        if !self.is_listed() {
            return Counts::default();
        }
        Counts {
            total: 1,
            unread: u32::from(!self.has(Self::READ)),
            bookmarked: u32::from(self.has(Self::BOOKMARKED)),
        }
    }
}

/// How often and when last an article was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Opening {
    pub(super) times: u32,
    pub(super) at: Option<Timestamp>,
}

/// The marks of every row.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    flags: Vec<Flags>,
    progress: Vec<u16>,
    bookmarked: NumberMap<u32, Timestamp>,
    removed: NumberMap<u32, Timestamp>,
    /// Never empty, sorted by name.
    tags: NumberMap<u32, Vec<String>>,
    notes: NumberMap<u32, String>,
    places: NumberMap<u32, Place>,
    openings: NumberMap<u32, Opening>,
}

impl Marks {
    pub(super) fn reserve(&mut self, more: usize) {
        self.flags.reserve(more);
        self.progress.reserve(more);
    }

    /// A row without marks.
    pub(super) fn push(&mut self) {
        self.flags.push(Flags::default());
        self.progress.push(0);
    }

    pub(super) fn flags(&self, row: u32) -> Flags {
        self.flags[row as usize]
    }

    pub(super) fn set_flag(&mut self, row: u32, flag: Flags, set: bool) {
        let flags = &mut self.flags[row as usize];
        *flags = flags.with(flag, set);
    }

    pub(super) fn is_read(&self, row: u32) -> bool {
        self.flags(row).has(Flags::READ)
    }

    pub(super) fn set_read(&mut self, row: u32, read: bool) {
        self.set_flag(row, Flags::READ, read);
    }

    pub(super) fn bookmarked(&self, row: u32) -> Option<Timestamp> {
        self.flags(row).has(Flags::BOOKMARKED).then(|| self.bookmarked.get(&row).copied()).flatten()
    }

    pub(super) fn set_bookmarked(&mut self, row: u32, at: Option<Timestamp>) {
        if at.is_some() || self.flags(row).has(Flags::BOOKMARKED) {
            put(&mut self.bookmarked, row, at);
        }
        self.set_flag(row, Flags::BOOKMARKED, at.is_some());
    }

    pub(super) fn removed(&self, row: u32) -> Option<Timestamp> {
        self.flags(row).has(Flags::REMOVED).then(|| self.removed.get(&row).copied()).flatten()
    }

    pub(super) fn set_removed(&mut self, row: u32, at: Option<Timestamp>) {
        if at.is_some() || self.flags(row).has(Flags::REMOVED) {
            put(&mut self.removed, row, at);
        }
        self.set_flag(row, Flags::REMOVED, at.is_some());
    }

    pub(super) fn note(&self, row: u32) -> Option<&str> {
        self.notes.get(&row).map(String::as_str)
    }

    pub(super) fn set_note(&mut self, row: u32, note: Option<String>) {
        self.set_flag(row, Flags::NOTED, note.is_some());
        put(&mut self.notes, row, note);
    }

    pub(super) fn tags(&self, row: u32) -> &[String] {
        if !self.flags(row).has(Flags::TAGGED) {
            return &[];
        }
        self.tags.get(&row).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has_tag(&self, row: u32, tag: &str) -> bool {
        self.tags(row).iter().any(|known| known == tag)
    }

    pub(super) fn set_tag(&mut self, row: u32, tag: &str, present: bool) {
        let tags = self.tags.entry(row).or_default();
        match tags.binary_search_by(|known| known.as_str().cmp(tag)) {
            Ok(at) if !present => {
                tags.remove(at);
            }
            Err(at) if present => tags.insert(at, tag.to_owned()),
            Ok(_) | Err(_) => {}
        }
        let tagged = !tags.is_empty();
        if !tagged {
            self.tags.remove(&row);
        }
        self.set_flag(row, Flags::TAGGED, tagged);
    }

    pub(super) fn place(&self, row: u32) -> Option<Place> {
        self.places.get(&row).copied()
    }

    pub(super) fn set_place(&mut self, row: u32, place: Place) {
        self.places.insert(row, place);
    }

    pub(super) fn progress(&self, row: u32) -> u16 {
        self.progress[row as usize]
    }

    pub(super) fn set_progress(&mut self, row: u32, progress: u16) {
        self.progress[row as usize] = progress;
    }

    pub(super) fn opening(&self, row: u32) -> Opening {
        if !self.flags(row).has(Flags::OPENED) {
            return Opening::default();
        }
        self.openings.get(&row).copied().unwrap_or_default()
    }

    pub(super) fn set_opening(&mut self, row: u32, opening: Opening) {
        let opened = opening != Opening::default();
        if opened || self.flags(row).has(Flags::OPENED) {
            put(&mut self.openings, row, opened.then_some(opening));
        }
        self.set_flag(row, Flags::OPENED, opened);
    }

    /// Rows that were opened, in no order.
    pub(super) fn opened(&self) -> impl Iterator<Item = u32> + '_ {
        self.openings.keys().copied()
    }

    /// All of it as one value.
    pub(super) fn status(&self, row: u32) -> Status {
        let opening = self.opening(row);
        Status {
            read: self.is_read(row),
            bookmarked: self.bookmarked(row),
            tags: self.tags(row).to_vec(),
            note: self.note(row).map(str::to_owned),
            removed: self.removed(row),
            place: self.place(row),
            progress: self.progress(row),
            opened: opening.times,
            opened_at: opening.at,
        }
    }
}

fn put<T>(map: &mut NumberMap<u32, T>, row: u32, value: Option<T>) {
    match value {
        Some(value) => map.insert(row, value),
        None => map.remove(&row),
    };
}
