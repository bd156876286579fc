//! What newsboat remembers of articles, read from its cache: what was read, flagged and deleted. Its file is only read.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::DiskError;
use crate::news::Foreign;

/// What newsboat remembers of one article, as it stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remembered {
    /// The address of its feed, as in newsboat's list.
    pub feed: Foreign,
    /// What its feed knows it by.
    pub guid: Foreign,
    /// Where it can be read.
    pub url: Foreign,
    /// Whether it is still to be read.
    pub unread: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// A letter for each flag.
    pub flags: Foreign,
}

/// How every SQLite file begins.
pub const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Reads all of it (the table `rss_item`, as newsboat has made it since its beginnings).
pub fn newsboat_cache(file: &Path) -> Result<Vec<Remembered>, DiskError> {
    let told = |error| DiskError::from_sqlite("read the cache", file, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(told)?;
    read(&connection).map_err(told)
}

fn read(connection: &Connection) -> rusqlite::Result<Vec<Remembered>> {
    let sql = "SELECT CAST(ifnull(feedurl, '') AS TEXT), CAST(ifnull(guid, '') AS TEXT), \
         CAST(ifnull(url, '') AS TEXT), ifnull(unread, 0) <> 0, ifnull(deleted, 0) <> 0, \
         CAST(ifnull(flags, '') AS TEXT) FROM rss_item ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let text = |row: &rusqlite::Row<'_>, column: usize| -> rusqlite::Result<Foreign> {
        Ok(Foreign::new(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?)))
    };
    let rows = statement.query_map([], |row| {
        Ok(Remembered {
            feed: text(row, 0)?,
            guid: text(row, 1)?,
            url: text(row, 2)?,
            unread: row.get(3)?,
            deleted: row.get(4)?,
            flags: text(row, 5)?,
        })
    })?;
    rows.collect()
}
