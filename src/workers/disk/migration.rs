//! The schema's numbered versions and the way from one to the next: each in one transaction, after a copy.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::beside::create_private;
use super::error::DiskError;

/// Marks a SQLite file as ours, in its header: "cour".
pub(super) const APPLICATION_ID: i32 = 0x636f_7572;

/// Stands in every library, for those who look into it with other tools.
pub(super) const ABOUT: &str = "a library of courant, the news reader";

/// Bodies of a few kB waste half of smaller pages.
pub(super) const PAGE_SIZE: i64 = 16_384;

const FIRST: &str = include_str!("schema.sql");
const SECOND: &str = include_str!("schema-2.sql");
const THIRD: &str = include_str!("schema-3.sql");
const FOURTH: &str = include_str!("schema-4.sql");
const FIFTH: &str = include_str!("schema-5.sql");
const SIXTH: &str = include_str!("schema-6.sql");

/// One step from a schema to the next. What it does is never changed once released.
pub(super) type Migration = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// How the schema grew: the first makes version 1 out of nothing, the next 2 out of 1.
pub(super) const MIGRATIONS: &[Migration] = &[
    |transaction| transaction.execute_batch(FIRST),
    |transaction| transaction.execute_batch(SECOND),
    |transaction| transaction.execute_batch(THIRD),
    |transaction| transaction.execute_batch(FOURTH),
    |transaction| transaction.execute_batch(FIFTH),
    |transaction| transaction.execute_batch(SIXTH),
];

/// Brings the file up to the newest version of `migrations`. Copies it first unless it was empty; tells of copies.
pub(super) fn migrate(
    connection: &mut Connection,
    file: &Path,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<Vec<String>, DiskError> {
    let mut notices = Vec::new();
    let mut is_made_now = false;
    loop {
        let version = version(connection).map_err(|e| DiskError::from_sqlite("read the schema", file, e))?;
        is_made_now |= version == 0;
        let Some(migration) = usize::try_from(version).ok().and_then(|at| migrations.get(at)) else {
            return Ok(notices);
        };
        if !is_made_now {
            let copy = dated_name(file, now, &format!("schema-{version}"));
            copy_to(connection, file, &copy)?;
            notices.push(format!(
                "The library is now of schema {}; before, it was copied to {}.",
                version + 1,
                copy.display()
            ));
        }
        raise(connection, version, *migration).map_err(|cause| failed(file, cause))?;
    }
}

/// A migration that fails is a fault of the program's, not of the file's.
fn failed(file: &Path, cause: rusqlite::Error) -> DiskError {
    match DiskError::from_sqlite("change the schema", file, cause) {
        DiskError::Damaged { path, detail } => DiskError::Migration { path, detail },
        DiskError::Sqlite { path, cause, .. } => DiskError::Migration { path, detail: cause.to_string() },
        other => other,
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
    create_private(copy)?;
    let copied = connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map(drop);
    copied.map_err(|error| {
        // Half a copy helps nobody; on a full disk every start would leave another.
        let _ = std::fs::remove_file(copy);
        DiskError::from_sqlite("copy all", file, error)
    })
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::workers::disk::connection::connect;

    const FIRST_ONLY: &[Migration] = &[|t| t.execute_batch(FIRST)];
    const WITH_COLOURS: &[Migration] =
        &[|t| t.execute_batch(FIRST), |t| t.execute_batch("ALTER TABLE feed ADD COLUMN colour TEXT")];
    const BROKEN: &[Migration] = &[
        |t| t.execute_batch(FIRST),
        |t| t.execute_batch("ALTER TABLE feed ADD COLUMN colour TEXT; DROP TABLE no_such_table"),
    ];

    fn library(folder: &Path) -> (PathBuf, Connection) {
        let file = folder.join("library.sqlite");
        create_private(&file).unwrap();
        let mut connection = connect(&file).unwrap();
        assert!(migrate(&mut connection, &file, FIRST_ONLY, Timestamp::UNIX_EPOCH).unwrap().is_empty());
        connection.execute("INSERT INTO meta (key, value) VALUES ('mark', 'of the reader')", []).unwrap();
        (file, connection)
    }

    fn mark(connection: &Connection) -> String {
        connection.query_row("SELECT value FROM meta WHERE key = 'mark'", [], |row| row.get(0)).unwrap()
    }

    fn witness(connection: &Connection) -> String {
        connection.query_row("SELECT value FROM meta WHERE key = 'schema'", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_copy_that_cannot_be_made_is_not_left_half() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut connection) = library(home.path());
        // No copy is made within a transaction.
        connection.execute_batch("BEGIN").unwrap();
        assert!(migrate(&mut connection, &file, WITH_COLOURS, Timestamp::UNIX_EPOCH).is_err());
        let names = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let copies = names.filter(|name| name.to_string_lossy().contains("schema")).count();
        assert_eq!(copies, 0);
    }

    #[test]
    fn an_older_schema_is_copied_then_raised() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut connection) = library(home.path());
        let notices = migrate(&mut connection, &file, WITH_COLOURS, Timestamp::UNIX_EPOCH).unwrap();
        let copy = home.path().join("library-1970-01-01T00-00-00-schema-1.sqlite");
        assert_eq!(notices.len(), 1);
        assert!(notices[0].contains(copy.to_str().unwrap()), "{notices:?}");
        assert_eq!((version(&connection).unwrap(), witness(&connection)), (2, "2".to_owned()));
        connection.prepare("SELECT colour FROM feed").unwrap();
        let old = Connection::open(copy).unwrap();
        assert_eq!((version(&old).unwrap(), mark(&old)), (1, mark(&connection)));
        assert!(migrate(&mut connection, &file, WITH_COLOURS, Timestamp::UNIX_EPOCH).unwrap().is_empty());
    }

    #[test]
    fn a_migration_that_fails_leaves_everything_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut connection) = library(home.path());
        let error = migrate(&mut connection, &file, BROKEN, Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(matches!(error, DiskError::Migration { .. }), "{error}");
        assert_eq!((version(&connection).unwrap(), witness(&connection)), (1, "1".to_owned()));
        assert!(connection.prepare("SELECT colour FROM feed").is_err());
        assert_eq!(mark(&connection), "of the reader");
    }

    #[test]
    fn a_library_of_the_first_schema_gets_what_feeds_on_the_network_need() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut connection) = library(home.path());
        let feed =
            "INSERT INTO feed (kind, title, address, position) VALUES ('files', 'Files', 'courant:files', 1)";
        connection.execute(feed, []).unwrap();
        migrate(&mut connection, &file, MIGRATIONS, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(version(&connection).unwrap(), i64::try_from(MIGRATIONS.len()).unwrap());
        connection.execute("INSERT INTO subscription (feed, name, typed) VALUES (1, 'x', 1)", []).unwrap();
        connection.prepare("SELECT key, article FROM alias").unwrap();
        let fresh = home.path().join("fresh.sqlite");
        create_private(&fresh).unwrap();
        let mut fresh_connection = connect(&fresh).unwrap();
        migrate(&mut fresh_connection, &fresh, MIGRATIONS, Timestamp::UNIX_EPOCH).unwrap();
        let schema = |connection: &Connection| -> Vec<String> {
            let sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<rusqlite::Result<_>>().unwrap()
        };
        assert_eq!(schema(&connection), schema(&fresh_connection));
        assert_eq!(mark(&connection), "of the reader");
    }

    #[test]
    fn a_library_of_the_second_schema_keeps_its_feeds_and_can_be_told_of_wishes_for_them() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut connection) = library(home.path());
        raise(&mut connection, 1, MIGRATIONS[1]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO feed (kind, title, address, position) VALUES ('remote', 'T', 'https://a.example/', 1); \
                 INSERT INTO subscription (feed, name, userinfo, typed) VALUES (1, 'https://a.example/', 'n:p', 1)",
            )
            .unwrap();
        let notices = migrate(&mut connection, &file, MIGRATIONS, Timestamp::UNIX_EPOCH).unwrap();
        assert!(notices[0].contains("schema-2"), "{notices:?}");
        let userinfo: String =
            connection.query_row("SELECT userinfo FROM subscription", [], |row| row.get(0)).unwrap();
        assert_eq!(userinfo, "n:p");
        connection.execute("INSERT INTO feed_setting (feed, muted) VALUES (1, 1)", []).unwrap();
        connection.execute("INSERT INTO feed_pace (feed, every) VALUES (1, 3600)", []).unwrap();
    }

    #[test]
    fn two_runs_that_raise_at_once_raise_once() {
        let home = tempfile::tempdir().unwrap();
        let (file, mut first) = library(home.path());
        let mut second = connect(&file).unwrap();
        raise(&mut first, 1, WITH_COLOURS[1]).unwrap();
        raise(&mut second, 1, WITH_COLOURS[1]).unwrap();
        assert_eq!(version(&second).unwrap(), 2);
    }
}
