//! The settings of a connection to a library's file, in the three ways that one is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::migration::PAGE_SIZE;

/// How long a write waits for another process: a bulk change of theirs is done long before.
const PATIENCE: Duration = Duration::from_secs(5);

/// KiB of pages kept by who writes: a bulk change touches many of them, and twice.
const WRITING: i64 = 3072;
/// KiB of pages kept by who writes thousands of articles: their indices, which each of them alters anywhere.
const WRITING_MUCH: i64 = 16_384;
/// Pages of the log after which it is carried over into the file, and bytes that it keeps then.
const LOG: i64 = 1024;
const LOG_KEPT: i64 = 8 << 20;
/// The same while thousands of articles are written, each of which alters some of the same pages; what was made of the
/// log is written over, as to cut it off and make it again costs more than all else.
const LONG_LOG: i64 = 8192;
const LONG_LOG_KEPT: i64 = -1;
/// KiB of pages kept by who reads: an article, or a stream of headlines each of which is read once.
const READING: i64 = 192;

/// For reading and writing, with the settings that every connection of ours has.
pub(super) fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    connection.busy_handler(Some(waits))?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG)?;
    connection.pragma_update(None, "journal_size_limit", LOG_KEPT)?;
    economize(&connection, WRITING)?;
    Ok(connection)
}

/// For reading, with what waits in the log.
pub(super) fn connect_read_only(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    connection.busy_handler(Some(waits))?;
    economize(&connection, READING)?;
    Ok(connection)
}

/// Waits a moment for whoever writes; false once it was long enough. SQLite's own way of waiting sleeps longer each time,
/// and so hardly ever meets the short pauses of one who keeps thousands of articles.
fn waits(times: i32) -> bool {
    const LOOK: Duration = Duration::from_millis(1);
    std::thread::sleep(LOOK);
    LOOK.saturating_mul(times.unsigned_abs()) < PATIENCE
}

/// Reads the file alone, as if nothing could change it: no lock, no log, no byte written anywhere.
pub(super) fn connect_immutable(file: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(immutable_address(file), flags)?;
    economize(&connection, READING)?;
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

/// A larger cache and a longer log while much is written.
pub(super) fn expect_much(connection: &Connection, much: bool) -> rusqlite::Result<()> {
    let (kibibytes, log, kept) =
        if much { (WRITING_MUCH, LONG_LOG, LONG_LOG_KEPT) } else { (WRITING, LOG, LOG_KEPT) };
    connection.pragma_update(None, "cache_size", -kibibytes)?;
    connection.pragma_update(None, "wal_autocheckpoint", log)?;
    connection.pragma_update(None, "journal_size_limit", kept)?;
    if much {
        Ok(())
    } else {
        connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE); PRAGMA shrink_memory")
    }
}

/// Small caches: the whole program shall rest in 35 MB.
fn economize(connection: &Connection, kibibytes: i64) -> rusqlite::Result<()> {
    // Negative: in KiB, where positive counts pages.
    connection.pragma_update(None, "cache_size", -kibibytes)?;
    connection.execute_batch("PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;")
}
