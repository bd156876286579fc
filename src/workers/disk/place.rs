//! Where a library lies when nobody says otherwise.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::DiskError;

/// The library's name in its folder.
pub(super) const FILE: &str = "library.sqlite";

/// The folder for data that this system keeps for programs like ours (`~/.local/share/courant` on Linux).
pub fn usual_folder() -> Result<PathBuf, DiskError> {
    ProjectDirs::from("", "", "courant").map(|dirs| dirs.data_dir().to_owned()).ok_or(DiskError::NoHome)
}

/// Whether something stands where the library of a folder would be.
#[must_use]
pub fn exists(folder: &Path) -> bool {
    folder.join(FILE).exists()
}
