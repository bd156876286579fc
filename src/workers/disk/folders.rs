//! The tree of folders that feeds sit in: read as paths, and grown where a path is wanted that is not there.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::statements;
use crate::news::FeedId;

/// The folder at the end of a path, made where it is not there.
pub(super) fn made(connection: &Connection, path: &[String]) -> rusqlite::Result<Option<i64>> {
    let mut parent: Option<i64> = None;
    for title in path {
        connection.execute(
            "INSERT INTO folder (parent, title, position) \
             VALUES (?1, ?2, (SELECT ifnull(max(position), 0) + 1 FROM folder)) ON CONFLICT DO NOTHING",
            (parent, title),
        )?;
        let sql = "SELECT id FROM folder WHERE ifnull(parent, 0) = ifnull(?1, 0) AND title = ?2";
        parent = Some(connection.query_row(sql, (parent, title), |row| row.get(0))?);
    }
    Ok(parent)
}

/// The path of folders that a feed sits in; none of a feed that is not there.
pub(super) fn of_feed(connection: &Connection, feed: FeedId) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT folder FROM feed WHERE id = ?1";
    let folder = connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.flatten();
    Ok(path(&all(connection)?, folder))
}

/// Each folder's parent and title.
pub(super) type Folders = HashMap<i64, (Option<i64>, String)>;

pub(super) fn all(connection: &Connection) -> rusqlite::Result<Folders> {
    let mut statement = connection.prepare(statements::FOLDERS)?;
    let folders = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    folders.collect()
}

pub(super) fn path(folders: &Folders, folder: Option<i64>) -> Vec<String> {
    let parent = |at: &(&i64, &(Option<i64>, String))| {
        let parent = at.1.0.as_ref()?;
        folders.get_key_value(parent)
    };
    let start = folder.and_then(|id| folders.get_key_value(&id));
    let upwards = std::iter::successors(start, parent);
    // A circle cannot be made, but a damaged file may hold one.
    let mut path: Vec<String> = upwards.take(folders.len()).map(|(_, (_, title))| title.clone()).collect();
    path.reverse();
    path
}
