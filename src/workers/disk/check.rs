//! Whether the library is sound: SQLite's own check and ours.

use super::error::DiskError;
use super::library::Library;

impl Library {
    /// What is wrong with the file, in sentences; nothing is well. Reads everything: for `doctor` alone.
    pub fn integrity(&self) -> Result<Vec<String>, DiskError> {
        let mut statement = self.told("check the library", self.connection.prepare("PRAGMA quick_check"))?;
        let rows =
            statement.query_map([], |row| row.get(0)).and_then(Iterator::collect::<Result<Vec<String>, _>>);
        let complaints = self.told("check the library", rows)?;
        Ok(complaints.into_iter().filter(|complaint| complaint != "ok").collect())
    }
}
