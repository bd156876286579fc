//! A new library: its folder, and a file with the newest schema and nothing in it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;

use super::beside::{create_private, discard, own_name, sync_folder};
use super::connection::connect;
use super::error::DiskError;
use super::migration::{self, MIGRATIONS};

/// Makes the folder, and those above it, where they are not there; only its owner can enter.
pub(super) fn make_folder(folder: &Path) -> Result<(), DiskError> {
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

/// Makes an empty library whole under another name first, so that nobody ever meets half of one.
pub(super) fn make_library(file: &Path, now: Timestamp) -> Result<(), DiskError> {
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
