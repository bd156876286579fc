//! Where a library lies when nobody says otherwise.

use std::path::PathBuf;

use directories::ProjectDirs;

use super::error::DiskError;

/// The folder for data that this system keeps for programs like ours (`~/.local/share/courant` on Linux).
pub fn usual_folder() -> Result<PathBuf, DiskError> {
    ProjectDirs::from("", "", "courant").map(|dirs| dirs.data_dir().to_owned()).ok_or(DiskError::NoHome)
}
