//! Opening: finding or making the file, telling ours from others', and the settings of a connection.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::error::DiskError;
use super::library::{Access, Library, Opened};
use super::migration::{self, MIGRATIONS, PAGE_SIZE};

/// The library's name in its folder.
pub(super) const FILE: &str = "library.sqlite";

/// How long a write waits for another process: a bulk change of theirs is done long before.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn open(folder: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    make_folder(folder)?;
    let file = folder.join(FILE);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let told = |what, result: rusqlite::Result<Connection>| {
        result.map_err(|error| DiskError::from_sqlite(what, &file, error))
    };
    let mut connection = told("open", Connection::open_with_flags(&file, flags))?;
    prepare(&connection).map_err(|error| DiskError::from_sqlite("set up", &file, error))?;
    let notices = migration::migrate(&mut connection, &file, MIGRATIONS, now)?;
    let library = Library::new(connection, file.clone(), Access::ReadWrite)
        .map_err(|error| DiskError::from_sqlite("open", &file, error))?;
    Ok(Opened { library, notices, access: Access::ReadWrite })
}

/// The settings of every connection. Small: the whole program shall rest in 35 MB.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -3072; \
         PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 256; PRAGMA journal_size_limit = 8388608; \
         PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;",
    )
}

fn make_folder(folder: &Path) -> Result<(), DiskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            DiskError::NotAFolder { path: folder.to_owned() }
        }
        _ => DiskError::Folder { path: folder.to_owned(), cause },
    })
}

/// Makes an empty file that only its owner can read.
pub(super) fn create_private(path: &Path) -> Result<(), DiskError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|cause| DiskError::File {
        what: "make",
        path: path.to_owned(),
        cause,
    })
}
