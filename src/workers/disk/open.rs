//! Opening: finding or making the file, telling ours from others', and the settings of a connection.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::DiskError;
use super::header::{self, Look};
use super::library::{Access, Library, Opened};
use super::migration::{self, MIGRATIONS, PAGE_SIZE};
use super::rescue;

/// The library's name in its folder.
const FILE: &str = "library.sqlite";

/// How long a write waits for another process: a bulk change of theirs is done long before.
const PATIENCE: Duration = Duration::from_secs(5);

/// The newest schema that this program knows.
const KNOWN: i64 = MIGRATIONS.len() as i64;

pub(super) fn open(folder: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    make_folder(folder)?;
    // A link's target is what matters: logs grow and copies are kept beside it.
    let file = folder.join(FILE);
    let file = file.canonicalize().unwrap_or(file);
    match appearance(&file)? {
        Look::Missing => {
            make_library(&file, now)?;
            enter(&file, now)
        }
        Look::Ours(found) if found > KNOWN => Err(DiskError::Newer { path: file, found, known: KNOWN }),
        Look::Ours(_) if suspicion(&file).exists() => {
            enter_rescued(&file, "an earlier run could not read all of it", now)
        }
        Look::Ours(_) => match enter(&file, now) {
            Err(DiskError::Damaged { detail, .. }) => enter_rescued(&file, &detail, now),
            opened => opened,
        },
        Look::Foreign => Err(DiskError::NotOurs { path: file }),
        Look::Damaged(how) => enter_rescued(&file, &how, now),
    }
}

/// What the file is, by its header and, where that is strange, by its second witness.
fn appearance(file: &Path) -> Result<Look, DiskError> {
    let log = beside(file, "-wal");
    let log_is_empty = fs::metadata(log).map_or(true, |metadata| metadata.len() == 0);
    let look = header::look(file, log_is_empty);
    let look = look.map_err(|cause| DiskError::File { what: "read", path: file.to_owned(), cause })?;
    match look {
        Look::Ours(found) if found > KNOWN && witness(file).is_some_and(|version| version <= KNOWN) => {
            Ok(Look::Damaged("its header is altered".to_owned()))
        }
        look => Ok(look),
    }
}

/// The version that the `meta` table names, read without touching anything.
fn witness(file: &Path) -> Option<i64> {
    let connection = connect_immutable(file).ok()?;
    let version: String =
        connection.query_row("SELECT value FROM meta WHERE key = 'schema'", [], |row| row.get(0)).ok()?;
    version.parse().ok()
}

/// Opens a library that looks sound, for writing where that is allowed.
fn enter(file: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    match enter_writable(file, now) {
        Err(DiskError::ReadOnly { .. }) => enter_read_only(file, &READ_ONLY),
        Err(DiskError::Full { .. }) => enter_read_only(file, &FULL),
        opened => opened,
    }
}

fn enter_writable(file: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    let told = |what, error| DiskError::from_sqlite(what, file, error);
    let mut connection = connect(file).map_err(|error| told("open", error))?;
    if connection.is_readonly("main").map_err(|error| told("open", error))? {
        return Err(DiskError::ReadOnly { path: file.to_owned() });
    }
    refuse_newer(&connection, file)?;
    let notices = migration::migrate(&mut connection, file, MIGRATIONS, now)?;
    let library = Library::new(connection, file.to_owned(), Access::ReadWrite);
    Ok(Opened { library: library.map_err(|error| told("open", error))?, notices, access: Access::ReadWrite })
}

/// The header may be older than the log: what SQLite makes of both decides.
fn refuse_newer(connection: &Connection, file: &Path) -> Result<(), DiskError> {
    let told = |error| DiskError::from_sqlite("read the schema", file, error);
    let found = migration::version(connection).map_err(told)?;
    if found <= KNOWN {
        return Ok(());
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(told)?;
    Err(DiskError::Newer { path: file.to_owned(), found, known: KNOWN })
}

/// Why a library is opened for reading only, and what to do about it.
struct Obstacle {
    why: &'static str,
    remedy: &'static str,
}

const READ_ONLY: Obstacle =
    Obstacle { why: "cannot be written", remedy: "Make the file and its folder writable and start again." };
const FULL: Obstacle =
    Obstacle { why: "cannot be written, as the disk is full", remedy: "Free some space and start again." };

/// Opens for reading: with the log where it is readable, else the file alone.
fn enter_read_only(file: &Path, obstacle: &Obstacle) -> Result<Opened, DiskError> {
    let told = |error| DiskError::from_sqlite("open", file, error);
    let with_log = connect_read_only(file)
        .and_then(|connection| Library::new(connection, file.to_owned(), Access::ReadOnly));
    let library = match with_log {
        Ok(library) => library,
        Err(_) => connect_immutable(file)
            .and_then(|connection| Library::new(connection, file.to_owned(), Access::ReadOnly))
            .map_err(told)?,
    };
    let notice = format!(
        "The library {} {}: what is marked now is lost at the end. {}",
        file.display(),
        obstacle.why,
        obstacle.remedy
    );
    Ok(Opened { library, notices: vec![notice], access: Access::ReadOnly })
}

/// Saves what can be read, unless another run did so first.
fn enter_rescued(file: &Path, how: &str, now: Timestamp) -> Result<Opened, DiskError> {
    let notice = {
        let _turn = turn(file)?;
        // Somebody may have saved it while this run waited for its turn.
        let again = match appearance(file)? {
            Look::Ours(_) if !suspicion(file).exists() => enter(file, now).ok(),
            Look::Ours(_) | Look::Missing | Look::Foreign | Look::Damaged(_) => None,
        };
        if let Some(opened) = again {
            return Ok(opened);
        }
        let notice = rescue::rescue(file, how, now)?;
        forget_suspicion(file);
        notice
    };
    let mut opened = enter(file, now)?;
    opened.notices.insert(0, notice);
    Ok(opened)
}

/// One process at a time may replace the file; the lock goes with the process that holds it.
fn turn(file: &Path) -> Result<File, DiskError> {
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

fn forget_suspicion(file: &Path) {
    // Where this fails the file is looked through once more: slow, not wrong.
    let _ = fs::remove_file(suspicion(file));
}

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

/// Makes an empty library whole under another name first, so that nobody ever meets half of one.
fn make_library(file: &Path, now: Timestamp) -> Result<(), DiskError> {
    let unfinished = own_name(file);
    let made = write_empty(&unfinished, now).and_then(|()| {
        let linked = fs::hard_link(&unfinished, file);
        match linked {
            // Another process was faster, and its library is as good.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            // Some file systems know no hard links.
            Err(_) => fs::rename(&unfinished, file),
            Ok(()) => Ok(()),
        }
        .map_err(|cause| DiskError::File { what: "make", path: file.to_owned(), cause })
    });
    discard(&unfinished);
    made?;
    sync_folder(file);
    Ok(())
}

/// A closed file with the newest schema and nothing in it.
pub(super) fn write_empty(file: &Path, now: Timestamp) -> Result<(), DiskError> {
    create_private(file)?;
    let mut connection = connect(file).map_err(|error| DiskError::from_sqlite("make", file, error))?;
    migration::migrate(&mut connection, file, MIGRATIONS, now)?;
    connection.close().map_err(|(_, error)| DiskError::from_sqlite("make", file, error))
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

pub(super) fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA wal_autocheckpoint = 256; PRAGMA journal_size_limit = 8388608;",
    )?;
    economize(&connection)?;
    Ok(connection)
}

fn connect_read_only(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    economize(&connection)?;
    Ok(connection)
}

/// Reads the file alone, as if nothing could change it: no lock, no log, no byte written anywhere.
fn connect_immutable(file: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(immutable_address(file), flags)?;
    economize(&connection)?;
    Ok(connection)
}

fn immutable_address(file: &Path) -> String {
    let mut address = String::from("file:");
    for byte in file.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address + "?immutable=1"
}

/// A small cache: the whole program shall rest in 35 MB.
fn economize(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA cache_size = -3072; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;",
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
