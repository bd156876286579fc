//! Feeds on the network: subscribed, looked up, and how each fares.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::error::DiskError;
use super::folders;
use super::library::{Durability, Library};
use super::marker::raise_feeds_revision;
use super::prepared::Prepared;
use super::reading;
use super::row::{micros, moment};
use super::{settings, statements};
use crate::app::Save;
use crate::news::{Feed, FeedId, FeedSettings, Health, Pace, Rhythm, Subscription, Validators};
use crate::store::ReaderChange;

/// A feed to be subscribed to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewFeed {
    /// Where it is asked for, without name and password.
    pub address: String,
    /// Name and password, as they stand in an address.
    pub userinfo: Option<String>,
    /// What it is called.
    pub title: String,
    /// The path of folders it goes into, outermost first.
    pub folder: Vec<String>,
    /// Whether the reader typed the address.
    pub typed: bool,
    /// What an outline said of it that means nothing to us: a JSON object, or nothing.
    pub outline: Option<String>,
    /// What it is filed under besides.
    pub tags: Vec<String>,
}

/// What became of a subscription.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subscribed {
    /// It is new.
    New,
    /// It was removed, and is back with its articles.
    Back,
    /// It was there.
    Already,
}

impl Library {
    /// Subscribes to feeds as one step that can be undone; one answer for each, in order. A feed that is there stays as
    /// it is, in its folder and under its title.
    pub fn subscribe(
        &mut self,
        feeds: &[NewFeed],
        now: Timestamp,
    ) -> Result<Vec<(FeedId, Subscribed)>, DiskError> {
        let added = self.take_on(feeds, now)?;
        let fresh = added.iter().filter(|(_, subscribed)| *subscribed != Subscribed::Already);
        let changes: Vec<ReaderChange> =
            fresh.map(|(feed, _)| ReaderChange::RemoveFeed { feed: *feed, at: None }).collect();
        let name = match changes.len() {
            1 => {
                let at = added.iter().position(|(_, subscribed)| *subscribed != Subscribed::Already);
                at.map_or_else(String::new, |at| format!("Subscribed to {}", feeds[at].title))
            }
            count => format!("Subscribed to {count} feeds"),
        };
        if let Some(change) = ReaderChange::together(changes) {
            self.commit(&Save::New { name, change }, now)?;
        }
        Ok(added)
    }

    /// Gives feeds their rows, hidden as removed ones are: that they are not is the reader's step, still to be made. One
    /// answer for each, in order.
    pub fn take_on(
        &mut self,
        feeds: &[NewFeed],
        now: Timestamp,
    ) -> Result<Vec<(FeedId, Subscribed)>, DiskError> {
        self.change("add a feed", Durability::Full, |transaction| {
            let added: rusqlite::Result<Vec<_>> =
                feeds.iter().map(|feed| add(transaction, feed, now)).collect();
            let added = added?;
            if added.iter().any(|(_, subscribed)| *subscribed == Subscribed::New) {
                raise_feeds_revision(transaction)?;
            }
            Ok(added)
        })
    }

    /// All subscriptions that are not removed, in the order of the feeds pane.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, DiskError> {
        let mut found = self.told("read the subscriptions", subscriptions(&self.connection))?;
        found.retain(|(feed, _)| !feed.removed);
        Ok(found.into_iter().map(|(_, subscription)| subscription).collect())
    }

    /// The subscriptions of some feeds, hidden ones too: that a new one is shown may be on its way to the disk.
    pub fn subscriptions_of(&self, feeds: &[FeedId]) -> Result<Vec<Subscription>, DiskError> {
        let mut found = self.told("read the subscriptions", subscriptions(&self.connection))?;
        found.retain(|(feed, _)| feeds.contains(&feed.id));
        Ok(found.into_iter().map(|(_, subscription)| subscription).collect())
    }

    /// The feed of an address, its title and articles aside; nothing where nobody subscribed to it.
    pub fn subscription(&self, address: &str) -> Result<Option<Subscription>, DiskError> {
        Ok(self.subscriptions()?.into_iter().find(|each| each.address == address))
    }

    /// Writes how a feed fares and what it is to be asked with. Where it moved, the address follows, unless another feed
    /// has it.
    pub fn record(&mut self, subscription: &Subscription) -> Result<(), DiskError> {
        self.change("save how a feed fares", Durability::Normal, |transaction| {
            write_all(transaction, [subscription])
        })
    }

    /// Waits until all that was kept so far outlives a power cut, and remembers that a round of asking ended.
    pub fn end_round(&mut self, now: Timestamp) -> Result<(), DiskError> {
        self.set_meta("last-round", &now.to_string())
    }

    /// What an outline said of feeds that means nothing to us, by feed: JSON objects.
    pub fn outlines(&self) -> Result<HashMap<FeedId, String>, DiskError> {
        self.told("read the subscriptions", outlines(&self.connection))
    }
}

fn outlines(connection: &Connection) -> rusqlite::Result<HashMap<FeedId, String>> {
    let mut statement = connection.prepare("SELECT feed, outline FROM subscription WHERE outline <> '{}'")?;
    let rows = statement.query_map([], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))?;
    rows.collect()
}

fn add(connection: &Connection, feed: &NewFeed, now: Timestamp) -> rusqlite::Result<(FeedId, Subscribed)> {
    let sql = "SELECT id, removed IS NOT NULL FROM feed WHERE address = ?1";
    let known = connection.query_row(sql, [&feed.address], |row| Ok((FeedId(row.get(0)?), row.get(1)?)));
    if let Some((id, removed)) = known.optional()? {
        // What the reader types is taken; a list from elsewhere changes no feed that is there.
        if feed.typed || removed {
            let sql = "UPDATE subscription SET userinfo = ifnull(?2, userinfo), typed = max(typed, ?3) WHERE feed = ?1";
            connection.execute(sql, (id.0, &feed.userinfo, feed.typed))?;
        }
        return Ok((id, if removed { Subscribed::Back } else { Subscribed::Already }));
    }
    connection.execute(
        "INSERT INTO feed (kind, title, address, folder, position, removed) \
         VALUES ('remote', ?1, ?2, ?3, (SELECT ifnull(max(position), 0) + 1 FROM feed), ?4)",
        (&feed.title, &feed.address, folders::made(connection, &feed.folder)?, micros(now)),
    )?;
    let id: u32 = connection.query_row(statements::FEED_NAMED, [&feed.address], |row| row.get(0))?;
    let outline = feed.outline.as_deref().unwrap_or("{}");
    connection.execute(
        "INSERT INTO subscription (feed, name, userinfo, typed, outline) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, &feed.address, &feed.userinfo, feed.typed, outline),
    )?;
    if !feed.tags.is_empty() {
        let settings = FeedSettings { tags: feed.tags.clone(), ..FeedSettings::default() };
        settings::write(connection, FeedId(id), &settings)?;
    }
    Ok((FeedId(id), Subscribed::New))
}

fn subscriptions(connection: &Connection) -> rusqlite::Result<Vec<(Feed, Subscription)>> {
    let transaction = connection.unchecked_transaction()?;
    let mut feeds: HashMap<u32, Feed> =
        reading::feeds(&transaction)?.into_iter().map(|feed| (feed.id.0, feed)).collect();
    let mut settings = settings::all(&transaction)?;
    let mut statement = transaction.prepare(
        "SELECT subscription.feed, name, userinfo, typed, site, etag, last_modified, hash, checked, answered, \
         failing_since, failures, reason, due, gone, moved_from, feed_pace.title, every, skip_hours, skip_days, \
         newest, gap FROM subscription LEFT JOIN feed_pace ON feed_pace.feed = subscription.feed",
    )?;
    let mut found = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(feed) = feeds.remove(&row.get(0)?) else { continue };
        let settings = settings.remove(&feed.id).unwrap_or_default();
        found.push((feed.clone(), subscription(row, feed, settings)?));
    }
    let rank = |feed: &Feed| (feed.folder.clone(), feed.position, feed.id);
    found.sort_by_cached_key(|(feed, _)| rank(feed));
    Ok(found)
}

fn subscription(row: &Row<'_>, feed: Feed, settings: FeedSettings) -> rusqlite::Result<Subscription> {
    let seconds = |column| -> rusqlite::Result<Option<u64>> {
        Ok(row.get::<_, Option<i64>>(column)?.and_then(|seconds| seconds.try_into().ok()))
    };
    let at = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(moment))
    };
    Ok(Subscription {
        feed: feed.id,
        title: feed.title,
        address: feed.address,
        folder: feed.folder,
        name: row.get(1)?,
        userinfo: row.get(2)?,
        typed: row.get(3)?,
        site: row.get(4)?,
        validators: Validators { etag: row.get(5)?, last_modified: row.get(6)? },
        hash: row.get(7)?,
        health: Health {
            checked: at(8)?,
            answered: at(9)?,
            failing_since: at(10)?,
            failures: row.get(11)?,
            reason: row.get(12)?,
            due: at(13)?,
            gone: row.get(14)?,
        },
        moved_from: row.get(15)?,
        settings,
        told_title: row.get(16)?,
        rhythm: Rhythm {
            every: seconds(17)?,
            skip_hours: row.get::<_, Option<u32>>(18)?.unwrap_or_default(),
            skip_days: row.get::<_, Option<u8>>(19)?.unwrap_or_default(),
            ..Rhythm::default()
        },
        pace: Pace { newest: at(20)?, gap: seconds(21)? },
    })
}

/// Records how feeds fare.
pub(super) fn write_all<'a>(
    connection: &Connection,
    subscriptions: impl IntoIterator<Item = &'a Subscription>,
) -> rusqlite::Result<()> {
    let mut prepared = Prepared::new(connection);
    let mut is_altered = false;
    for subscription in subscriptions {
        is_altered |= write(&mut prepared, subscription)?;
    }
    if is_altered { raise_feeds_revision(connection) } else { Ok(()) }
}

/// Whether what others see of the feed is not as it was.
fn write(prepared: &mut Prepared<'_>, subscription: &Subscription) -> rusqlite::Result<bool> {
    let Subscription {
        feed,
        title,
        address,
        userinfo,
        typed,
        site,
        validators,
        hash,
        health,
        moved_from,
        settings,
        told_title,
        rhythm,
        pace,
        ..
    } = subscription;
    let sql = "SELECT title, address, failing_since, reason, gone FROM feed \
               JOIN subscription ON subscription.feed = feed.id WHERE id = ?1";
    let old = prepared.find(sql, [feed.0], |row| {
        let trouble: (Option<i64>, Option<String>, bool) = (row.get(2)?, row.get(3)?, row.get(4)?);
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, trouble))
    })?;
    let Some((old_title, old_address, trouble)) = old else { return Ok(false) };
    // What the feeds pane shows of its health.
    let mut is_altered = trouble != (health.failing_since.map(micros), health.reason.clone(), health.gone);
    // A title that was typed meanwhile stands.
    let sql = "SELECT title IS NOT NULL FROM feed_setting WHERE feed = ?1";
    let has_own = prepared.find(sql, [feed.0], |row| row.get(0))?.unwrap_or(false);
    if old_title != *title && !has_own {
        prepared.execute("UPDATE feed SET title = ?2 WHERE id = ?1", (feed.0, title))?;
        is_altered = true;
    }
    // What was read before the asking may have been changed since; only a feed that moved just now has anything new.
    let has_moved = old_address != *address && moved_from.as_ref() == Some(&old_address);
    // Where another feed has the new address, the old one stays with all that belongs to it.
    let follows = has_moved
        && prepared.execute("UPDATE OR IGNORE feed SET address = ?2 WHERE id = ?1", (feed.0, address))? > 0;
    is_altered |= follows;
    let moved_from = moved_from.as_ref().filter(|_| follows);
    let Health { checked, answered, failing_since, failures, reason, due, gone } = health;
    prepared.execute(
        RECORD,
        rusqlite::params![
            feed.0,
            site,
            validators.etag,
            validators.last_modified,
            hash,
            checked.map(micros),
            answered.map(micros),
            failing_since.map(micros),
            failures,
            reason,
            due.map(micros),
            gone,
            moved_from,
            userinfo,
            typed,
            follows,
        ],
    )?;
    if follows && settings.headers.is_empty() {
        // They were for the place where it was.
        prepared.execute("UPDATE feed_setting SET headers = '[]' WHERE feed = ?1", [feed.0])?;
    }
    let every = rhythm.every.map(|seconds| seconds.min(i64::MAX as u64) as i64);
    let gap = pace.gap.map(|seconds| seconds.min(i64::MAX as u64) as i64);
    let newest = pace.newest.map(micros);
    let told = (feed.0, told_title, every, rhythm.skip_hours, rhythm.skip_days, newest, gap);
    prepared.execute(PACE, told)?;
    Ok(is_altered)
}

const PACE: &str = "INSERT INTO feed_pace (feed, title, every, skip_hours, skip_days, newest, gap) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (feed) DO UPDATE SET title = excluded.title, \
     every = excluded.every, skip_hours = excluded.skip_hours, skip_days = excluded.skip_days, \
     newest = excluded.newest, gap = excluded.gap";

const RECORD: &str = "UPDATE subscription SET site = ?2, etag = ?3, last_modified = ?4, hash = ?5, checked = ?6, \
     answered = ?7, failing_since = ?8, failures = ?9, reason = ?10, due = ?11, gone = ?12, \
     moved_from = ifnull(?13, moved_from), userinfo = CASE WHEN ?16 THEN ?14 ELSE userinfo END, \
     typed = CASE WHEN ?16 THEN ?15 ELSE typed END WHERE feed = ?1";
