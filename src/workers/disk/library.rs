//! The library's handle: one connection, how durably it writes, and what it is told by name.

use std::cell::Cell;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::beside::{create_private, suspicion};
use super::error::DiskError;
use super::waiting::Waits;
use super::{migration, statements};

/// Whether a library can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// As usual.
    ReadWrite,
    /// The file or its folder forbid writing: everything can be read, every write answers
    /// [`DiskError::ReadOnly`].
    ReadOnly,
}

/// A library that was opened, and what the reader should be told about that.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub library: Library,
    /// Sentences: a damaged file was saved, a copy was made, nothing can be written.
    pub notices: Vec<String>,
    /// Whether it can be written.
    pub access: Access,
}

/// One connection to the library's file. `Send`, for the thread of one worker.
#[derive(Debug)]
pub struct Library {
    pub(super) connection: Connection,
    file: PathBuf,
    access: Access,
    /// Tells this run's rows in the logs from another's.
    pub(super) origin: i64,
    durability: Cell<Durability>,
    /// While it is held nobody replaces the file. It must go after the connection.
    _share: Option<File>,
}

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Durability {
    /// It does: what is said to be saved outlives a power cut.
    Full,
    /// It does not: the file stays sound, but the last moments may be gone after a power cut.
    Normal,
}

impl Library {
    /// Around an open connection.
    pub(super) fn new(connection: Connection, file: PathBuf, access: Access) -> rusqlite::Result<Self> {
        let origin = connection.query_row("SELECT random()", [], |row| row.get(0))?;
        let durability = Cell::new(Durability::Full);
        Ok(Self { connection, file, access, origin, durability, _share: None })
    }

    /// The same, holding a lock for its life.
    pub(super) fn holding(self, share: Option<File>) -> Self {
        Self { _share: share, ..self }
    }

    /// The file, its links followed: what [`watch`](super::watch()) wants.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether it can be written.
    #[must_use]
    pub fn access(&self) -> Access {
        self.access
    }

    /// Takes more memory while much is to be written, or gives it back.
    pub fn expect_much(&self, much: bool) {
        // Where this fails it is only slower.
        let _ = super::connection::expect_much(&self.connection, much);
    }

    /// The number of the schema that the file has.
    pub fn schema_version(&self) -> Result<i64, DiskError> {
        self.told("read the schema", migration::version(&self.connection))
    }

    /// What is remembered under a name.
    pub fn meta(&self, key: &str) -> Result<Option<String>, DiskError> {
        let value = self.connection.query_row(statements::META, [key], |row| row.get(0)).optional();
        self.told("read a setting", value)
    }

    /// Remembers something under a name, durably. Names that the library uses itself: `feeds-revision`.
    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<(), DiskError> {
        self.write_meta(key, value, Durability::Full)
    }

    /// The same for what changes often and is no loss: after a power cut it may be what it was a moment before.
    pub fn set_meta_cheaply(&mut self, key: &str, value: &str) -> Result<(), DiskError> {
        self.write_meta(key, value, Durability::Normal)
    }

    fn write_meta(&mut self, key: &str, value: &str, durability: Durability) -> Result<(), DiskError> {
        self.change("remember a setting", durability, |transaction| {
            transaction
                .execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])
                .map(drop)
        })
    }

    /// Runs one writing transaction.
    pub(super) fn change<T>(
        &mut self,
        what: &'static str,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DiskError> {
        if self.access == Access::ReadOnly {
            return Err(DiskError::ReadOnly { path: self.file.clone() });
        }
        let result = self.transact(durability, work);
        if result.is_ok() {
            super::watch::announce(&self.file);
        }
        self.told(what, result)
    }

    fn transact<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.want(durability)?;
        let waits = Waits::new();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        drop(waits);
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    fn want(&self, durability: Durability) -> rusqlite::Result<()> {
        if self.durability.get() == durability {
            return Ok(());
        }
        let level = match durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
        };
        self.connection.pragma_update(None, "synchronous", level)?;
        self.durability.set(durability);
        Ok(())
    }

    /// Turns SQLite's answer into ours.
    pub(super) fn told<T>(&self, what: &'static str, result: rusqlite::Result<T>) -> Result<T, DiskError> {
        result.map_err(|error| {
            let error = DiskError::from_sqlite(what, &self.file, error);
            if matches!(error, DiskError::Damaged { .. }) {
                self.suspect();
            }
            error
        })
    }

    /// Leaves word for the next start to look through the whole file.
    pub(super) fn suspect(&self) {
        // Where this fails the damage is met, and told, again.
        let _ = create_private(&suspicion(&self.file));
    }
}
