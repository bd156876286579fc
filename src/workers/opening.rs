//! Files made articles, a haul at a time, so that saving goes on between two hauls and memory holds only one. It must
//! not know how articles are kept.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::disk::Incoming;
use super::files;
use super::intake::Taken;
use super::thread::guarded;
use crate::app::{Msg, counted};
use crate::news::ArticleId;

/// A haul holds at most so many articles,
const MOST_ARTICLES: usize = 50;
/// and at most so many bytes of them, or a single one that is larger.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// What became of a haul: its articles, or why they could not be kept.
pub(super) type Kept = Result<Vec<ArticleId>, String>;

/// Makes articles of files and of what is in folders, and has them kept; answers with what there is to tell at the
/// end, where `articles`, kept already, come first.
///
/// `keep` answers with nothing when nobody keeps any more: then the rest is dropped.
pub(super) fn open(
    paths: Vec<PathBuf>,
    articles: Vec<ArticleId>,
    (saved_at, now): (Option<Timestamp>, Timestamp),
    keep: impl FnMut(Vec<Incoming>) -> Option<Kept>,
) -> Option<Msg> {
    let paths: Vec<PathBuf> = paths.into_iter().map(files::from_home).collect();
    let folder = folder_name(&paths).filter(|_| articles.is_empty());
    let files::Expanded { files, further, notices, complaints } = files::expand(paths);
    let mut opening = Opening { keep, haul: Vec::new(), bytes: 0, articles, complaints, unread: Vec::new() };
    for path in files {
        match taken(&path, further.get(&path), saved_at, now) {
            Ok(taken) => taken.into_iter().try_for_each(|taken| opening.take(taken))?,
            Err(sentence) => opening.unread.push((file_name(&path), sentence)),
        }
    }
    opening.hand_over()?;
    let title = folder.unwrap_or_else(|| counted(opening.articles.len(), "file"));
    let mut complaints = unreadable(&opening.unread);
    complaints.append(&mut opening.complaints);
    Some(Msg::FilesOpened { title, articles: opening.articles, notices, complaints })
}

/// The name of the folder, where one folder is all that is opened.
fn folder_name(paths: &[PathBuf]) -> Option<String> {
    let [path] = paths else { return None };
    // The name of `.` is where it leads.
    let folder = path.is_dir().then(|| path.canonicalize().ok()).flatten()?;
    Some(file_name(&folder))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| files::shown(path), |name| files::shown(Path::new(name)))
}

/// One file that could not be read is told with the reason; several by their names, so that all fit on a line. Why,
/// the log has for each.
fn unreadable(files: &[(String, String)]) -> Vec<String> {
    match files {
        [] => Vec::new(),
        [(_, sentence)] => vec![sentence.clone()],
        files => {
            files.iter().for_each(|(_, sentence)| log::error!("{sentence}"));
            let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
            vec![format!("{} could not be read: {}", counted(files.len(), "file"), names.join(", "))]
        }
    }
}

fn taken(
    path: &Path,
    further: Option<&Vec<PathBuf>>,
    saved_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<Taken>, String> {
    guarded(&files::shown(path), || {
        let taken = match further {
            Some(further) => files::take_in_series(path, further, saved_at, now).map(|taken| vec![taken]),
            None => files::take_in_all(path, saved_at, now),
        };
        taken.map_err(|error| error.to_string())
    })
}

struct Opening<K> {
    keep: K,
    haul: Vec<Incoming>,
    bytes: usize,
    articles: Vec<ArticleId>,
    complaints: Vec<String>,
    /// Files that could not be read: their names, and why.
    unread: Vec<(String, String)>,
}

impl<K: FnMut(Vec<Incoming>) -> Option<Kept>> Opening<K> {
    fn take(&mut self, taken: Taken) -> Option<()> {
        let bytes = taken.incoming.source.as_ref().map_or(0, |source| source.bytes.len());
        if self.haul.len() == MOST_ARTICLES || self.bytes + bytes > MOST_BYTES {
            self.hand_over()?;
        }
        self.complaints.extend(taken.complaints);
        self.haul.push(taken.incoming);
        self.bytes += bytes;
        Some(())
    }

    fn hand_over(&mut self) -> Option<()> {
        if self.haul.is_empty() {
            return Some(());
        }
        self.bytes = 0;
        match (self.keep)(std::mem::take(&mut self.haul))? {
            Ok(articles) => self.articles.extend(articles),
            Err(sentence) => self.complaints.push(sentence),
        }
        Some(())
    }
}
