//! Files that the reader opens: found, read with a limit, made articles of, kept under their own feed.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::disk::{DiskError, Incoming, Library};
use super::intake::{self, Origin, Taken};
use crate::clean;
use crate::news::FeedKind;
use crate::store::Arrival;

/// The address of the opened files among the feeds.
const ADDRESS: &str = "courant:files";
/// A file of more bytes is refused: no page is that long.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// A folder gives at most this many files.
const MOST_FILES: usize = 10_000;

/// Why a file could not be opened, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("{path} cannot be read: {cause}.")]
    Unreadable {
        /// Which file, fit to be shown.
        path: String,
        /// What the system says.
        cause: io::Error,
    },
    /// Longer than anything that is read.
    #[error("{path} is larger than {} MB; open a smaller file.", LARGEST / 1024 / 1024)]
    TooLarge {
        /// Which file.
        path: String,
    },
    /// No text in it.
    #[error("{path}: {sentence}")]
    NoText {
        /// Which file.
        path: String,
        /// What it is instead.
        sentence: String,
    },
}

/// A path as it may be shown.
pub(super) fn shown(path: &Path) -> String {
    clean::text::str_line(&path.to_string_lossy())
}

/// Folders replaced by the files in them (not hidden ones, not folders within), in the order of their names.
#[must_use]
pub fn expand(paths: Vec<PathBuf>) -> (Vec<PathBuf>, Vec<String>) {
    let mut files = Vec::new();
    let mut complaints = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        match files_of(&path) {
            Ok(found) if found.is_empty() => {
                complaints.push(format!("There are no files in {}.", shown(&path)));
            }
            Ok(found) => files.extend(found),
            Err(cause) => complaints.push(FileError::Unreadable { path: shown(&path), cause }.to_string()),
        }
    }
    (files, complaints)
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_hidden =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let entries = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file() && !is_hidden(path)).collect();
    files.sort();
    files.truncate(MOST_FILES);
    Ok(files)
}

/// Reads a file up to the limit, with its own time.
///
/// What is no regular file (a pipe, a device) has no time that says when it was saved.
pub fn read_file(path: &Path) -> Result<(Vec<u8>, Option<Timestamp>), FileError> {
    let unreadable = |cause| FileError::Unreadable { path: shown(path), cause };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().ok().filter(Metadata::is_file);
    let file_time = metadata.and_then(|metadata| metadata.modified().ok());
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileError::TooLarge { path: shown(path) });
    }
    Ok((bytes, file_time.and_then(|time| Timestamp::try_from(time).ok())))
}

/// Makes an article of a file.
pub fn take_in(path: &Path, saved_at: Option<Timestamp>, now: Timestamp) -> Result<Taken, FileError> {
    let (bytes, file_time) = read_file(path)?;
    let origin = Origin { path: place(path), file_time, saved_at, now };
    intake::take_in(bytes, &origin).map_err(|sentence| FileError::NoText { path: shown(path), sentence })
}

/// The absolute path, which makes it the same file when it is opened again. A pipe has none: another text may come
/// from `/dev/fd/63` tomorrow.
fn place(path: &Path) -> Option<String> {
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.is_file().then(|| absolute.to_string_lossy().into_owned())
}

/// Makes an article of what came on standard input, up to the limit.
pub fn take_in_stream(
    stream: impl Read,
    saved_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Taken, FileError> {
    let path = || "Standard input".to_owned();
    let mut bytes = Vec::new();
    let unreadable = |cause| FileError::Unreadable { path: path(), cause };
    stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileError::TooLarge { path: path() });
    }
    if bytes.is_empty() {
        return Err(FileError::NoText {
            path: path(),
            sentence: "nothing came; is the file named, or the pipe before it sound?".to_owned(),
        });
    }
    let origin = Origin { path: None, file_time: None, saved_at, now };
    intake::take_in(bytes, &origin).map_err(|sentence| FileError::NoText { path: path(), sentence })
}

/// Keeps articles made of files.
pub fn keep(library: &mut Library, incoming: &[Incoming], now: Timestamp) -> Result<Vec<Arrival>, DiskError> {
    let feed = library.feed_named(FeedKind::Files, ADDRESS, "Opened files")?;
    library.keep(feed, incoming, now)
}
