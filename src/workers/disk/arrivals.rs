//! What the world brings: articles kept under their keys, with their sources, feeds and counters.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::error::DiskError;
use super::library::{Durability, Library};
use super::marker::{FEED_REMOVED, hidden_by, home, raise_feeds_revision};
use super::prepared::Prepared;
use super::reading::{self, Kept};
use super::row::{self, Source, date_columns, micros, rounded, to_json};
use super::statements;
use super::tally::{Home, Marks, Tally, least_hidden};
use crate::news::{Article, ArticleId, ArticleKey, Basis, Dated, FeedId, FeedKind, Status};
use crate::store::Arrival;

/// How many arrivals are remembered for other runs to read on; a run farther behind loads everything anew.
pub(super) const KEPT_ARRIVALS: i64 = 100_000;

/// Under these names a rescue remembers of which articles it lost the key, and of which the facts.
const LOST: [&str; 2] = ["lost-keys", "lost-facts"];

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
    /// A known article gets the new facts and is in this feed, too; its status is never touched. Dates counted
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

    /// The articles of which a rescue lost the key, and those of which it lost the facts, but not the source.
    pub fn lost(&self) -> Result<(Vec<ArticleId>, Vec<ArticleId>), DiskError> {
        let list = |name| -> Result<Vec<ArticleId>, DiskError> {
            let ids: Vec<i64> =
                self.meta(name)?.and_then(|ids| serde_json::from_str(&ids).ok()).unwrap_or_default();
            Ok(ids.into_iter().filter_map(ArticleId::new).collect())
        };
        Ok((list(LOST[0])?, list(LOST[1])?))
    }

    /// Gives an article back the key and the facts that a rescue lost. A key that another article has is left to that.
    pub fn restore(
        &mut self,
        id: ArticleId,
        key: Option<ArticleKey>,
        article: Option<Article>,
        now: Timestamp,
    ) -> Result<(), DiskError> {
        let origin = self.origin;
        self.change("restore an article", Durability::Normal, |transaction| {
            let mut prepared = Prepared::new(transaction);
            if let Some(key) = key {
                prepared.execute(
                    "UPDATE OR IGNORE identity SET key = ?2 WHERE id = ?1",
                    (id.row(), key.bytes()),
                )?;
            }
            let Some(kept) = reading::article(&mut prepared, id)? else { return Ok(()) };
            prepared.execute(
                "UPDATE headline SET public = ?3 WHERE sort = ?1 AND id = ?2",
                (kept.sort, id.row(), kept.key.public_id().0 as i64),
            )?;
            let Some(article) = article else { return Ok(()) };
            let mut keeper = Keeper::new(transaction, kept.feed, rounded(now), origin)?;
            keeper.keep_known(id, kept.key, &Incoming { key: kept.key, article, source: None })?;
            keeper.finish()
        })
    }

    /// What could be restored is restored.
    pub fn forget_lost(&mut self) -> Result<(), DiskError> {
        self.change("remember a setting", Durability::Full, |transaction| {
            transaction.execute("DELETE FROM meta WHERE key IN (?1, ?2)", LOST).map(drop)
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

/// Keeps articles of one feed after the other within one transaction.
pub(super) struct Keeper<'t> {
    pub(super) connection: &'t Connection,
    pub(super) prepared: Prepared<'t>,
    pub(super) feed: FeedId,
    /// What hides newcomers that nothing holds: that their feed is removed, or muted.
    hidden: i64,
    now: Timestamp,
    origin: i64,
    tally: Tally,
    /// What others are to learn of, in its order.
    logged: Vec<i64>,
    /// Numbers of authors, sections and languages: most articles of a feed have the same.
    names: HashMap<String, i64>,
}

impl<'t> Keeper<'t> {
    pub(super) fn new(
        connection: &'t Connection,
        feed: FeedId,
        now: Timestamp,
        origin: i64,
    ) -> rusqlite::Result<Self> {
        let prepared = Prepared::new(connection);
        let (tally, logged, names) = (Tally::default(), Vec::new(), HashMap::new());
        let mut keeper = Self { connection, prepared, feed, hidden: 0, now, origin, tally, logged, names };
        keeper.turn_to(feed)?;
        Ok(keeper)
    }

    /// Goes on with the articles of another feed.
    pub(super) fn turn_to(&mut self, feed: FeedId) -> rusqlite::Result<()> {
        self.hidden = hidden_by(&mut self.prepared, feed)?;
        self.feed = feed;
        Ok(())
    }

    fn keep(&mut self, incoming: &Incoming) -> rusqlite::Result<Arrival> {
        let known = self.prepared.find(statements::IDENTITY, [incoming.key.bytes()], |row| row.get(0))?;
        let known = known.map_or_else(|| self.find_half(incoming.key), |row| Ok(Some(row)))?;
        match known {
            Some(row) => self.keep_known(number(row)?, incoming.key, incoming),
            None => self.keep_new(incoming, false),
        }
    }

    fn find_half(&mut self, key: ArticleKey) -> rusqlite::Result<Option<i64>> {
        let half = row::half_known(key.public_id().0 as i64);
        let found = self.prepared.find(statements::IDENTITY, [half], |row| row.get(0))?;
        found.map(|row| self.adopt(row, key).map(|()| row)).transpose()
    }

    /// Makes the key of an article whole of which a rescue saved only half.
    pub(super) fn adopt(&mut self, row: i64, key: ArticleKey) -> rusqlite::Result<()> {
        self.prepared.execute("UPDATE identity SET key = ?2 WHERE id = ?1", (row, key.bytes())).map(drop)
    }

    /// An article that nobody ever spoke of, read already or not.
    pub(super) fn keep_new(&mut self, incoming: &Incoming, read: bool) -> rusqlite::Result<Arrival> {
        let row = self.prepared.insert("INSERT INTO identity (key) VALUES (?1)", [incoming.key.bytes()])?;
        let id = number(row)?;
        if let Some(source) = &incoming.source {
            self.write_source(WRITE_SOURCE, id, source, source.hash())?;
        }
        self.land(id)?;
        if read {
            self.prepared.execute("INSERT INTO status (id, read) VALUES (?1, 1)", [row])?;
        }
        let arrival = self.newcomer(id, incoming.key, incoming);
        // Of a number that was given this moment nobody spoke, and so it has no tags.
        self.add(WRITE_ARTICLE, &arrival, &Status { read, ..Status::default() }, &[])?;
        Ok(arrival)
    }

    fn newcomer(&self, id: ArticleId, key: ArticleKey, incoming: &Incoming) -> Arrival {
        let article = as_kept(&incoming.article);
        Arrival { id, key, feed: self.feed, others: Vec::new(), article, added: self.now }
    }

    /// An article that has a number, and a key of its own: from an earlier arrival, or because a status came before it.
    pub(super) fn keep_known(
        &mut self,
        id: ArticleId,
        key: ArticleKey,
        incoming: &Incoming,
    ) -> rusqlite::Result<Arrival> {
        let kept = reading::article(&mut self.prepared, id)?;
        let same_source = self.keep_source(id, incoming.source.as_ref())?;
        let status = reading::status(&mut self.prepared, id)?;
        let Some(mut kept) = kept else {
            self.land(id)?;
            let arrival = self.newcomer(id, key, incoming);
            let tags = self.prepared.all(statements::TAGS, [id.row()], |row| row.get(1))?;
            self.add(WRITE_ARTICLE_AGAIN, &arrival, &status, &tags)?;
            return Ok(arrival);
        };
        let lands = self.join(id, &mut kept)?;
        let mut article = settled(&incoming.article, &kept.article, same_source);
        // What was fetched for it is what is read; the feed may tell only how it begins.
        let fetched = self.prepared.find(statements::PAGE_WORDS, [id.row()], |row| row.get(0))?;
        article.words = fetched.unwrap_or(article.words);
        let same_facts = article == kept.article;
        let (sort, hidden) = (kept.sort, kept.hidden);
        let arrival = Arrival { id, key, feed: kept.feed, others: kept.others, article, added: kept.added };
        if !same_facts {
            self.revise(sort, hidden, &arrival, &status)?;
        }
        if !same_facts || !same_source || lands {
            self.log(id);
        }
        Ok(arrival)
    }

    /// Puts an article that is there into this feed, too; whether it was not in it before.
    pub(super) fn join(&mut self, id: ArticleId, kept: &mut Kept) -> rusqlite::Result<bool> {
        let lands = self.land(id)?;
        if !lands || kept.feed == self.feed {
            return Ok(lands);
        }
        let status = reading::status(&mut self.prepared, id)?;
        let tags = self.prepared.all(statements::TAGS, [id.row()], |row| row.get(1))?;
        let mut homes = self.prepared.all(statements::HOMES, [id.row()], home)?;
        kept.hidden = if is_held(&status) { 0 } else { least_hidden(&homes) };
        self.tally.put(marks(&status), &homes, &tags);
        homes.retain(|home| home.feed != i64::from(self.feed.0));
        self.tally.take(marks(&status), &homes, &tags);
        self.prepared.execute(
            "UPDATE headline SET shared = 1, hidden = ?3 WHERE sort = ?1 AND id = ?2",
            (kept.sort, id.row(), kept.hidden),
        )?;
        kept.others.push(self.feed);
        kept.others.sort_unstable();
        Ok(true)
    }

    /// Puts the article into the feed; whether it was not there before.
    fn land(&mut self, id: ArticleId) -> rusqlite::Result<bool> {
        let rows = self.prepared.execute(
            "INSERT INTO article_feed (feed, article) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            (self.feed.0, id.row()),
        )?;
        Ok(rows > 0)
    }

    /// Keeps the source; whether it is the same as before (as far as can be told).
    fn keep_source(&mut self, id: ArticleId, source: Option<&Source>) -> rusqlite::Result<bool> {
        let Some(source) = source else { return Ok(true) };
        let hash = source.hash();
        let before = self.prepared.find(statements::SOURCE_HASH, [id.row()], |row| row.get(0))?;
        if before == Some(hash) {
            self.describe_source(id, source)?;
            return Ok(true);
        }
        self.write_source(WRITE_SOURCE_AGAIN, id, source, hash)?;
        Ok(false)
    }

    /// The same bytes may have come under another name.
    fn describe_source(&mut self, id: ArticleId, source: &Source) -> rusqlite::Result<()> {
        let Source { media, charset, name, path, base, file_time, .. } = source;
        let media = row::media_code(*media);
        self.prepared
            .execute(
                "UPDATE source SET media = ?2, charset = ?3, name = ?4, path = ?5, base = ?6, file_time = ?7 \
                 WHERE id = ?1",
                (id.row(), media, charset, name, path, base, file_time.map(micros)),
            )
            .map(drop)
    }

    fn write_source(
        &mut self,
        sql: &'static str,
        id: ArticleId,
        source: &Source,
        hash: [u8; 16],
    ) -> rusqlite::Result<()> {
        let Source { media, charset, name, path, base, file_time, .. } = source;
        let parameters = rusqlite::params![
            id.row(),
            row::media_code(*media),
            charset,
            name,
            path,
            base,
            file_time.map(micros),
            hash,
            source.length() as i64,
            source.packed()?,
        ];
        self.prepared.execute(sql, parameters).map(drop)
    }

    fn add(
        &mut self,
        sql: &'static str,
        arrival: &Arrival,
        status: &Status,
        tags: &[i64],
    ) -> rusqlite::Result<()> {
        let hidden = if is_held(status) { 0 } else { self.hidden };
        self.write_headline(arrival, status, hidden)?;
        self.write_article(sql, arrival)?;
        let home = Home { feed: i64::from(self.feed.0), hidden: self.hidden };
        self.tally.put(marks(status), &[home], tags);
        self.log(arrival.id);
        Ok(())
    }

    /// Whether an article's feed was removed, and this one, which still brings it, is there.
    pub(super) fn may_take_over(&mut self, kept: &Kept) -> rusqlite::Result<bool> {
        let is_other = kept.feed != self.feed && self.hidden & FEED_REMOVED == 0;
        Ok(is_other && hidden_by(&mut self.prepared, kept.feed)? & FEED_REMOVED != 0)
    }

    /// Makes this the feed that the facts of an article are from, which is in it already.
    pub(super) fn take_over(&mut self, id: ArticleId, kept: &mut Kept) -> rusqlite::Result<()> {
        self.prepared.execute(
            "UPDATE headline SET feed = ?3 WHERE sort = ?1 AND id = ?2",
            (kept.sort, id.row(), self.feed.0),
        )?;
        kept.others.retain(|feed| *feed != self.feed);
        kept.others.push(std::mem::replace(&mut kept.feed, self.feed));
        self.log(id);
        Ok(())
    }

    /// Replaces the facts of a headline that stands there. Nothing that is counted changes.
    fn revise(&mut self, sort: i64, hidden: i64, arrival: &Arrival, status: &Status) -> rusqlite::Result<()> {
        self.prepared
            .execute("DELETE FROM headline WHERE sort = ?1 AND id = ?2", (sort, arrival.id.row()))?;
        self.write_headline(arrival, status, hidden)?;
        self.write_article(WRITE_ARTICLE_AGAIN, arrival)
    }

    fn write_headline(&mut self, arrival: &Arrival, status: &Status, hidden: i64) -> rusqlite::Result<()> {
        let article = &arrival.article;
        let author = self.name(article.author.as_deref())?;
        let section = self.name(article.section())?;
        let language = self.name(article.language.as_deref())?;
        let parameters = rusqlite::params![
            micros(arrival.date()),
            arrival.id.row(),
            arrival.feed.0,
            arrival.public_id().0 as i64,
            article.title,
            author,
            section,
            language,
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
            !arrival.others.is_empty(),
        ];
        self.prepared.execute(WRITE_HEADLINE, parameters).map(drop)
    }

    fn write_article(&mut self, sql: &'static str, arrival: &Arrival) -> rusqlite::Result<()> {
        let article = &arrival.article;
        let published = date_columns(article.published);
        let updated = date_columns(article.updated);
        let parameters = rusqlite::params![
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
        ];
        self.prepared.execute(sql, parameters).map(drop)
    }

    fn name(&mut self, text: Option<&str>) -> rusqlite::Result<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        if let Some(id) = self.names.get(text) {
            return Ok(Some(*id));
        }
        let known = self.prepared.find(statements::NAME_ID, [text], |row| row.get(0))?;
        let id = match known {
            Some(id) => id,
            None => self.prepared.insert("INSERT INTO name (text) VALUES (?1)", [text])?,
        };
        self.names.insert(text.to_owned(), id);
        Ok(Some(id))
    }

    /// Lets others learn of it once this is finished.
    pub(super) fn log(&mut self, id: ArticleId) {
        self.logged.push(id.row());
    }

    pub(super) fn finish(&mut self) -> rusqlite::Result<()> {
        self.tally.write(self.connection)?;
        // One statement for all of them: each counts on its own what number comes next.
        let logged = to_json(&std::mem::take(&mut self.logged))?;
        let sql = "INSERT INTO arrival (origin, article) SELECT ?1, value FROM json_each(?2) ORDER BY key";
        self.prepared.execute(sql, (self.origin, logged))?;
        self.prepared
            .execute("DELETE FROM arrival WHERE seq <= (SELECT max(seq) FROM arrival) - ?1", [KEPT_ARRIVALS])
            .map(drop)
    }
}

const WRITE_HEADLINE: &str = "INSERT INTO headline (sort, id, feed, public, title, author, section, language, \
     added, views, words, minutes, hidden, read, bookmarked, removed, noted, tagged, opened, opened_at, progress, \
     shared) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";

/// A source of an article that has none.
const WRITE_SOURCE: &str = "INSERT INTO source \
     (id, media, charset, name, path, base, file_time, hash, length, packed) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// A source of an article that may have one. What may replace is written to a journal of its own first, page by page.
const WRITE_SOURCE_AGAIN: &str = "INSERT OR REPLACE INTO source \
     (id, media, charset, name, path, base, file_time, hash, length, packed) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// The facts of an article that has none.
const WRITE_ARTICLE: &str = "INSERT INTO article (id, sort, url, \
     published, published_precision, published_basis, published_base, \
     updated, updated_precision, updated_basis, updated_base, breadcrumb, categories, comments) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/// The facts of an article that may have some.
const WRITE_ARTICLE_AGAIN: &str = "INSERT INTO article (id, sort, url, \
     published, published_precision, published_basis, published_base, \
     updated, updated_precision, updated_basis, updated_base, breadcrumb, categories, comments) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
     ON CONFLICT (id) DO UPDATE SET sort = excluded.sort, url = excluded.url, published = excluded.published, \
     published_precision = excluded.published_precision, published_basis = excluded.published_basis, \
     published_base = excluded.published_base, updated = excluded.updated, \
     updated_precision = excluded.updated_precision, updated_basis = excluded.updated_basis, \
     updated_base = excluded.updated_base, breadcrumb = excluded.breadcrumb, categories = excluded.categories, \
     comments = excluded.comments";

pub(super) fn number(row: i64) -> rusqlite::Result<ArticleId> {
    ArticleId::new(row).ok_or_else(|| row::out_of_range(row))
}

fn marks(status: &Status) -> Marks {
    Marks {
        read: status.read,
        bookmarked: status.bookmarked.is_some(),
        noted: status.note.is_some(),
        removed: status.removed.is_some(),
    }
}

/// Whether the reader put something on it that outlives its feeds.
fn is_held(status: &Status) -> bool {
    marks(status).is_held()
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
