//! The schema's numbered versions and the way from one to the next: each in one transaction, after a copy.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::DiskError;

/// Marks a SQLite file as ours, in its header: "cour".
pub(super) const APPLICATION_ID: i32 = 0x636f_7572;

/// Stands in every library, for those who look into it with other tools.
pub(super) const ABOUT: &str = "a library of courant, the news reader";

/// Bodies of a few kB waste half of smaller pages.
pub(super) const PAGE_SIZE: i64 = 16_384;

const FIRST: &str = include_str!("schema.sql");

/// One step from a schema to the next. What it does is never changed once released.
pub(super) type Migration = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// How the schema grew: the first makes version 1 out of nothing, the next would make 2 out of 1.
pub(super) const MIGRATIONS: &[Migration] = &[|transaction| transaction.execute_batch(FIRST)];

/// Brings the file up to the newest version of `migrations`. Copies it first unless it is empty; tells of copies.
pub(super) fn migrate(
    connection: &mut Connection,
    file: &Path,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<Vec<String>, DiskError> {
    let mut notices = Vec::new();
    loop {
        let version = version(connection).map_err(|e| DiskError::from_sqlite("read the schema", file, e))?;
        let Some(migration) = usize::try_from(version).ok().and_then(|at| migrations.get(at)) else {
            return Ok(notices);
        };
        if version > 0 {
            let copy = dated_name(file, now, &format!("schema-{version}"));
            copy_to(connection, file, &copy)?;
            notices.push(format!(
                "The library is now of schema {}; before, it was copied to {}.",
                version + 1,
                copy.display()
            ));
        }
        raise(connection, version, *migration)
            .map_err(|e| DiskError::from_sqlite("change the schema", file, e))?;
    }
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Runs one migration, unless another process was faster.
fn raise(connection: &mut Connection, from: i64, migration: Migration) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? != from {
        return Ok(());
    }
    migration(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", from + 1)?;
    // A second witness of the version, for the day a bit of the header flips.
    transaction.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES ('about', ?1), ('schema', ?2)",
        (ABOUT, (from + 1).to_string()),
    )?;
    transaction.commit()
}

/// A whole copy of the library, log included, readable by its owner alone.
fn copy_to(connection: &Connection, file: &Path, copy: &Path) -> Result<(), DiskError> {
    super::open::create_private(copy)?;
    connection
        .execute("VACUUM INTO ?1", [copy.to_string_lossy()])
        .map(drop)
        .map_err(|e| DiskError::from_sqlite("copy all", file, e))
}

/// `library.sqlite` → `library-2026-11-22T15-04-05-damaged.sqlite`, with a number where that exists.
pub(super) fn dated_name(file: &Path, now: Timestamp, why: &str) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let at = now.strftime("%Y-%m-%dT%H-%M-%S");
    let named = |number: u32| {
        let again = if number == 0 { String::new() } else { format!("-{number}") };
        file.with_file_name(format!("{stem}-{at}-{why}{again}.sqlite"))
    };
    (0..).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}
