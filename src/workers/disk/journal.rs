//! The reader's changes, durably: status, headline, counters and journal in one transaction; and what reading leaves.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use super::error::DiskError;
use super::library::{Durability, Library};
use super::prepared::Prepared;
use super::row::{from_json, micros, rounded, to_json};
use super::statements;
use super::tally::{Marks, Tally};
use crate::app::{Save, Side, Step, StepId, StepPage};
use crate::news::{ArticleId, FeedId, Place};
use crate::store::{ReaderChange, Trace};

/// How many steps can be taken back at most, newest first.
pub(super) const KEPT_STEPS: i64 = 10_000;

/// Marks made by reading are kept, for other runs to learn of, until so many rows came after them,
const KEPT_TRACES: i64 = 10_000;
/// or a few more: forgetting them costs a write, and this many go at a time.
const TRACES_AT_A_TIME: i64 = 1_000;

/// Bit of `headline.hidden`: its feed is removed.
pub(super) const FEED_REMOVED: i64 = 2;

/// Steps with their numbers, in the order they are taken back or done again from the end.
pub(super) type Steps = Vec<(StepId, Step)>;

impl Library {
    /// Writes a reader's change: applied and journaled with its inverse, on the disk's plates when this returns.
    ///
    /// A new step gets a number; an undo or redo answers with the number of its step. A mark made by reading is no
    /// step: its number is that of its row, of which other runs learn.
    /// Moments are kept to the microsecond.
    pub fn commit(&mut self, save: &Save, at: Timestamp) -> Result<StepId, DiskError> {
        let origin = self.origin;
        self.change("save a change", Durability::Full, |transaction| {
            let entry = Entry { connection: transaction, origin, at: micros(at) };
            match save {
                Save::New(step) => entry.step(step),
                Save::Undo { step, change } => entry.undo(*step, change),
                Save::Redo { step, change } => entry.redo(*step, change),
                Save::ReadByReading(_) => entry.read_by_reading(&save.change()),
            }
        })
    }

    /// Writes what reading left behind, all in one transaction. A power cut may take the last moments of it.
    pub fn leave(&mut self, traces: &[Trace]) -> Result<(), DiskError> {
        self.change("save the place", Durability::Normal, |transaction| {
            let mut marker = Marker::new(transaction);
            traces.iter().try_for_each(|trace| marker.trace(trace))?;
            marker.tally.write(transaction)
        })
    }

    /// The names of the last steps, at most `limit`; those before a page where it says so. What they did, which may
    /// name a hundred thousand articles, is not touched.
    pub fn step_names(&self, side: Side, before: Option<i64>, limit: usize) -> Result<StepPage, DiskError> {
        let sql = match side {
            Side::Done => statements::STEP_NAMES_DONE,
            Side::Undone => statements::STEP_NAMES_UNDONE,
        };
        let page = step_names(&self.connection, sql, before.unwrap_or(i64::MAX), limit);
        self.told("read the journal", page)
    }

    /// What a step did; nothing where it is no longer kept.
    pub fn step(&self, id: StepId) -> Result<Option<Step>, DiskError> {
        let step = self.connection.query_row(statements::STEP, [id.0], |row| {
            Ok(Step {
                name: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
                change: from_json(row.get_ref(1)?.as_str()?)?,
                inverse: from_json(row.get_ref(2)?.as_str()?)?,
            })
        });
        self.told("read a step of the journal", step.optional())
    }

    /// The last steps, at most `limit` of each: those that stand, newest last; those taken back, next to redo last.
    pub fn steps(&self, limit: usize) -> Result<(Steps, Steps), DiskError> {
        let whole = |side| -> Result<Steps, DiskError> {
            let page = self.step_names(side, None, limit)?;
            let steps = page.steps.into_iter().map(|(id, _)| Ok(self.step(id)?.map(|step| (id, step))));
            steps.filter_map(Result::transpose).collect()
        };
        Ok((whole(Side::Done)?, whole(Side::Undone)?))
    }
}

fn step_names(connection: &Connection, sql: &str, before: i64, limit: usize) -> rusqlite::Result<StepPage> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([before, limit])?;
    let (mut steps, mut first) = (Vec::new(), before);
    while let Some(row) = rows.next()? {
        steps.push((StepId(row.get(0)?), row.get::<_, Option<String>>(1)?.unwrap_or_default()));
        first = row.get(2)?;
    }
    steps.reverse();
    let is_full = i64::try_from(steps.len()).is_ok_and(|count| count == limit);
    Ok(StepPage { steps, before: is_full.then_some(first) })
}

/// One row of the journal being written, with what it does.
struct Entry<'t> {
    connection: &'t Connection,
    origin: i64,
    at: i64,
}

impl Entry<'_> {
    fn step(&self, step: &Step) -> rusqlite::Result<StepId> {
        let change = rounded_change(&step.change);
        apply(self.connection, &change)?;
        self.connection.execute("UPDATE journal SET undone = -1 WHERE undone > 0", [])?;
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, name, change, inverse) VALUES (?1, ?2, 'step', ?3, ?4, ?5)",
            (self.origin, self.at, &step.name, to_json(&change)?, to_json(&rounded_change(&step.inverse))?),
        )?;
        let id = self.connection.last_insert_rowid();
        forget_old_steps(self.connection)?;
        Ok(StepId(id))
    }

    fn undo(&self, step: StepId, change: &ReaderChange) -> rusqlite::Result<StepId> {
        let undo = self.take("undo", step, change)?;
        self.set_undone(step, undo)
    }

    fn redo(&self, step: StepId, change: &ReaderChange) -> rusqlite::Result<StepId> {
        self.take("redo", step, change)?;
        self.set_undone(step, 0)
    }

    fn take(&self, kind: &str, step: StepId, change: &ReaderChange) -> rusqlite::Result<i64> {
        let change = rounded_change(change);
        apply(self.connection, &change)?;
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, step, change) VALUES (?1, ?2, ?3, ?4, ?5)",
            (self.origin, self.at, kind, step.0, to_json(&change)?),
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    fn set_undone(&self, step: StepId, undone: i64) -> rusqlite::Result<StepId> {
        self.connection
            .execute("UPDATE journal SET undone = ?2 WHERE seq = ?1 AND kind = 'step'", (step.0, undone))?;
        Ok(step)
    }

    /// Marks made by reading are told to other runs, though they are no steps.
    fn read_by_reading(&self, change: &ReaderChange) -> rusqlite::Result<StepId> {
        apply(self.connection, change)?;
        self.connection.execute(
            "INSERT INTO journal (origin, at, kind, change) VALUES (?1, ?2, 'trace', ?3)",
            (self.origin, self.at, to_json(change)?),
        )?;
        let last = self.connection.last_insert_rowid();
        forget_old_traces(self.connection, last - KEPT_TRACES)?;
        Ok(StepId(last))
    }
}

/// Forgets the traces up to a number, and remembers which was the last: steps before it stay, so that no gap shows.
fn forget_old_traces(connection: &Connection, until: i64) -> rusqlite::Result<()> {
    let find = |sql, bound: i64| connection.query_row(sql, [bound], |row| row.get::<_, Option<i64>>(0));
    let oldest = find(statements::OLDEST_TRACE, 0)?;
    if oldest.is_none_or(|oldest| oldest > until - TRACES_AT_A_TIME) {
        return Ok(());
    }
    let Some(last) = find(statements::LAST_TRACE_UNTIL, until)? else { return Ok(()) };
    connection.execute(statements::FORGET_TRACES, [last])?;
    let remember = "INSERT OR REPLACE INTO meta (key, value) VALUES ('forgotten-trace', ?1)";
    connection.execute(remember, [last.to_string()]).map(drop)
}

fn forget_old_steps(connection: &Connection) -> rusqlite::Result<()> {
    let oldest: Option<i64> =
        connection.query_row(statements::OLDEST_KEPT_STEP, [KEPT_STEPS], |row| row.get(0)).optional()?;
    let Some(oldest) = oldest else { return Ok(()) };
    connection.execute("DELETE FROM journal WHERE seq <= ?1", [oldest]).map(drop)
}

/// The change with its moments as they come back from disk, so that "still true" can be told by equality.
fn rounded_change(change: &ReaderChange) -> ReaderChange {
    let mut change = change.clone();
    match &mut change {
        ReaderChange::Bookmark { at, .. }
        | ReaderChange::Remove { at, .. }
        | ReaderChange::RemoveFeed { at, .. } => *at = at.map(rounded),
        ReaderChange::Together(changes) => {
            changes.iter_mut().for_each(|change| *change = rounded_change(change));
        }
        ReaderChange::Read { .. } | ReaderChange::Tag { .. } | ReaderChange::Note { .. } => (),
    }
    change
}

fn apply(connection: &Connection, change: &ReaderChange) -> rusqlite::Result<()> {
    let mut marker = Marker::new(connection);
    marker.apply(change)?;
    marker.tally.write(connection)
}

/// An article's headline as the marker finds it.
struct Found {
    sort: i64,
    marks: Marks,
    tagged: bool,
}

/// Alters statuses, the copies of them in headlines, and what the counters will show.
struct Marker<'t> {
    connection: &'t Connection,
    prepared: Prepared<'t>,
    tally: Tally,
}

impl<'t> Marker<'t> {
    fn new(connection: &'t Connection) -> Self {
        Self { connection, prepared: Prepared::new(connection), tally: Tally::default() }
    }

    fn apply(&mut self, change: &ReaderChange) -> rusqlite::Result<()> {
        match change {
            ReaderChange::Read { articles, read } => self.read(articles, *read),
            ReaderChange::Bookmark { articles, at } => self.bookmark(articles, at.map(micros)),
            ReaderChange::Tag { articles, tag, present } => self.tag(articles, tag, *present),
            ReaderChange::Note { article, note } => self.note(*article, note.as_deref()),
            ReaderChange::Remove { articles, at } => self.remove(articles, at.map(micros)),
            ReaderChange::RemoveFeed { feed, at } => self.remove_feed(*feed, at.map(micros)),
            ReaderChange::Together(changes) => changes.iter().try_for_each(|change| self.apply(change)),
        }
    }

    fn trace(&mut self, trace: &Trace) -> rusqlite::Result<()> {
        match trace {
            Trace::Place { article, place, progress } => self.place(*article, *place, *progress),
            Trace::Opened { article, at, times } => self.opened(*article, micros(*at), *times),
        }
    }

    fn read(&mut self, articles: &[ArticleId], read: bool) -> rusqlite::Result<()> {
        for article in articles {
            self.prepared.execute(
                "INSERT INTO status (id, read) VALUES (?1, ?2) \
                 ON CONFLICT (id) DO UPDATE SET read = excluded.read",
                (article.row(), read),
            )?;
            self.alter(
                *article,
                |marks| marks.read = read,
                "UPDATE headline SET read = ?3 WHERE sort = ?1 AND id = ?2",
                read,
            )?;
        }
        Ok(())
    }

    fn bookmark(&mut self, articles: &[ArticleId], at: Option<i64>) -> rusqlite::Result<()> {
        for article in articles {
            self.prepared.execute(
                "INSERT INTO status (id, bookmarked) VALUES (?1, ?2) \
                 ON CONFLICT (id) DO UPDATE SET bookmarked = excluded.bookmarked",
                (article.row(), at),
            )?;
            self.alter(
                *article,
                |marks| marks.bookmarked = at.is_some(),
                "UPDATE headline SET bookmarked = ?3 WHERE sort = ?1 AND id = ?2",
                at,
            )?;
        }
        Ok(())
    }

    fn remove(&mut self, articles: &[ArticleId], at: Option<i64>) -> rusqlite::Result<()> {
        for article in articles {
            self.prepared.execute(
                "INSERT INTO status (id, removed) VALUES (?1, ?2) \
                 ON CONFLICT (id) DO UPDATE SET removed = excluded.removed",
                (article.row(), at),
            )?;
            self.alter(
                *article,
                |marks| marks.removed = at.is_some(),
                "UPDATE headline SET removed = ?3 WHERE sort = ?1 AND id = ?2",
                at,
            )?;
        }
        Ok(())
    }

    fn note(&mut self, article: ArticleId, note: Option<&str>) -> rusqlite::Result<()> {
        self.prepared.execute(
            "INSERT INTO status (id, note) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET note = excluded.note",
            (article.row(), note),
        )?;
        let unchanged = |_: &mut Marks| ();
        self.alter(
            article,
            unchanged,
            "UPDATE headline SET noted = ?3 WHERE sort = ?1 AND id = ?2",
            note.is_some(),
        )
    }

    fn tag(&mut self, articles: &[ArticleId], name: &str, present: bool) -> rusqlite::Result<()> {
        let tag = tag_id(self.connection, name)?;
        for article in articles {
            let altered = if present { self.give_tag(*article, tag)? } else { self.take_tag(*article, tag)? };
            let Some(found) = self.found(*article)?.filter(|_| altered) else { continue };
            self.tally.tagged(tag, found.marks, if present { 1 } else { -1 });
            let tagged = !self.tags_of(*article)?.is_empty();
            self.prepared.execute(
                "UPDATE headline SET tagged = ?3 WHERE sort = ?1 AND id = ?2",
                (found.sort, article.row(), tagged),
            )?;
        }
        Ok(())
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

    fn remove_feed(&mut self, feed: FeedId, at: Option<i64>) -> rusqlite::Result<()> {
        self.connection.execute("UPDATE feed SET removed = ?2 WHERE id = ?1", (feed.0, at))?;
        raise_feeds_revision(self.connection)?;
        for article in articles_of(self.connection, feed)? {
            let of_feed = |found: &Found| found.marks.feed == i64::from(feed.0);
            let Some(found) = self.found(article)?.filter(of_feed) else { continue };
            let hidden = found.marks.hidden & !FEED_REMOVED | if at.is_some() { FEED_REMOVED } else { 0 };
            self.alter(
                article,
                |marks| marks.hidden = hidden,
                "UPDATE headline SET hidden = ?3 WHERE sort = ?1 AND id = ?2",
                hidden,
            )?;
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
            let tags = if found.tagged { self.tags_of(article)? } else { Vec::new() };
            self.tally.moved(Some(found.marks), Some(after), &tags);
        }
        self.prepared.execute(sql, (found.sort, article.row(), value)).map(drop)
    }

    fn found(&mut self, article: ArticleId) -> rusqlite::Result<Option<Found>> {
        let sort: Option<i64> = self.prepared.find(statements::SORT, [article.row()], |row| row.get(0))?;
        let Some(sort) = sort else { return Ok(None) };
        self.prepared.find(statements::MARKS, [sort, article.row()], |row| {
            Ok(Found { sort, marks: marks_from(row)?, tagged: row.get(5)? })
        })
    }

    fn tags_of(&mut self, article: ArticleId) -> rusqlite::Result<Vec<i64>> {
        self.prepared.all(statements::TAGS, [article.row()], |row| row.get(1))
    }
}

fn marks_from(row: &Row<'_>) -> rusqlite::Result<Marks> {
    Ok(Marks {
        feed: row.get(0)?,
        hidden: row.get(1)?,
        read: row.get(2)?,
        bookmarked: row.get::<_, Option<i64>>(3)?.is_some(),
        removed: row.get::<_, Option<i64>>(4)?.is_some(),
    })
}

fn tag_id(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.execute("INSERT INTO tag (name) VALUES (?1) ON CONFLICT DO NOTHING", [name])?;
    connection.query_row("SELECT id FROM tag WHERE name = ?1", [name], |row| row.get(0))
}

fn articles_of(connection: &Connection, feed: FeedId) -> rusqlite::Result<Vec<ArticleId>> {
    let mut statement = connection.prepare(statements::FEED_ARTICLES)?;
    let rows = statement.query_map([feed.0], |row| row.get(0))?;
    rows.filter_map(|id| id.map(ArticleId::new).transpose()).collect()
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
