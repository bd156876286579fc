//! Files that the reader opens: found, read with a limit, made articles of, kept under their own feed.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use directories::BaseDirs;
use jiff::Timestamp;

use super::disk::{DiskError, Incoming, Library};
use super::intake::{self, Origin, Taken};
use super::reason::reason;
use super::series;
use crate::app::{counted, number};
use crate::clean;
use crate::news::FeedKind;
use crate::store::Arrival;

/// The address of the opened files among the feeds.
const ADDRESS: &str = "courant:files";
/// A file of more bytes is refused: no page is that long, even where its pictures are saved in it. Of a page 10 MB are
/// read, its pictures not counted.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// A folder gives at most this many files.
const MOST_FILES: usize = 10_000;

/// Why a file could not be opened, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system refused.
    #[error("{path} cannot be read: {why}.", why = reason(cause))]
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
    /// A pipe, a device or a socket, which may keep whoever reads it waiting for ever.
    #[error("{path} is no plain file; save its text in a file and open that.")]
    NoFile {
        /// What it is.
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

/// A path as it is typed: where nothing here is called `~`, that is the home folder, as in a shell.
pub(super) fn from_home(path: PathBuf) -> PathBuf {
    let below = path.strip_prefix("~").ok().filter(|_| !path.exists());
    let found = below.and_then(|below| BaseDirs::new().map(|dirs| dirs.home_dir().join(below)));
    found.unwrap_or(path)
}

/// What paths come to once each folder stands for the files in it.
#[derive(Debug, Default)]
pub struct Expanded {
    /// What is to be read; of an article in several files of a folder the first.
    pub files: Vec<PathBuf>,
    /// The files in which an article goes on that begins in one of them, in order.
    pub further: HashMap<PathBuf, Vec<PathBuf>>,
    /// What there is to tell beside them: skipped files, in sentences.
    pub notices: Vec<String>,
    /// One sentence for each folder that gives nothing.
    pub complaints: Vec<String>,
}

/// Folders replaced by the files in them (not hidden ones, not empty ones, not folders within), in the order of their
/// names.
#[must_use]
pub fn expand(paths: Vec<PathBuf>) -> Expanded {
    let mut expanded = Expanded::default();
    let mut empty = 0;
    for path in paths {
        if !path.is_dir() {
            expanded.files.push(path);
            continue;
        }
        match files_of(&path) {
            Ok(found) if found.is_empty() => {
                expanded.complaints.push(format!("There are no files in {}.", shown(&path)));
            }
            Ok(found) => empty += expanded.take(&path, found),
            Err(cause) => {
                expanded.complaints.push(FileError::Unreadable { path: shown(&path), cause }.to_string());
            }
        }
    }
    if empty > 0 {
        expanded.notices.push(format!("{} skipped.", counted(empty, "empty file")));
    }
    expanded
}

impl Expanded {
    /// Takes the files of a folder in; how many of them are empty and were left out.
    fn take(&mut self, folder: &Path, mut found: Vec<PathBuf>) -> usize {
        let all = found.len();
        found.retain(|file| fs::metadata(file).map_or(true, |metadata| metadata.len() > 0));
        let empty = all - found.len();
        if found.len() > MOST_FILES {
            let (most, name) = (counted(MOST_FILES, "file"), shown(folder));
            self.notices.push(format!(
                "Only the first {most} of {} in {name} were opened.",
                number(found.len() as u64)
            ));
            found.truncate(MOST_FILES);
        }
        for chain in series::chains(&found, &|file| read_file(file).ok().map(|(bytes, _)| bytes)) {
            if let Some((first, further)) = chain.split_first() {
                found.retain(|file| !further.contains(file));
                self.further.insert(first.clone(), further.to_vec());
            }
        }
        self.files.append(&mut found);
        empty
    }
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_hidden =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let entries = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file() && !is_hidden(path)).collect();
    files.sort();
    Ok(files)
}

/// Whether a path leads to what can be read only once and only when somebody writes: a pipe, a terminal, a socket.
#[must_use]
pub fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Reads a plain file up to the limit, with its own time.
///
/// What is none is refused before it is opened: to open a pipe waits for its writer, and to close it again ends that.
pub fn read_file(path: &Path) -> Result<(Vec<u8>, Option<Timestamp>), FileError> {
    let unreadable = |cause| FileError::Unreadable { path: shown(path), cause };
    if is_stream(path) {
        return Err(FileError::NoFile { path: shown(path) });
    }
    let file = open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileError::TooLarge { path: shown(path) });
    }
    Ok((bytes, metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok())))
}

/// Does not wait, should a pipe have taken the file's place since it was looked at.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits() as i32);
    }
    options.open(path)
}

/// Makes an article of the files it is parted into; the first of them makes it the same one when it is opened again.
pub fn take_in_series(
    first: &Path,
    further: &[PathBuf],
    saved_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Taken, FileError> {
    let (bytes, file_time) = read_file(first)?;
    let mut pages = vec![(first, bytes)];
    for path in further {
        pages.push((path, read_file(path)?.0));
    }
    let absolute = first.canonicalize().unwrap_or_else(|_| first.to_owned());
    let origin = Origin { path: Some(absolute), file_time, saved_at, now };
    let pages = series::joined(&pages, file_time.unwrap_or(now));
    intake::take_in_archive(pages, &origin)
        .map_err(|sentence| FileError::NoText { path: shown(first), sentence })
}

/// Makes articles of a file: those in it where it is a feed, and else the one that it is.
pub fn take_in_all(
    path: &Path,
    saved_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<Taken>, FileError> {
    let (bytes, _) = read_file(path)?;
    let name = shown(&path.canonicalize().unwrap_or_else(|_| path.to_owned()));
    match intake::take_in_feed(&bytes, &name, now) {
        articles if articles.is_empty() => Ok(vec![take_in(path, saved_at, now)?]),
        articles => Ok(articles),
    }
}

/// Makes an article of a file. The absolute path makes it the same one when it is opened again.
pub fn take_in(path: &Path, saved_at: Option<Timestamp>, now: Timestamp) -> Result<Taken, FileError> {
    let (bytes, file_time) = read_file(path)?;
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let origin = Origin { path: Some(absolute), file_time, saved_at, now };
    intake::take_in(bytes, &origin).map_err(|sentence| FileError::NoText { path: shown(path), sentence })
}

/// Makes an article of what comes out of a stream of some name, up to the limit. It has no path to know it by:
/// another text may come from `/dev/fd/63` tomorrow.
pub fn take_in_stream(
    stream: impl Read,
    name: &Path,
    saved_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Taken, FileError> {
    let path = || shown(name);
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
