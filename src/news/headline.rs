//! A borrowed view of one article as lists, filters and scripts see it.

use jiff::Timestamp;

use super::{ArticleId, FeedId, PublicId};

/// One row of the library, borrowed from the store. Cheap to make: no text is copied.
#[derive(Clone, Copy, Debug)]
pub struct Headline<'a> {
    /// Its number.
    pub id: ArticleId,
    /// The short name for people and scripts.
    pub public_id: PublicId,
    /// One line; may be empty.
    pub title: &'a str,
    /// Who wrote it; empty where unknown.
    pub author: &'a str,
    /// The feed that brought it first.
    pub feed: FeedId,
    /// That feed's title.
    pub feed_title: &'a str,
    /// The folder that feed lies in, outermost first.
    pub folder: &'a [String],
    /// The last step of its breadcrumb; empty where it has none.
    pub section: &'a str,
    /// When it was published (or updated, or else arrived): lists go by this.
    pub date: Timestamp,
    /// When it came into the library.
    pub added: Timestamp,
    /// The publisher's count of views.
    pub views: Option<u64>,
    /// How often the reader opened it.
    pub opened: u32,
    /// Words in the body.
    pub words: u32,
    /// The publisher's minutes.
    pub publisher_read_minutes: Option<u32>,
    /// Language tag; empty where unknown.
    pub language: &'a str,
    /// Read.
    pub read: bool,
    /// Bookmarked.
    pub bookmarked: bool,
    /// Carries a note.
    pub noted: bool,
    /// Removed by the reader.
    pub removed: bool,
    /// How far reading got, in thousandths.
    pub progress: u16,
    /// Tags.
    pub tags: &'a [String],
    /// What the reader files that feed under: its articles are found by these, too.
    pub feed_tags: &'a [String],
}

/// Words a practised reader takes in per minute, where their own pace is not known.
/// After Brysbaert (2019), "How many words do we read per minute?": 238 for non-fiction.
pub const WORDS_PER_MINUTE: u32 = 238;

impl Headline<'_> {
    /// Our own estimate in whole minutes, at least one for anything with words; zero for none.
    #[must_use]
    pub fn read_minutes(&self) -> u32 {
        self.words.div_ceil(WORDS_PER_MINUTE)
    }
}
