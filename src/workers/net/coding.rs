//! What a body was packed with on its way, and how it is unpacked within a bound. It touches no network.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ureq::http::HeaderMap;

use super::answer::header;

/// What servers are told that can be unpacked here.
pub(super) const ACCEPTED: &str = "gzip, br";

/// A content coding (RFC 9110, section 8.4.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    /// As it is.
    Plain,
    Gzip,
    Brotli,
    /// It is not asked for, but some send it all the same; with the frame of zlib or without.
    Deflate,
}

/// Why bytes cannot be unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// They are not packed as they are said to be.
    Garbled,
    /// They come to more than the bound.
    TooLong,
}

impl Coding {
    /// What an answer says of its body.
    pub(super) fn of(head: &HeaderMap) -> Self {
        match header(head, "content-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Self::Gzip,
            "br" => Self::Brotli,
            "deflate" => Self::Deflate,
            _ => Self::Plain,
        }
    }

    /// The bytes that were packed, so many at most.
    pub(super) fn unpack(self, packed: Vec<u8>, limit: u64) -> Result<Vec<u8>, Fault> {
        const WINDOW: usize = 16 * 1024;
        let hint = length_told(&packed);
        let bytes = packed.as_slice();
        match self {
            Self::Plain => Ok(packed),
            Self::Gzip => read(MultiGzDecoder::new(bytes), hint, limit),
            Self::Brotli => read(Decompressor::new(bytes, WINDOW), 0, limit),
            Self::Deflate if has_frame(bytes) => read(ZlibDecoder::new(bytes), 0, limit),
            Self::Deflate => read(DeflateDecoder::new(bytes), 0, limit),
        }
    }
}

fn read(reader: impl Read, hint: usize, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(hint.min(usize::try_from(limit).unwrap_or(usize::MAX)));
    let read: io::Result<usize> = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    match read {
        Ok(length) if length as u64 > limit => Err(Fault::TooLong),
        Ok(_) => Ok(bytes),
        Err(_) => Err(Fault::Garbled),
    }
}

/// How long a member of gzip says at its end that it is (RFC 1952, section 2.3.1), and one byte more, which shows that
/// it is; no more than texts come to.
fn length_told(packed: &[u8]) -> usize {
    const MOST_FOLD: usize = 20;
    let told = packed.last_chunk().map_or(0, |last| u32::from_le_bytes(*last)) as usize;
    (told + 1).min(packed.len().saturating_mul(MOST_FOLD))
}

/// Whether bytes begin as zlib's do (RFC 1950, section 2.2).
fn has_frame(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}
