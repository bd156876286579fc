//! The files of a library: names beside it, made private, discarded, locked. It must not know what is in them.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::error::DiskError;

/// The path with something appended to its name.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    file.with_file_name(name)
}

/// A name in the same folder that no other opening uses.
pub(super) fn own_name(file: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    beside(file, &format!(".{}-{count}.new", std::process::id()))
}

/// Makes an empty file that only its owner can read.
pub(super) fn create_private(path: &Path) -> Result<(), DiskError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    options.open(path).map(drop).map_err(|cause| DiskError::File {
        what: "make",
        path: path.to_owned(),
        cause,
    })
}

fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

/// Removes a file of our own with its logs, where they are.
pub(super) fn discard(file: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(file, suffix));
    }
}

/// Makes new names in the folder outlive a power cut, where the system can.
pub(super) fn sync_folder(file: &Path) {
    let folder = file.parent().and_then(|folder| File::open(folder).ok());
    let _ = folder.map(|folder| folder.sync_all());
}

/// One process at a time may replace the file; the lock goes with the process that holds it.
pub(super) fn turn(file: &Path) -> Result<File, DiskError> {
    let path = beside(file, ".lock");
    let failed = |cause| DiskError::File { what: "lock", path: path.clone(), cause };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    private(&mut options);
    let lock = options.open(&path).map_err(failed)?;
    lock.lock().map_err(failed)?;
    Ok(lock)
}

/// The word that a run leaves which met damage.
pub(super) fn suspicion(file: &Path) -> PathBuf {
    beside(file, ".suspect")
}

pub(super) fn forget_suspicion(file: &Path) {
    // Where this fails the file is looked through once more: slow, not wrong.
    let _ = fs::remove_file(suspicion(file));
}
