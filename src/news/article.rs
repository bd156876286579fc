//! An article's headline facts, and the two numbers it is known by.
//!
//! A new version of an article replaces these facts whole. What the reader did with it is in
//! [`Status`](super::Status); its body is a [`Document`](super::Document).

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The number the library files an article under: given by the disk, never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ArticleId(NonZeroU32);

impl ArticleId {
    /// The id behind a row number, where the number can be one.
    #[must_use]
    pub fn new(row: i64) -> Option<Self> {
        u32::try_from(row).ok().and_then(NonZeroU32::new).map(Self)
    }

    /// The row number on disk.
    #[must_use]
    pub fn row(self) -> i64 {
        i64::from(self.0.get())
    }
}

/// What makes an article the same article, wherever and whenever it is met again.
///
/// Half a SHA-256 over labelled parts, so that no feed can craft the key of another's article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleKey([u8; 16]);

impl ArticleKey {
    /// The key of an article that its feed names: the feed's address and the item's own id.
    #[must_use]
    pub fn of_item(feed: &str, guid: &str) -> Self {
        Self::of("item", &[feed, guid])
    }

    /// The key of an article known by its canonical address.
    #[must_use]
    pub fn of_url(url: &str) -> Self {
        Self::of("url", &[url])
    }

    /// The key of a file that was opened: its absolute path.
    #[must_use]
    pub fn of_file(path: &str) -> Self {
        Self::of("file", &[path])
    }

    /// The key of an article that nothing names, by what it says.
    #[must_use]
    pub fn of_content(title: &str, text: &str) -> Self {
        Self::of("content", &[title, text])
    }

    fn of(kind: &str, parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(kind.as_bytes());
        for part in parts {
            // Lengths keep ("ab", "c") apart from ("a", "bc").
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Self(key)
    }

    /// The key as it lies on disk.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The key read back from disk.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The short name shown to people and scripts.
    #[must_use]
    pub fn public_id(&self) -> PublicId {
        let mut head = [0; 8];
        head.copy_from_slice(&self.0[..8]);
        PublicId(u64::from_be_bytes(head))
    }
}

impl fmt::Debug for ArticleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArticleKey({})", self.public_id())
    }
}

/// The `ID` of the command line: thirteen letters and digits that follow from the key alone.
///
/// Crockford's base 32 in lower case: no `i`, `l`, `o`, `u`; read back in either case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId(pub u64);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH: usize = 13;

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..ID_LENGTH).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            write!(f, "{}", char::from(DIGITS[digit as usize]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for PublicId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != ID_LENGTH {
            return Err(());
        }
        text.bytes()
            .try_fold(0_u128, |number, byte| {
                let digit = DIGITS.iter().position(|&d| d == byte.to_ascii_lowercase())?;
                Some(number << 5 | digit as u128)
            })
            .and_then(|number| u64::try_from(number).ok())
            .map(Self)
            .ok_or(())
    }
}

/// How exactly a source told a moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the second, or better.
    #[default]
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

/// What a date rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source wrote the date out.
    #[default]
    Written,
    /// The source wrote "2 days ago"; the reader said when the page was saved.
    SavedAt(Timestamp),
    /// The source wrote "2 days ago"; counted from the file's own time.
    FileTime(Timestamp),
    /// The source wrote "2 days ago" and nothing said when: counted from the moment it was opened.
    Opened(Timestamp),
}

/// A moment as a source told it: when, how exactly, and on what ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dated {
    /// The moment.
    pub at: Timestamp,
    /// How exactly it was told.
    pub precision: Precision,
    /// What it rests on.
    pub basis: Basis,
}

/// The headline facts of one version of an article. All text has passed `clean`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Article {
    /// One line; empty where the source had none.
    pub title: String,
    /// Who wrote it, several joined by commas.
    pub author: Option<String>,
    /// Where it can be read on the web: http or https.
    pub url: Option<String>,
    /// When it was first published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// The path of sections above it, outermost first, without the title.
    pub breadcrumb: Vec<String>,
    /// What the publisher files it under.
    pub categories: Vec<String>,
    /// How often the publisher says it was viewed.
    pub views: Option<u64>,
    /// How many comments the publisher counts.
    pub comments: Option<u64>,
    /// How many minutes the publisher says it takes.
    pub publisher_read_minutes: Option<u32>,
    /// Words in the body, counted by us.
    pub words: u32,
    /// BCP 47 language tag.
    pub language: Option<String>,
}

impl Article {
    /// The section: the last step of the breadcrumb before the title ("WORLD").
    #[must_use]
    pub fn section(&self) -> Option<&str> {
        self.breadcrumb.last().map(String::as_str)
    }
}
