//! What the reader wants of single feeds, as rows hold it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::DiskError;
use super::library::{Durability, Library};
use super::marker::{Marker, hidden_by, raise_feeds_revision};
use super::prepared::Prepared;
use super::row::{from_json, to_json};
use crate::news::{FeedId, FeedSettings};

impl Library {
    /// What the reader wants of a feed.
    pub fn feed_settings(&self, feed: FeedId) -> Result<FeedSettings, DiskError> {
        let mut found = self.told("read the settings of a feed", all(&self.connection))?;
        Ok(found.remove(&feed).unwrap_or_default())
    }

    /// Sets what the reader wants of a feed, durably, in place of what was wanted. Its articles are hidden, or shown
    /// again, where that altered; it is asked again at once where what it is asked with did.
    pub fn set_feed_settings(&mut self, feed: FeedId, settings: &FeedSettings) -> Result<(), DiskError> {
        self.change("save the settings of a feed", Durability::Full, |transaction| {
            let before = one(transaction, feed)?.unwrap_or_default();
            let hidden = hidden_by(&mut Prepared::new(transaction), feed)?;
            write(transaction, feed, settings)?;
            if before.title != settings.title {
                entitle(transaction, feed, settings.title.as_deref())?;
            }
            if (before.interval, &before.headers, &before.user_agent)
                != (settings.interval, &settings.headers, &settings.user_agent)
            {
                transaction.execute("UPDATE subscription SET due = NULL WHERE feed = ?1", [feed.0])?;
            }
            if before.muted != settings.muted {
                let mut marker = Marker::new(transaction);
                marker.hide_feed(feed, hidden)?;
                marker.count()?;
            }
            raise_feeds_revision(transaction)
        })
    }

    /// Sets the name and password that a feed is asked with, as they stand in an address, durably; or takes them away.
    pub fn set_password(&mut self, feed: FeedId, userinfo: Option<&str>) -> Result<(), DiskError> {
        self.change("save a password", Durability::Full, |transaction| {
            let sql = "UPDATE subscription SET userinfo = ?2, due = NULL WHERE feed = ?1";
            transaction.execute(sql, (feed.0, userinfo)).map(drop)
        })
    }
}

const COLUMNS: &str =
    "SELECT feed, title, interval, full_text, headers, user_agent, tags, muted, priority FROM feed_setting";

/// The settings of all feeds that have any.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<HashMap<FeedId, FeedSettings>> {
    let mut statement = connection.prepare(COLUMNS)?;
    let rows = statement.query_map([], |row| Ok((FeedId(row.get(0)?), settings(row)?)))?;
    rows.collect()
}

fn one(connection: &Connection, feed: FeedId) -> rusqlite::Result<Option<FeedSettings>> {
    connection.query_row(&format!("{COLUMNS} WHERE feed = ?1"), [feed.0], settings).optional()
}

fn settings(row: &Row<'_>) -> rusqlite::Result<FeedSettings> {
    Ok(FeedSettings {
        title: row.get(1)?,
        interval: row.get(2)?,
        full_text: row.get(3)?,
        headers: from_json(row.get_ref(4)?.as_str()?)?,
        user_agent: row.get(5)?,
        tags: from_json(row.get_ref(6)?.as_str()?)?,
        muted: row.get(7)?,
        priority: row.get(8)?,
    })
}

pub(super) fn write(connection: &Connection, feed: FeedId, settings: &FeedSettings) -> rusqlite::Result<()> {
    let FeedSettings { title, interval, full_text, headers, user_agent, tags, muted, priority } = settings;
    let sql = "INSERT OR REPLACE INTO feed_setting \
         (feed, title, interval, full_text, headers, user_agent, tags, muted, priority) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (headers, tags) = (to_json(headers)?, to_json(tags)?);
    let values = (feed.0, title, interval, full_text, headers, user_agent, tags, muted, priority);
    connection.execute(sql, values).map(drop)
}

/// Gives a feed the reader's title; or back its own, as far as that is known.
fn entitle(connection: &Connection, feed: FeedId, title: Option<&str>) -> rusqlite::Result<()> {
    let sql = "UPDATE feed SET title = coalesce(?2, (SELECT title FROM feed_pace WHERE feed = ?1), title) \
         WHERE id = ?1";
    connection.execute(sql, (feed.0, title)).map(drop)
}
