//! The files of a library: names beside it, made private, discarded, locked. It must not know what is in them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::error::DiskError;

/// How long a program takes at most from being forked to running, on a machine that has much else to do.
const A_START: Duration = Duration::from_millis(300);

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

/// Takes the right to replace the file, which is there only while no library that can be written is open.
///
/// Nobody waits for whoever has the library open: they may have it open all day. The lock goes with its holder, but
/// for the moment in which the holder starts another program, which has a copy of it until it runs; so it is tried
/// for [`A_START`].
pub(super) fn turn(file: &Path) -> Result<File, DiskError> {
    let path = beside(file, ".lock");
    let lock = lock_file(&path);
    let lock = lock.map_err(|cause| DiskError::File { what: "lock", path: path.clone(), cause })?;
    let until = Instant::now() + A_START;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(A_START / 20),
            Err(TryLockError::WouldBlock) => return Err(DiskError::InUse { path: file.to_owned() }),
            Err(TryLockError::Error(cause)) => return Err(DiskError::File { what: "lock", path, cause }),
        }
    }
}

/// Keeps others from replacing the file for as long as the answer lives; waits where one is just being saved.
///
/// Nothing where the folder cannot be written or knows no locks: then the library is opened all the same.
pub(super) fn share(file: &Path) -> Option<File> {
    let lock = lock_file(&beside(file, ".lock")).ok()?;
    lock.lock_shared().ok()?;
    Some(lock)
}

fn lock_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    private(&mut options);
    options.open(path)
}

/// The word that a run leaves which met damage.
pub(super) fn suspicion(file: &Path) -> PathBuf {
    beside(file, ".suspect")
}

pub(super) fn forget_suspicion(file: &Path) {
    // Where this fails the file is looked through once more: slow, not wrong.
    let _ = fs::remove_file(suspicion(file));
}
