//! What the world brings: articles kept under their keys, with their sources, feeds and counters.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::error::DiskError;
use super::journal::{FEED_REMOVED, raise_feeds_revision};
use super::library::{Durability, Library};
use super::reading::{self, Kept};
use super::row::{self, Source, date_columns, micros, pack, rounded, to_json};
use super::statements;
use super::tally::{Marks, Tally};
use crate::news::{Article, ArticleId, ArticleKey, Basis, Dated, FeedId, FeedKind, Status};
use crate::store::Arrival;

/// How many arrivals are remembered for other runs to read on; a run farther behind loads everything anew.
const KEPT_ARRIVALS: i64 = 100_000;

/// An article on its way into the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// What makes it the same article as one that is there.
    pub key: ArticleKey,
    /// Its facts.
    pub article: Article,
    /// The bytes it was made from; none leaves what is kept.
    pub source: Option<Source>,
}

impl Library {
    /// Keeps articles that a feed brought, all in one transaction, and says how they stand now: one answer for each,
    /// in their order. About a hundred at a time keep a waiting reader's change under 20 ms.
    ///
    /// A known article gets the new facts and stays in its first feed; its status is never touched. Dates counted
    /// from "2 days ago" stay as they were first resolved while the source is the same.
    pub fn keep(
        &mut self,
        feed: FeedId,
        incoming: &[Incoming],
        now: Timestamp,
    ) -> Result<Vec<Arrival>, DiskError> {
        let origin = self.origin;
        self.change("keep articles", Durability::Normal, |transaction| {
            let mut keeper = Keeper::new(transaction, feed, rounded(now), origin)?;
            let arrivals = incoming.iter().map(|one| keeper.keep(one)).collect::<Result<_, _>>()?;
            keeper.finish()?;
            Ok(arrivals)
        })
    }

    /// The feed of that address; made where there is none. A removed feed stays removed.
    pub fn feed_named(&mut self, kind: FeedKind, address: &str, title: &str) -> Result<FeedId, DiskError> {
        let found = self.connection.query_row(statements::FEED_NAMED, [address], |row| row.get(0)).optional();
        if let Some(id) = self.told("find a feed", found)? {
            return Ok(FeedId(id));
        }
        self.change("add a feed", Durability::Full, |transaction| {
            let rows = transaction.execute(
                "INSERT INTO feed (kind, title, address, position) \
                 VALUES (?1, ?2, ?3, (SELECT ifnull(max(position), 0) + 1 FROM feed)) ON CONFLICT DO NOTHING",
                (row::feed_kind_code(kind), title, address),
            )?;
            if rows > 0 {
                raise_feeds_revision(transaction)?;
            }
            transaction.query_row(statements::FEED_NAMED, [address], |row| row.get(0)).map(FeedId)
        })
    }
}

/// Keeps articles of one feed within one transaction.
struct Keeper<'t> {
    connection: &'t Connection,
    feed: FeedId,
    feed_removed: bool,
    now: Timestamp,
    origin: i64,
    tally: Tally,
}

impl<'t> Keeper<'t> {
    fn new(connection: &'t Connection, feed: FeedId, now: Timestamp, origin: i64) -> rusqlite::Result<Self> {
        let removed: Option<Option<i64>> = connection
            .query_row("SELECT removed FROM feed WHERE id = ?1", [feed.0], |row| row.get(0))
            .optional()?;
        let feed_removed = removed.flatten().is_some();
        Ok(Self { connection, feed, feed_removed, now, origin, tally: Tally::default() })
    }

    fn keep(&mut self, incoming: &Incoming) -> rusqlite::Result<Arrival> {
        let id = self.identity(&incoming.key)?;
        let kept = reading::article(self.connection, id)?;
        let same_source = self.keep_source(id, incoming.source.as_ref())?;
        let article = match &kept {
            Some(kept) => settled(&incoming.article, &kept.article, same_source),
            None => as_kept(&incoming.article),
        };
        let feed = kept.as_ref().map_or(self.feed, |kept| kept.feed);
        let added = kept.as_ref().map_or(self.now, |kept| kept.added);
        let arrival = Arrival { id, key: incoming.key, feed, article, added };
        let lands = self.land(id)?;
        match kept {
            Some(kept) if kept.article == arrival.article => {
                if !same_source || lands {
                    self.log(id)?;
                }
            }
            Some(kept) => self.revise(&kept, &arrival)?,
            None => self.add(&arrival)?,
        }
        Ok(arrival)
    }

    fn identity(&self, key: &ArticleKey) -> rusqlite::Result<ArticleId> {
        let known: Option<i64> =
            self.connection.query_row(statements::IDENTITY, [key.bytes()], |row| row.get(0)).optional()?;
        let row = match known {
            Some(row) => row,
            None => {
                self.connection.execute("INSERT INTO identity (key) VALUES (?1)", [key.bytes()])?;
                self.connection.last_insert_rowid()
            }
        };
        ArticleId::new(row).ok_or_else(|| row::out_of_range(row))
    }

    /// Puts the article into the feed; whether it was not there before.
    fn land(&self, id: ArticleId) -> rusqlite::Result<bool> {
        let rows = self.connection.execute(
            "INSERT INTO article_feed (feed, article) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            (self.feed.0, id.row()),
        )?;
        Ok(rows > 0)
    }

    /// Keeps the source; whether it is the same as before (as far as can be told).
    fn keep_source(&self, id: ArticleId, source: Option<&Source>) -> rusqlite::Result<bool> {
        let Some(source) = source else { return Ok(true) };
        let hash = source.hash();
        let before: Option<[u8; 16]> =
            self.connection.query_row(statements::SOURCE_HASH, [id.row()], |row| row.get(0)).optional()?;
        let same = before == Some(hash);
        let path_only = same.then_some(());
        match path_only {
            Some(()) => self.rename_source(id, source)?,
            None => self.write_source(id, source, hash)?,
        }
        Ok(same)
    }

    fn rename_source(&self, id: ArticleId, source: &Source) -> rusqlite::Result<()> {
        self.connection
            .execute(
                "UPDATE source SET media = ?2, charset = ?3, name = ?4, path = ?5, base = ?6, file_time = ?7 \
                 WHERE id = ?1",
                (
                    id.row(),
                    row::media_code(source.media),
                    &source.charset,
                    &source.name,
                    &source.path,
                    &source.base,
                    source.file_time.map(micros),
                ),
            )
            .map(drop)
    }

    fn write_source(&self, id: ArticleId, source: &Source, hash: [u8; 16]) -> rusqlite::Result<()> {
        self.connection
            .execute(
                "INSERT OR REPLACE INTO source \
                 (id, media, charset, name, path, base, file_time, hash, length, packed) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                (
                    id.row(),
                    row::media_code(source.media),
                    &source.charset,
                    &source.name,
                    &source.path,
                    &source.base,
                    source.file_time.map(micros),
                    hash,
                    source.bytes.len() as i64,
                    pack(&source.bytes)?,
                ),
            )
            .map(drop)
    }

    fn add(&mut self, arrival: &Arrival) -> rusqlite::Result<()> {
        let status = reading::status(self.connection, arrival.id)?;
        let hidden = if self.feed_removed { FEED_REMOVED } else { 0 };
        self.write_headline(arrival, &status, hidden)?;
        self.write_article(arrival)?;
        self.tally.moved(None, Some(marks(arrival.feed, hidden, &status)), &self.tags_of(arrival.id)?);
        self.log(arrival.id)
    }

    fn revise(&mut self, kept: &Kept, arrival: &Arrival) -> rusqlite::Result<()> {
        let place = (kept.sort, arrival.id.row());
        let hidden: i64 = self.connection.query_row(
            "SELECT hidden FROM headline WHERE sort = ?1 AND id = ?2",
            place,
            |row| row.get(0),
        )?;
        self.connection.execute("DELETE FROM headline WHERE sort = ?1 AND id = ?2", place)?;
        let status = reading::status(self.connection, arrival.id)?;
        self.write_headline(arrival, &status, hidden)?;
        self.write_article(arrival)?;
        self.log(arrival.id)
    }

    fn write_headline(&self, arrival: &Arrival, status: &Status, hidden: i64) -> rusqlite::Result<()> {
        let article = &arrival.article;
        let mut statement = self.connection.prepare(
            "INSERT INTO headline (sort, id, feed, public, title, author, section, language, added, views, words, \
             minutes, hidden, read, bookmarked, removed, noted, tagged, opened, opened_at, progress) VALUES \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        )?;
        statement
            .execute(rusqlite::params![
                micros(arrival.date()),
                arrival.id.row(),
                arrival.feed.0,
                arrival.public_id().0 as i64,
                article.title,
                self.name(article.author.as_deref())?,
                self.name(article.section())?,
                self.name(article.language.as_deref())?,
                micros(arrival.added),
                article.views.map(|views| views as i64),
                article.words,
                article.publisher_read_minutes,
                hidden,
                status.read,
                status.bookmarked.map(micros),
                status.removed.map(micros),
                status.note.is_some(),
                !status.tags.is_empty(),
                status.opened,
                status.opened_at.map(micros),
                status.progress,
            ])
            .map(drop)
    }

    fn write_article(&self, arrival: &Arrival) -> rusqlite::Result<()> {
        let article = &arrival.article;
        let published = date_columns(article.published);
        let updated = date_columns(article.updated);
        let mut statement = self.connection.prepare(
            "INSERT INTO article (id, sort, url, published, published_precision, published_basis, published_base, \
             updated, updated_precision, updated_basis, updated_base, breadcrumb, categories, comments) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
             ON CONFLICT (id) DO UPDATE SET sort = excluded.sort, url = excluded.url, \
             published = excluded.published, published_precision = excluded.published_precision, \
             published_basis = excluded.published_basis, published_base = excluded.published_base, \
             updated = excluded.updated, updated_precision = excluded.updated_precision, \
             updated_basis = excluded.updated_basis, updated_base = excluded.updated_base, \
             breadcrumb = excluded.breadcrumb, categories = excluded.categories, comments = excluded.comments",
        )?;
        statement
            .execute(rusqlite::params![
                arrival.id.row(),
                micros(arrival.date()),
                article.url,
                published.0,
                published.1,
                published.2,
                published.3,
                updated.0,
                updated.1,
                updated.2,
                updated.3,
                to_json(&article.breadcrumb)?,
                to_json(&article.categories)?,
                article.comments.map(|comments| comments as i64),
            ])
            .map(drop)
    }

    fn name(&self, text: Option<&str>) -> rusqlite::Result<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        let known = self.connection.query_row(statements::NAME_ID, [text], |row| row.get(0)).optional()?;
        if known.is_some() {
            return Ok(known);
        }
        self.connection.execute("INSERT INTO name (text) VALUES (?1)", [text])?;
        Ok(Some(self.connection.last_insert_rowid()))
    }

    fn tags_of(&self, id: ArticleId) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.connection.prepare(statements::TAGS)?;
        statement.query_map([id.row()], |row| row.get(1))?.collect()
    }

    fn log(&self, id: ArticleId) -> rusqlite::Result<()> {
        self.connection
            .execute("INSERT INTO arrival (origin, article) VALUES (?1, ?2)", (self.origin, id.row()))
            .map(drop)
    }

    fn finish(&self) -> rusqlite::Result<()> {
        self.tally.write(self.connection)?;
        self.connection
            .execute("DELETE FROM arrival WHERE seq <= (SELECT max(seq) FROM arrival) - ?1", [KEPT_ARRIVALS])
            .map(drop)
    }
}

fn marks(feed: FeedId, hidden: i64, status: &Status) -> Marks {
    Marks {
        feed: i64::from(feed.0),
        hidden,
        read: status.read,
        bookmarked: status.bookmarked.is_some(),
        removed: status.removed.is_some(),
    }
}

/// The facts as they will be read back: moments to the microsecond, no larger counts than the disk holds.
fn as_kept(article: &Article) -> Article {
    let at_most = |count: u64| count.min(i64::MAX as u64);
    Article {
        published: article.published.map(dated_as_kept),
        updated: article.updated.map(dated_as_kept),
        views: article.views.map(at_most),
        comments: article.comments.map(at_most),
        ..article.clone()
    }
}

fn dated_as_kept(dated: Dated) -> Dated {
    let basis = match dated.basis {
        Basis::Written => Basis::Written,
        Basis::SavedAt(at) => Basis::SavedAt(rounded(at)),
        Basis::FileTime(at) => Basis::FileTime(rounded(at)),
        Basis::Opened(at) => Basis::Opened(rounded(at)),
    };
    Dated { at: rounded(dated.at), basis, ..dated }
}

/// The new facts, but with the dates of the old ones where both were counted from the same words.
fn settled(new: &Article, old: &Article, same_source: bool) -> Article {
    let mut article = as_kept(new);
    if same_source {
        article.published = first_resolution(article.published, old.published);
        article.updated = first_resolution(article.updated, old.updated);
    }
    article
}

fn first_resolution(new: Option<Dated>, old: Option<Dated>) -> Option<Dated> {
    let counted = |dated: &Option<Dated>| dated.is_some_and(|dated| dated.basis != Basis::Written);
    if counted(&new) && counted(&old) { old } else { new }
}
