//! A watch on the library's folder: it wakes when somebody wrote to the library, and never polls.

use std::path::Path;

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::error::DiskError;

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Calls `wake` (on a thread of the watcher's) after something was written to the library `file` or its log.
///
/// One write may wake several times, and one's own writes wake too: the answer is to look at
/// [`news_since`](super::Library::news_since), which costs microseconds when there is none.
pub fn watch(file: &Path, wake: impl Fn() + Send + 'static) -> Result<Watch, DiskError> {
    // A link's target is where the log beside it grows.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
    let failed = |cause| DiskError::Watch { path: folder.clone(), cause };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names = [format!("{name}-wal"), name];
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Events that were lost, too, are a reason to look.
        if event.map_or(true, |event| is_write(&event) && concerns(&event, &names)) {
            wake();
        }
    })
    .map_err(failed)?;
    watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(failed)?;
    Ok(Watch { _watcher: watcher })
}

/// Reading and closing do not count, else looking at the library would wake the watch again.
fn is_write(event: &Event) -> bool {
    match event.kind {
        EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

fn concerns(event: &Event, names: &[String; 2]) -> bool {
    let ours = |path: &std::path::PathBuf| {
        path.file_name().is_some_and(|name| names.iter().any(|ours| name == ours.as_str()))
    };
    event.need_rescan() || event.paths.iter().any(ours)
}
