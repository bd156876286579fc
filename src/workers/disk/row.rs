//! Values as rows hold them: moments, dates, codes and packed sources, there and back.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::types::{FromSqlError, Type};
use sha2::{Digest, Sha256};

use crate::news::{Basis, Dated, FeedKind, Precision, PublicId};

/// What a kept source is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Media {
    /// Plain text, such as a saved page's.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// The bytes an article was made from, as they came, and what was known of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are written in.
    pub media: Media,
    /// The charset they were said to be in.
    pub charset: Option<String>,
    /// A name for them where they have no title: the file's.
    pub name: Option<String>,
    /// The file they were read from.
    pub path: Option<String>,
    /// What relative addresses in them start from.
    pub base: Option<String>,
    /// The file's own time.
    pub file_time: Option<Timestamp>,
    /// What the bytes pack to, where that was done before a disk was near: then there are no bytes.
    pub packed: Option<Packed>,
}

/// Bytes as a row holds them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed {
    bytes: Box<[u8]>,
    hash: [u8; 16],
    length: usize,
}

/// Packs sources, many with one set of tables.
pub struct Packer {
    compressor: Option<zstd::bulk::Compressor<'static>>,
    /// What comes out, before it is known how much that is.
    room: Vec<u8>,
}

impl Packer {
    /// Packs nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { compressor: quick_compressor().ok(), room: Vec::new() }
    }

    /// Puts what a source's bytes pack to in their place: thousands may wait for the disk. Where that fails it is left
    /// to whoever keeps it.
    pub fn pack(&mut self, source: &mut Source) {
        let Some(compressor) = &mut self.compressor else { return };
        self.room.clear();
        self.room.reserve(zstd::zstd_safe::compress_bound(source.bytes.len()));
        if compressor.compress_to_buffer(&source.bytes, &mut self.room).is_ok() {
            let (hash, length) = (source.hash(), source.length());
            source.packed = Some(Packed { bytes: self.room.as_slice().into(), hash, length });
            source.bytes = Vec::new();
        }
    }
}

/// Half the time of the usual, for texts that come by the thousand: with tables that stay in the nearest cache, and no
/// look at what is too short to save much. Of articles it leaves a fiftieth more.
fn quick_compressor() -> std::io::Result<zstd::bulk::Compressor<'static>> {
    use zstd::zstd_safe::CParameter;
    let mut compressor = zstd::bulk::Compressor::new(QUICK_LEVEL)?;
    compressor.set_parameter(CParameter::HashLog(12))?;
    compressor.set_parameter(CParameter::MinMatch(6))?;
    Ok(compressor)
}

impl Default for Packer {
    fn default() -> Self {
        Self::new()
    }
}

impl Source {
    /// Whether it is a text out of a feed, all of which is the article; of a file the article is a part that is to be
    /// found. Such a text has a place that its addresses start from, and no file of its own.
    #[must_use]
    pub fn is_feed_text(&self) -> bool {
        self.base.is_some() && self.path.is_none() && self.name.is_none()
    }

    /// How many bytes there are, or were before they were packed.
    pub(super) fn length(&self) -> usize {
        self.packed.as_ref().map_or(self.bytes.len(), |packed| packed.length)
    }

    /// What a row holds.
    pub(super) fn packed(&self) -> rusqlite::Result<Cow<'_, [u8]>> {
        match &self.packed {
            Some(packed) => Ok(Cow::Borrowed(&packed.bytes)),
            None => pack(&self.bytes).map(Cow::Owned),
        }
    }

    /// Half a SHA-256 of the bytes: tells whether the same came again.
    pub(super) fn hash(&self) -> [u8; 16] {
        if let Some(packed) = &self.packed {
            return packed.hash;
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&Sha256::digest(&self.bytes)[..16]);
        hash
    }
}

/// The key of an article of which only the public number is known, the first half of its key: a rescue may know no more.
pub(super) fn half_known(public: i64) -> [u8; 16] {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&public.to_be_bytes());
    key
}

/// The first and the last key that an article of this short name can have.
pub(super) fn keys_of(name: PublicId) -> ([u8; 16], [u8; 16]) {
    let mut last = [u8::MAX; 16];
    last[..8].copy_from_slice(&name.0.to_be_bytes());
    (half_known(name.0 as i64), last)
}

/// Fast enough to keep a page in well under a millisecond; higher levels save little on texts of a few kB.
const PACKING_LEVEL: i32 = 3;

/// See [`quick_compressor`].
const QUICK_LEVEL: i32 = 1;

fn pack(bytes: &[u8]) -> rusqlite::Result<Vec<u8>> {
    zstd::bulk::compress(bytes, PACKING_LEVEL)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// The bytes of a packed source; `length` is what the row says they measure.
pub(super) fn unpack(packed: &[u8], length: i64) -> rusqlite::Result<Vec<u8>> {
    let room = usize::try_from(length).unwrap_or(0);
    zstd::bulk::decompress(packed, room).map_err(|error| unreadable(Type::Blob, error))
}

fn unreadable(kind: Type, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(error))
}

/// A number that no version of this schema writes.
pub(super) fn out_of_range(number: i64) -> rusqlite::Error {
    unreadable(Type::Integer, FromSqlError::OutOfRange(number))
}

pub(super) fn to_json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| unreadable(Type::Text, error))
}

/// A moment on disk: microseconds, towards the past.
pub(super) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A moment from disk; one beyond the calendar becomes the nearest end of it.
pub(super) fn moment(micros: i64) -> Timestamp {
    let end = if micros < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(micros).unwrap_or(end)
}

/// A moment as it will come back from disk.
pub(super) fn rounded(at: Timestamp) -> Timestamp {
    moment(micros(at))
}

/// A date as its four columns: moment, precision, basis, base.
pub(super) type DateColumns = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);

pub(super) fn date_columns(dated: Option<Dated>) -> DateColumns {
    let Some(Dated { at, precision, basis }) = dated else { return (None, None, None, None) };
    let (basis, base) = match basis {
        Basis::Written => (0, None),
        Basis::SavedAt(at) => (1, Some(micros(at))),
        Basis::FileTime(at) => (2, Some(micros(at))),
        Basis::Opened(at) => (3, Some(micros(at))),
    };
    (Some(micros(at)), Some(precision as i64), Some(basis), base)
}

pub(super) fn date_from(columns: DateColumns) -> rusqlite::Result<Option<Dated>> {
    let (Some(at), precision, basis, base) = columns else { return Ok(None) };
    let base = moment(base.unwrap_or(at));
    let basis = match basis.unwrap_or(0) {
        0 => Basis::Written,
        1 => Basis::SavedAt(base),
        2 => Basis::FileTime(base),
        3 => Basis::Opened(base),
        other => return Err(out_of_range(other)),
    };
    Ok(Some(Dated { at: moment(at), precision: precision_from(precision.unwrap_or(0))?, basis }))
}

fn precision_from(code: i64) -> rusqlite::Result<Precision> {
    match code {
        0 => Ok(Precision::Second),
        1 => Ok(Precision::Minute),
        2 => Ok(Precision::Hour),
        3 => Ok(Precision::Day),
        4 => Ok(Precision::Week),
        5 => Ok(Precision::Month),
        6 => Ok(Precision::Year),
        other => Err(out_of_range(other)),
    }
}

pub(super) fn feed_kind_code(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Guide => "guide",
        FeedKind::Files => "files",
        FeedKind::Remote => "remote",
    }
}

pub(super) fn feed_kind_from(code: &str) -> FeedKind {
    match code {
        "guide" => FeedKind::Guide,
        "files" => FeedKind::Files,
        _ => FeedKind::Remote,
    }
}

pub(super) fn media_code(media: Media) -> &'static str {
    match media {
        Media::Text => "text",
        Media::Markdown => "markdown",
        Media::Html => "html",
    }
}

pub(super) fn media_from(code: &str) -> Media {
    match code {
        "markdown" => Media::Markdown,
        "html" => Media::Html,
        _ => Media::Text,
    }
}
