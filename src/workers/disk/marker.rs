//! Marks written to rows: statuses, the copies of them in headlines, and what the counters will show. Each change says
//! what takes back the values that it really altered.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use super::folders;
use super::prepared::Prepared;
use super::row::{micros, moment};
use super::statements;
use super::tally::{Home, Marks, Tally, least_hidden};
use crate::news::{ArticleId, FeedId, Place};
use crate::store::{Aspect, ReaderChange, Trace, Value};

/// Bit of `headline.hidden`: its feed is muted. None is set where a bookmark or a note holds the article.
const MUTED: i64 = 1;
/// Bit of `headline.hidden`: its feed is removed.
pub(super) const FEED_REMOVED: i64 = 2;

/// Articles that were altered, by the value they had.
type Altered<T> = BTreeMap<T, Vec<ArticleId>>;

/// A mark: where it stands in a row of [`statements::STATUS`], and how a status and a headline are given it.
struct Column<T> {
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    mark: fn(&mut Marks, &T),
    /// Sets it, `?2`, for the article `?1`.
    status: &'static str,
    /// Sets its copy at (`?1`, `?2`) by `?3`.
    headline: &'static str,
}

const READ: Column<bool> = Column {
    read: |row| row.get(0),
    mark: |marks, read| marks.read = *read,
    status: "INSERT INTO status (id, read) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET read = excluded.read",
    headline: "UPDATE headline SET read = ?3 WHERE sort = ?1 AND id = ?2",
};

const BOOKMARKED: Column<Option<i64>> = Column {
    read: |row| row.get(1),
    mark: |marks, at| marks.bookmarked = at.is_some(),
    status: "INSERT INTO status (id, bookmarked) VALUES (?1, ?2) \
             ON CONFLICT (id) DO UPDATE SET bookmarked = excluded.bookmarked",
    headline: "UPDATE headline SET bookmarked = ?3 WHERE sort = ?1 AND id = ?2",
};

const REMOVED: Column<Option<i64>> = Column {
    read: |row| row.get(2),
    mark: |marks, at| marks.removed = at.is_some(),
    status: "INSERT INTO status (id, removed) VALUES (?1, ?2) \
             ON CONFLICT (id) DO UPDATE SET removed = excluded.removed",
    headline: "UPDATE headline SET removed = ?3 WHERE sort = ?1 AND id = ?2",
};

const NOTE: Column<Option<String>> = Column {
    read: |row| row.get(3),
    mark: |marks, note| marks.noted = note.is_some(),
    status: "INSERT INTO status (id, note) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET note = excluded.note",
    headline: "UPDATE headline SET noted = ?3 IS NOT NULL WHERE sort = ?1 AND id = ?2",
};

/// An article's headline as the marker finds it.
struct Found {
    sort: i64,
    /// The feed that it names, and what hides it.
    home: Home,
    marks: Marks,
    tagged: bool,
    /// Whether it is in other feeds, too.
    shared: bool,
}

/// Alters statuses, the copies of them in headlines, and what the counters will show.
pub(super) struct Marker<'t> {
    connection: &'t Connection,
    prepared: Prepared<'t>,
    tally: Tally,
}

impl<'t> Marker<'t> {
    pub(super) fn new(connection: &'t Connection) -> Self {
        Self { connection, prepared: Prepared::new(connection), tally: Tally::default() }
    }

    /// Applies a change. Says what takes back the values that were really altered; nothing where none was.
    pub(super) fn apply(&mut self, change: &ReaderChange) -> rusqlite::Result<Option<ReaderChange>> {
        Ok(match change {
            ReaderChange::Read { articles, read } => ReaderChange::together(
                self.set_each(articles, read, &READ)?
                    .into_iter()
                    .map(|(read, articles)| ReaderChange::Read { articles, read }),
            ),
            ReaderChange::Bookmark { articles, at } => ReaderChange::together(
                self.set_each(articles, &at.map(micros), &BOOKMARKED)?
                    .into_iter()
                    .map(|(at, articles)| ReaderChange::Bookmark { articles, at: at.map(moment) }),
            ),
            ReaderChange::Tag { articles, tag, present } => {
                let altered = self.tag(articles, tag, *present)?;
                (!altered.is_empty()).then(|| ReaderChange::Tag {
                    articles: altered,
                    tag: tag.clone(),
                    present: !present,
                })
            }
            ReaderChange::Note { article, note } => ReaderChange::together(
                self.set_each(&[*article], note, &NOTE)?
                    .into_keys()
                    .map(|note| ReaderChange::Note { article: *article, note }),
            ),
            ReaderChange::Remove { articles, at } => ReaderChange::together(
                self.set_each(articles, &at.map(micros), &REMOVED)?
                    .into_iter()
                    .map(|(at, articles)| ReaderChange::Remove { articles, at: at.map(moment) }),
            ),
            ReaderChange::RemoveFeed { feed, at } => self
                .remove_feed(*feed, at.map(micros))?
                .map(|at| ReaderChange::RemoveFeed { feed: *feed, at: at.map(moment) }),
            ReaderChange::TitleFeed { feed, title } => title_feed(self.connection, *feed, title)?
                .map(|title| ReaderChange::TitleFeed { feed: *feed, title }),
            ReaderChange::FileFeed { feed, folder } => file_feed(self.connection, *feed, folder)?
                .map(|folder| ReaderChange::FileFeed { feed: *feed, folder }),
            ReaderChange::WholeFeed { feed, always } => set_whole(self.connection, *feed, *always)?
                .then(|| ReaderChange::WholeFeed { feed: *feed, always: !always }),
            ReaderChange::MuteFeed { feed, muted } => {
                self.set_muted(*feed, *muted)?.then(|| ReaderChange::MuteFeed { feed: *feed, muted: !muted })
            }
            ReaderChange::PaceFeed { feed, interval } => pace_feed(self.connection, *feed, *interval)?
                .map(|interval| ReaderChange::PaceFeed { feed: *feed, interval }),
            ReaderChange::RankFeed { feed, priority } => rank_feed(self.connection, *feed, *priority)?
                .map(|priority| ReaderChange::RankFeed { feed: *feed, priority }),
            ReaderChange::Together(changes) => {
                let inverses: rusqlite::Result<Vec<Option<ReaderChange>>> =
                    changes.iter().map(|change| self.apply(change)).collect();
                ReaderChange::together(inverses?.into_iter().rev().flatten())
            }
        })
    }

    pub(super) fn trace(&mut self, trace: &Trace) -> rusqlite::Result<()> {
        match trace {
            Trace::Place { article, place, progress } => self.place(*article, *place, *progress),
            Trace::Opened { article, at, times } => self.opened(*article, micros(*at), *times),
        }
    }

    /// Adds to the counters what all of it moved.
    pub(super) fn count(&self) -> rusqlite::Result<()> {
        self.tally.write(self.connection)
    }

    /// Whether a value is this one now.
    pub(super) fn stands(&mut self, aspect: Aspect<'_>, value: Value<'_>) -> rusqlite::Result<bool> {
        Ok(match (aspect, value) {
            (Aspect::Read(id), Value::Set(read)) => self.value(id, &READ)? == read,
            (Aspect::Bookmark(id), Value::Since(at)) => self.value(id, &BOOKMARKED)? == at.map(micros),
            (Aspect::Removal(id), Value::Since(at)) => self.value(id, &REMOVED)? == at.map(micros),
            (Aspect::Note(id), Value::Text(note)) => self.value(id, &NOTE)?.as_deref() == note,
            (Aspect::Tag(tag, id), Value::Set(present)) => {
                let sql = "SELECT 1 FROM article_tag WHERE article = ?2 AND tag = \
                           (SELECT id FROM tag WHERE name = ?1)";
                self.prepared.find(sql, (tag, id.row()), |_| Ok(()))?.is_some() == present
            }
            (Aspect::FeedRemoval(feed), Value::Since(at)) => self.feed_removed(feed)? == at.map(micros),
            (Aspect::FeedTitle(feed), Value::Text(title)) => {
                feed_title(self.connection, feed)?.as_deref() == title
            }
            (Aspect::FeedMute(feed), Value::Set(muted)) => is_muted(self.connection, feed)? == muted,
            (Aspect::FeedPace(feed), Value::Number(seconds)) => {
                interval_of(self.connection, feed)?.map(i64::from) == seconds
            }
            (Aspect::FeedRank(feed), Value::Number(priority)) => {
                Some(i64::from(priority_of(self.connection, feed)?)) == priority
            }
            (Aspect::WholeFeed(feed), Value::Set(always)) => is_whole(self.connection, feed)? == always,
            (Aspect::FeedFolder(feed), Value::Path(folder)) => {
                folders::of_feed(self.connection, feed)? == folder
            }
            (_, Value::Set(_) | Value::Number(_) | Value::Since(_) | Value::Text(_) | Value::Path(_)) => {
                false
            }
        })
    }

    fn value<T: Default>(&mut self, article: ArticleId, column: &Column<T>) -> rusqlite::Result<T> {
        let value = self.prepared.find(statements::STATUS, [article.row()], |row| (column.read)(row))?;
        Ok(value.unwrap_or_default())
    }

    /// Sets one value on many articles.
    fn set_each<T: Ord + Default + ToSql>(
        &mut self,
        articles: &[ArticleId],
        value: &T,
        column: &Column<T>,
    ) -> rusqlite::Result<Altered<T>> {
        let mut altered = Altered::new();
        for article in articles {
            let before = self.value(*article, column)?;
            if before != *value {
                self.prepared.execute(column.status, (article.row(), value))?;
                self.alter(*article, |marks| (column.mark)(marks, value), column.headline, value)?;
                altered.entry(before).or_insert_with(Vec::new).push(*article);
            }
        }
        Ok(altered)
    }

    /// Says which articles got the tag, or lost it.
    fn tag(&mut self, articles: &[ArticleId], name: &str, present: bool) -> rusqlite::Result<Vec<ArticleId>> {
        let tag = tag_id(self.connection, name)?;
        let mut altered = Vec::new();
        for article in articles {
            if if present { self.give_tag(*article, tag)? } else { self.take_tag(*article, tag)? } {
                altered.push(*article);
                self.follow_tag(*article, tag, present)?;
            }
        }
        Ok(altered)
    }

    /// The headline of an article that got a tag, or lost it, where there is one, and the counters.
    fn follow_tag(&mut self, article: ArticleId, tag: i64, present: bool) -> rusqlite::Result<()> {
        let Some(found) = self.found(article)? else { return Ok(()) };
        let homes = self.homes(article, &found)?;
        self.tally.tagged(tag, found.marks, &homes, if present { 1 } else { -1 });
        let tagged = !self.tags_of(article)?.is_empty();
        let sql = "UPDATE headline SET tagged = ?3 WHERE sort = ?1 AND id = ?2";
        self.prepared.execute(sql, (found.sort, article.row(), tagged)).map(drop)
    }

    fn give_tag(&mut self, article: ArticleId, tag: i64) -> rusqlite::Result<bool> {
        let rows = self.prepared.execute(
            "INSERT INTO article_tag (article, position, tag) \
             VALUES (?1, (SELECT ifnull(max(position), 0) + 1 FROM article_tag WHERE article = ?1), ?2) \
             ON CONFLICT DO NOTHING",
            (article.row(), tag),
        )?;
        Ok(rows > 0)
    }

    fn take_tag(&mut self, article: ArticleId, tag: i64) -> rusqlite::Result<bool> {
        let sql = "DELETE FROM article_tag WHERE tag = ?2 AND article = ?1";
        self.prepared.execute(sql, (article.row(), tag)).map(|rows| rows > 0)
    }

    fn feed_removed(&self, feed: FeedId) -> rusqlite::Result<Option<i64>> {
        let sql = "SELECT removed FROM feed WHERE id = ?1";
        Ok(self.connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.flatten())
    }

    /// Says since when it was removed before, where that altered.
    fn remove_feed(&mut self, feed: FeedId, at: Option<i64>) -> rusqlite::Result<Option<Option<i64>>> {
        let before = self.feed_removed(feed)?;
        let hidden = hidden_by(&mut self.prepared, feed)?;
        let rows = self
            .connection
            .execute("UPDATE feed SET removed = ?2 WHERE id = ?1 AND removed IS NOT ?2", (feed.0, at))?;
        if rows == 0 {
            return Ok(None);
        }
        raise_feeds_revision(self.connection)?;
        self.hide_feed(feed, hidden)?;
        Ok(Some(before))
    }

    /// Mutes a feed, or has it heard again. Whether that altered.
    fn set_muted(&mut self, feed: FeedId, muted: bool) -> rusqlite::Result<bool> {
        if is_muted(self.connection, feed)? == muted || feed_title(self.connection, feed)?.is_none() {
            return Ok(false);
        }
        let hidden = hidden_by(&mut self.prepared, feed)?;
        let sql = "INSERT INTO feed_setting (feed, muted) VALUES (?1, ?2) \
                   ON CONFLICT (feed) DO UPDATE SET muted = excluded.muted";
        self.connection.execute(sql, (feed.0, muted))?;
        raise_feeds_revision(self.connection)?;
        self.hide_feed(feed, hidden)?;
        Ok(true)
    }

    /// Hides the articles of a feed or shows them again, as the feed now is; `before`, it hid them by that.
    pub(super) fn hide_feed(&mut self, feed: FeedId, before: i64) -> rusqlite::Result<()> {
        let now = hidden_by(&mut self.prepared, feed)?;
        if now == before {
            return Ok(());
        }
        let row = i64::from(feed.0);
        for article in articles_of(self.connection, feed)? {
            let Some(found) = self.found(article)?.filter(|found| !found.marks.is_held()) else { continue };
            let mut homes = match found.shared {
                true => self.prepared.all(statements::HOMES, [article.row()], home)?,
                false => vec![Home { feed: row, hidden: now }],
            };
            let tags = if found.tagged { self.tags_of(article)? } else { Vec::new() };
            let hidden = least_hidden(&homes);
            self.tally.put(found.marks, &homes, &tags);
            homes.iter_mut().filter(|home| home.feed == row).for_each(|home| home.hidden = before);
            self.tally.take(found.marks, &homes, &tags);
            if hidden != found.home.hidden {
                self.prepared.execute(HIDE, (found.sort, article.row(), hidden))?;
            }
        }
        Ok(())
    }

    fn place(&mut self, article: ArticleId, place: Place, progress: u16) -> rusqlite::Result<()> {
        self.prepared.execute(
            "INSERT INTO status (id, place_block, place_hash, place_offset, progress) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (id) DO UPDATE SET place_block = excluded.place_block, place_hash = excluded.place_hash, \
             place_offset = excluded.place_offset, progress = excluded.progress",
            (article.row(), place.block, place.hash as i64, place.offset, progress),
        )?;
        let unchanged = |_: &mut Marks| ();
        self.alter(
            article,
            unchanged,
            "UPDATE headline SET progress = ?3 WHERE sort = ?1 AND id = ?2",
            progress,
        )
    }

    /// The number never falls: whoever counted may not have known how often it was opened before.
    fn opened(&mut self, article: ArticleId, at: i64, times: u32) -> rusqlite::Result<()> {
        self.prepared.execute(
            "INSERT INTO status (id, opened, opened_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (id) DO UPDATE SET opened = max(opened, excluded.opened), opened_at = excluded.opened_at",
            (article.row(), times, at),
        )?;
        let Some(found) = self.found(article)? else { return Ok(()) };
        let sql = "UPDATE headline SET opened = max(opened, ?3), opened_at = ?4 WHERE sort = ?1 AND id = ?2";
        self.prepared.execute(sql, (found.sort, article.row(), times, at)).map(drop)
    }

    /// Alters a headline, where the article has one, and weighs what that does to the counters.
    ///
    /// `sql` sets one column of the headline at (?1, ?2) to `value`, ?3.
    fn alter(
        &mut self,
        article: ArticleId,
        alter: impl FnOnce(&mut Marks),
        sql: &'static str,
        value: impl ToSql,
    ) -> rusqlite::Result<()> {
        let Some(found) = self.found(article)? else { return Ok(()) };
        let mut after = found.marks;
        alter(&mut after);
        if after != found.marks {
            let homes = self.homes(article, &found)?;
            let tags = if found.tagged { self.tags_of(article)? } else { Vec::new() };
            self.tally.take(found.marks, &homes, &tags);
            self.tally.put(after, &homes, &tags);
            if after.is_held() != found.marks.is_held() {
                let hidden = if after.is_held() { 0 } else { least_hidden(&homes) };
                self.prepared.execute(HIDE, (found.sort, article.row(), hidden))?;
            }
        }
        self.prepared.execute(sql, (found.sort, article.row(), value)).map(drop)
    }

    fn found(&mut self, article: ArticleId) -> rusqlite::Result<Option<Found>> {
        let sort: Option<i64> = self.prepared.find(statements::SORT, [article.row()], |row| row.get(0))?;
        let Some(sort) = sort else { return Ok(None) };
        self.prepared.find(statements::MARKS, [sort, article.row()], |row| {
            let home = Home { feed: row.get(0)?, hidden: row.get(1)? };
            Ok(Found { sort, home, marks: marks_from(row)?, tagged: row.get(5)?, shared: row.get(7)? })
        })
    }

    /// The feeds that an article is in. Its headline knows what its only one hides it by, unless something holds it.
    fn homes(&mut self, article: ArticleId, found: &Found) -> rusqlite::Result<Vec<Home>> {
        if found.shared || found.marks.is_held() {
            return self.prepared.all(statements::HOMES, [article.row()], home);
        }
        Ok(vec![found.home])
    }

    fn tags_of(&mut self, article: ArticleId) -> rusqlite::Result<Vec<i64>> {
        self.prepared.all(statements::TAGS, [article.row()], |row| row.get(1))
    }
}

fn marks_from(row: &Row<'_>) -> rusqlite::Result<Marks> {
    Ok(Marks {
        read: row.get(2)?,
        bookmarked: row.get::<_, Option<i64>>(3)?.is_some(),
        noted: row.get(6)?,
        removed: row.get::<_, Option<i64>>(4)?.is_some(),
    })
}

/// A row of [`statements::HOMES`].
pub(super) fn home(row: &Row<'_>) -> rusqlite::Result<Home> {
    Ok(Home { feed: row.get(0)?, hidden: row.get(1)? })
}

/// What hides the articles of a feed that nothing holds: bits of `headline.hidden`.
pub(super) fn hidden_by(prepared: &mut Prepared<'_>, feed: FeedId) -> rusqlite::Result<i64> {
    let found = prepared.find(statements::HIDES, [feed.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (removed, muted): (bool, bool) = found.unwrap_or_default();
    Ok((i64::from(removed) * FEED_REMOVED) | (i64::from(muted) * MUTED))
}

const HIDE: &str = "UPDATE headline SET hidden = ?3 WHERE sort = ?1 AND id = ?2";

fn tag_id(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.execute("INSERT INTO tag (name) VALUES (?1) ON CONFLICT DO NOTHING", [name])?;
    connection.query_row("SELECT id FROM tag WHERE name = ?1", [name], |row| row.get(0))
}

fn articles_of(connection: &Connection, feed: FeedId) -> rusqlite::Result<Vec<ArticleId>> {
    let mut statement = connection.prepare(statements::FEED_ARTICLES)?;
    let rows = statement.query_map([feed.0], |row| row.get(0))?;
    rows.filter_map(|id| id.map(ArticleId::new).transpose()).collect()
}

fn feed_title(connection: &Connection, feed: FeedId) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT title FROM feed WHERE id = ?1", [feed.0], |row| row.get(0)).optional()
}

/// Says what it was called before, where that altered.
fn title_feed(connection: &Connection, feed: FeedId, title: &str) -> rusqlite::Result<Option<String>> {
    let Some(before) = feed_title(connection, feed)?.filter(|before| before != title) else {
        return Ok(None);
    };
    connection.execute("UPDATE feed SET title = ?2 WHERE id = ?1", (feed.0, title))?;
    // What the reader calls it stands, whatever the feed calls itself from now on.
    let sql = "INSERT INTO feed_setting (feed, title) VALUES (?1, ?2) \
               ON CONFLICT (feed) DO UPDATE SET title = excluded.title";
    connection.execute(sql, (feed.0, title))?;
    raise_feeds_revision(connection)?;
    Ok(Some(before))
}

/// Whether the articles of a feed are in no list but its own.
fn is_muted(connection: &Connection, feed: FeedId) -> rusqlite::Result<bool> {
    let sql = "SELECT muted FROM feed_setting WHERE feed = ?1";
    Ok(connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.unwrap_or(false))
}

fn is_whole(connection: &Connection, feed: FeedId) -> rusqlite::Result<bool> {
    let sql = "SELECT full_text FROM feed_setting WHERE feed = ?1";
    Ok(connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// Whether that altered.
fn set_whole(connection: &Connection, feed: FeedId, always: bool) -> rusqlite::Result<bool> {
    if is_whole(connection, feed)? == always || feed_title(connection, feed)?.is_none() {
        return Ok(false);
    }
    let sql = "INSERT INTO feed_setting (feed, full_text) VALUES (?1, ?2) \
               ON CONFLICT (feed) DO UPDATE SET full_text = excluded.full_text";
    connection.execute(sql, (feed.0, always))?;
    raise_feeds_revision(connection)?;
    Ok(true)
}

fn interval_of(connection: &Connection, feed: FeedId) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT interval FROM feed_setting WHERE feed = ?1";
    Ok(connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.flatten())
}

/// Says what it was before, where that altered; then the feed is asked at once, and so often from there on.
fn pace_feed(
    connection: &Connection,
    feed: FeedId,
    interval: Option<u32>,
) -> rusqlite::Result<Option<Option<u32>>> {
    let before = interval_of(connection, feed)?;
    if before == interval || feed_title(connection, feed)?.is_none() {
        return Ok(None);
    }
    let sql = "INSERT INTO feed_setting (feed, interval) VALUES (?1, ?2) \
               ON CONFLICT (feed) DO UPDATE SET interval = excluded.interval";
    connection.execute(sql, (feed.0, interval))?;
    connection.execute("UPDATE subscription SET due = NULL WHERE feed = ?1", [feed.0])?;
    raise_feeds_revision(connection)?;
    Ok(Some(before))
}

fn priority_of(connection: &Connection, feed: FeedId) -> rusqlite::Result<i32> {
    let sql = "SELECT priority FROM feed_setting WHERE feed = ?1";
    Ok(connection.query_row(sql, [feed.0], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Says what it was before, where that altered.
fn rank_feed(connection: &Connection, feed: FeedId, priority: i32) -> rusqlite::Result<Option<i32>> {
    let before = priority_of(connection, feed)?;
    if before == priority || feed_title(connection, feed)?.is_none() {
        return Ok(None);
    }
    let sql = "INSERT INTO feed_setting (feed, priority) VALUES (?1, ?2) \
               ON CONFLICT (feed) DO UPDATE SET priority = excluded.priority";
    connection.execute(sql, (feed.0, priority))?;
    raise_feeds_revision(connection)?;
    Ok(Some(before))
}

/// Says where it was before, where that altered. Folders that are left empty stay: undo may fill them again.
fn file_feed(
    connection: &Connection,
    feed: FeedId,
    folder: &[String],
) -> rusqlite::Result<Option<Vec<String>>> {
    let before = folders::of_feed(connection, feed)?;
    if before == folder || feed_title(connection, feed)?.is_none() {
        return Ok(None);
    }
    let folder = folders::made(connection, folder)?;
    connection.execute("UPDATE feed SET folder = ?2 WHERE id = ?1", (feed.0, folder))?;
    raise_feeds_revision(connection)?;
    Ok(Some(before))
}

/// Tells other runs that the feeds are not as they were.
pub(super) fn raise_feeds_revision(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT INTO meta (key, value) VALUES ('feeds-revision', '1') \
             ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
            [],
        )
        .map(drop)
}
