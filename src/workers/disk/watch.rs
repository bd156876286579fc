//! A watch on the library's file: it wakes when somebody wrote to the library, and never polls.
//!
//! The system tells of a write to the log when the bytes are handed over. The commit is seen by others only later,
//! once the disk has them: whoever looked in between would look in vain, and nothing would wake them again. So who
//! commits touches the file afterwards, and that is what a watch waits for.

use std::path::Path;

use notify::event::EventKind;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::error::DiskError;

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Calls `wake` (on a thread of the watcher's) after something was committed to the library `file`.
///
/// One commit may wake several times, and one's own commits wake too: the answer is to look at
/// [`news_since`](super::Library::news_since), which costs microseconds when there is none.
pub fn watch(file: &Path, wake: impl Fn() + Send + 'static) -> Result<Watch, DiskError> {
    // A link's target is what commits touch.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let failed = |cause| DiskError::Watch { path: file.clone(), cause };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Events that were lost, too, are a reason to look.
        if event.map_or(true, |event| is_news(&event) && concerns(&event, &name)) {
            wake();
        }
    })
    .map_err(failed)?;
    // The file alone: of its folder each page that is written to the log would be told, by the thousand.
    watcher.watch(&file, RecursiveMode::NonRecursive).map_err(failed)?;
    Ok(Watch { _watcher: watcher })
}

/// Tells the watches of others that a commit can be seen now: the file's time is set, its bytes are not touched.
///
/// It is set by the file's name. To open the file and close it again would drop the locks that SQLite holds on it.
pub(super) fn announce(file: &Path) {
    #[cfg(unix)]
    {
        use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, utimensat};
        let moment = |tv_nsec| Timespec { tv_sec: 0, tv_nsec };
        let times = Timestamps { last_access: moment(UTIME_OMIT), last_modification: moment(UTIME_NOW) };
        // Where this is not allowed, others learn of the commit by the next write to the file.
        let _ = utimensat(CWD, file, &times, AtFlags::empty());
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// Reading and closing do not count, else looking at the library would wake the watch again.
fn is_news(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

fn concerns(event: &Event, name: &str) -> bool {
    event.need_rescan() || event.paths.iter().any(|path| path.file_name().is_some_and(|own| own == name))
}
