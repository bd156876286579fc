//! What can go wrong with the library's file, each as a sentence: what failed, on what, what to do next.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

use crate::workers::reason::reason;

/// Why the library could not do what it was asked. `Display` is written for readers.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// There is no home directory to keep a library in.
    #[error("No home directory is known to keep the library in; set HOME, or name a folder with --data-dir.")]
    NoHome,
    /// The folder cannot be made or entered.
    #[error(
        "The folder {path} for the library cannot be used: {why}. Make it accessible, or name another with --data-dir.",
        why = reason(cause)
    )]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file stands where the folder should be.
    #[error(
        "{path} should be the library's folder but is not one. Move it away, or name another with --data-dir."
    )]
    NotAFolder {
        /// What stands there.
        path: PathBuf,
    },
    /// The file is somebody else's.
    #[error(
        "{path} is not a courant library and was left as it is. Move it away, or name another folder with --data-dir."
    )]
    NotOurs {
        /// Which file.
        path: PathBuf,
    },
    /// The file was written by a newer courant.
    #[error(
        "The library {path} is of a newer courant (schema {found}, this one knows {known}) and was left as it is. Update courant, or name another folder with --data-dir."
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The file can be read but not written.
    #[error(
        "The library {path} cannot be written, so nothing was saved. Make the file and its folder writable and start again."
    )]
    ReadOnly {
        /// Which file.
        path: PathBuf,
    },
    /// No room.
    #[error(
        "The disk is full (or over its quota), so this is not saved in {path} yet. Free some space; nothing already saved is touched."
    )]
    Full {
        /// Which file.
        path: PathBuf,
    },
    /// Another program holds the file for too long.
    #[error(
        "Another program keeps the library {path} busy, so this is not saved yet. It will work once that program is done."
    )]
    Busy {
        /// Which file.
        path: PathBuf,
    },
    /// The file is to be replaced by what can be saved of it, but somebody writes to it.
    #[error(
        "The library {path} is damaged, and another courant has the library open; close it and start again."
    )]
    InUse {
        /// Which file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error(
        "The library {path} is damaged ({detail}). Start courant again: it keeps a copy and saves what can be read."
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// The file is of an older courant and could not be brought up.
    #[error(
        "The library {path} could not be brought to the new schema ({detail}) and was left as it is. Please report this; the courant before still opens it."
    )]
    Migration {
        /// Which file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// A file could not be read or written.
    #[error("Cannot {what} {path}: {why}. Check the disk and the permissions, then try again.", why = reason(cause))]
    File {
        /// What was tried: `copy the library to`.
        what: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Anything else that SQLite says.
    #[error(
        "Cannot {what} in the library {path}: {cause}. Try again; `courant doctor` looks at the library."
    )]
    Sqlite {
        /// What was tried: `read the feeds`.
        what: &'static str,
        /// Which file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The folder cannot be watched.
    #[error(
        "The folder {path} cannot be watched ({cause}); what another courant saves shows after a restart."
    )]
    Watch {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        cause: notify::Error,
    },
}

impl DiskError {
    /// The kind that an answer of SQLite's belongs to.
    pub(super) fn from_sqlite(what: &'static str, path: &Path, cause: rusqlite::Error) -> Self {
        let path = path.to_owned();
        // A file over its size limit or quota is a write error to SQLite, not "full"; so is, on any full disk, the
        // index beside the log that cannot grow.
        if extended_code(&cause).is_some_and(|code| NO_ROOM.contains(&code)) {
            return Self::Full { path };
        }
        if extended_code(&cause) == Some(ffi::SQLITE_IOERR_SHORT_READ) {
            return Self::Damaged { path, detail: "it is cut off".to_owned() };
        }
        if is_unreadable_value(&cause) {
            return Self::Damaged { path, detail: cause.to_string() };
        }
        match cause.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full { path },
            Some(
                rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::PermissionDenied,
            ) => Self::ReadOnly { path },
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy { path }
            }
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Damaged { path, detail: cause.to_string() }
            }
            // What we write keeps every rule of the schema, unless what stands there already breaks one.
            Some(rusqlite::ErrorCode::ConstraintViolation) => {
                log::error!("{what}: {cause}");
                Self::Damaged { path, detail: "its parts contradict each other".to_owned() }
            }
            _ => Self::Sqlite { what, path, cause },
        }
    }
}

const NO_ROOM: [i32; 3] = [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_SHMOPEN];

/// A value or a table that no version of the schema has: SQLite reads the page, but what stands there is not ours.
/// (Our statements are all tested, so that one which cannot be prepared has met a damaged schema.)
fn is_unreadable_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::SqlInputError { .. }
    )
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}
