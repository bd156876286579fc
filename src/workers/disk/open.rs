//! Opening: telling ours from others', making, raising or rescuing the file, and entering it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::beside::{beside, forget_suspicion, share, suspicion, turn};
use super::connection::{connect, connect_immutable, connect_read_only};
use super::error::DiskError;
use super::header::{self, Look};
use super::library::{Access, Library, Opened};
use super::making::{make_folder, make_library};
use super::migration::{self, MIGRATIONS};
use super::place::FILE;
use super::{reading, rescue};

/// The newest schema that this program knows.
const KNOWN: i64 = MIGRATIONS.len() as i64;

impl Library {
    /// Opens the library in `folder`, or makes both (folder 0700, file 0600).
    ///
    /// An older schema is copied aside and raised; a damaged file is kept aside under a dated name and what can be
    /// read of it saved; a foreign file and a newer schema are refused untouched; where writing is forbidden the
    /// library is opened for reading. `now` dates the copies.
    pub fn open(folder: &Path, now: Timestamp) -> Result<Opened, DiskError> {
        open(folder, now)
    }

    /// A further connection, for reading, to a library that this program has open: nothing is made, raised or
    /// rescued.
    pub fn join(folder: &Path) -> Result<Self, DiskError> {
        let file = file_in(folder);
        read_only(&file).map_err(|error| DiskError::from_sqlite("open", &file, error))
    }

    /// A further connection, for writing too, to a library that this program has open: nothing is made, raised or
    /// rescued. What it writes counts as another run's: the logs tell of it.
    pub fn join_to_write(folder: &Path) -> Result<Self, DiskError> {
        let file = file_in(folder);
        let told = |error| DiskError::from_sqlite("open", &file, error);
        let connection = connect(&file).map_err(told)?;
        let is_read_only = connection.is_readonly("main").map_err(told)?;
        let access = if is_read_only { Access::ReadOnly } else { Access::ReadWrite };
        library(connection, &file, access).map_err(told)
    }
}

/// The library's file. A link's target is what matters: logs grow and copies are kept beside it.
fn file_in(folder: &Path) -> PathBuf {
    let file = folder.join(FILE);
    file.canonicalize().unwrap_or(file)
}

fn open(folder: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    make_folder(folder)?;
    let file = file_in(folder);
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
        // While there is a log, one of the two may be written already and the other not.
        Look::Ours(found)
            if (found > KNOWN || found < KNOWN && log_is_empty)
                && witness(file).is_some_and(|version| version <= KNOWN && version != found) =>
        {
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

/// Opens a library that looks sound, for writing where that is allowed, and keeps others from replacing it.
fn enter(file: &Path, now: Timestamp) -> Result<Opened, DiskError> {
    let share = share(file);
    let opened = enter_unlocked(file, now)?;
    Ok(Opened { library: opened.library.holding(share), ..opened })
}

fn enter_unlocked(file: &Path, now: Timestamp) -> Result<Opened, DiskError> {
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
    let library = library(connection, file, Access::ReadWrite);
    Ok(Opened { library: library.map_err(|error| told("open", error))?, notices, access: Access::ReadWrite })
}

/// Around an open connection; reads what every start reads, so that such damage is met at once.
fn library(connection: Connection, file: &Path, access: Access) -> rusqlite::Result<Library> {
    reading::probe(&connection)?;
    Library::new(connection, file.to_owned(), access)
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

/// For reading: with the log where it is readable, else the file alone.
fn read_only(file: &Path) -> rusqlite::Result<Library> {
    connect_read_only(file)
        .and_then(|connection| library(connection, file, Access::ReadOnly))
        .or_else(|_| library(connect_immutable(file)?, file, Access::ReadOnly))
}

/// Opens for reading only, and says why.
fn enter_read_only(file: &Path, obstacle: &Obstacle) -> Result<Opened, DiskError> {
    let library = read_only(file).map_err(|error| DiskError::from_sqlite("open", file, error))?;
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
    let turn = turn(file)?;
    // Somebody may have saved it between the look at it and this run's turn.
    let again = match appearance(file)? {
        Look::Ours(_) if !suspicion(file).exists() => enter_unlocked(file, now).ok(),
        Look::Ours(_) | Look::Missing | Look::Foreign | Look::Damaged(_) => None,
    };
    let opened = match again {
        Some(opened) => opened,
        None => {
            let notice = rescue::rescue(file, how, now)?;
            forget_suspicion(file);
            let mut opened = enter_unlocked(file, now)?;
            opened.notices.insert(0, notice);
            opened
        }
    };
    // From here on it is held as every open library is.
    let share = turn.lock_shared().is_ok().then_some(turn);
    Ok(Opened { library: opened.library.holding(share), ..opened })
}
