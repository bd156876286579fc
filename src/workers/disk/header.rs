//! The first hundred bytes of the library's file, read without SQLite: ours, newer, somebody else's, or damaged.
//!
//! The layout is of <https://www.sqlite.org/fileformat2.html>, §1.3. Looking never alters a byte, which SQLite's own
//! opening may (it recovers logs).

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::migration::{APPLICATION_ID, PAGE_SIZE};

/// Length of a header in bytes.
pub(super) const LENGTH: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Where a field lies and its only sound value in a file of ours.
const FIXED: [(usize, &[u8]); 9] = [
    (16, &(PAGE_SIZE as u16).to_be_bytes()),
    // Bytes kept free on every page, then the fractions of payload.
    (20, &[0, 64, 32, 32]),
    // The file format's version.
    (44, &[0, 0, 0, 4]),
    // No vacuuming by itself.
    (52, &[0; 4]),
    // UTF-8.
    (56, &[0, 0, 0, 1]),
    (64, &[0; 4]),
    (68, &APPLICATION_ID.to_be_bytes()),
    (72, &[0; 20]),
    (0, MAGIC),
];

/// Text that stands in every library within its first megabyte: in the schema and in `meta`.
const TRACES: [&[u8]; 2] = [b"CREATE TABLE identity", super::migration::ABOUT.as_bytes()];

/// How much of a file is searched for traces of a library.
const SEARCHED: u64 = 1 << 20;

/// What a file is by its look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// Nothing is there.
    Missing,
    /// A library with that schema.
    Ours(i64),
    /// Something else.
    Foreign,
    /// A library that was damaged, and how.
    Damaged(String),
}

/// Looks at the file. `log_is_empty`: nothing waits in its log, so that its length must be right.
pub(super) fn look(file: &Path, log_is_empty: bool) -> io::Result<Look> {
    let mut opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Look::Missing),
        Err(error) => return Err(error),
    };
    let metadata = opened.metadata()?;
    if !metadata.is_file() {
        return Ok(Look::Foreign);
    }
    let mut header = Vec::new();
    opened.by_ref().take(LENGTH as u64).read_to_end(&mut header)?;
    match judge(&header, metadata.len(), log_is_empty) {
        Look::Foreign if has_traces(&mut opened)? => {
            Ok(Look::Damaged("its first page is not readable".to_owned()))
        }
        look => Ok(look),
    }
}

fn judge(header: &[u8], length: u64, log_is_empty: bool) -> Look {
    let damaged = |how: &str| Look::Damaged(how.to_owned());
    if length == 0 {
        return damaged("it is empty");
    }
    let Ok(header) = <&[u8; LENGTH]>::try_from(header) else {
        return if MAGIC.starts_with(&header[..header.len().min(16)]) {
            damaged("it is cut off")
        } else {
            Look::Foreign
        };
    };
    let nearly_magic = flipped_bits(&header[..16], MAGIC) <= 8;
    if number(header, 68) != APPLICATION_ID as u32 || !nearly_magic {
        // A magic of the format with another's id is another's file, unless traces say otherwise.
        let ours = number(header, 68) == APPLICATION_ID as u32;
        return if ours { damaged("its header is altered") } else { Look::Foreign };
    }
    if FIXED.iter().any(|(at, sound)| &header[*at..at + sound.len()] != *sound)
        || !header[18..20].iter().all(|version| (1..=2).contains(version))
    {
        return damaged("its header is altered");
    }
    let pages = u64::from(number(header, 28));
    match (pages * PAGE_SIZE as u64).cmp(&length) {
        Ordering::Greater if log_is_empty => return damaged("it is cut off"),
        Ordering::Less if log_is_empty => return damaged("it is longer than it says"),
        Ordering::Less | Ordering::Equal | Ordering::Greater => (),
    }
    match number(header, 60) as i32 {
        version @ 1.. => Look::Ours(i64::from(version)),
        _ => damaged("its header is altered"),
    }
}

fn flipped_bits(left: &[u8], right: &[u8]) -> u32 {
    left.iter().zip(right).map(|(left, right)| (left ^ right).count_ones()).sum()
}

fn number(header: &[u8; LENGTH], at: usize) -> u32 {
    header[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn has_traces(file: &mut File) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(SEARCHED).read_to_end(&mut bytes)?;
    Ok(TRACES.iter().any(|trace| bytes.windows(trace.len()).any(|window| window == *trace)))
}

/// A header as a library of so many pages would have it, with an empty list of free pages.
pub(super) fn mended(header: &[u8; LENGTH], pages: u32, schema: u32) -> [u8; LENGTH] {
    let mut mended = *header;
    for (at, sound) in FIXED {
        mended[at..at + sound.len()].copy_from_slice(sound);
    }
    mended[18..20].copy_from_slice(&[2, 2]);
    mended[28..32].copy_from_slice(&pages.to_be_bytes());
    mended[32..40].fill(0);
    mended[60..64].copy_from_slice(&schema.to_be_bytes());
    // Length is believed where the change counter and this copy of it agree.
    mended.copy_within(24..28, 92);
    mended
}
