//! What is read of the library: feeds, counters, headlines by the thousand, one article, its source, its status.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement};

use super::error::DiskError;
use super::folders;
use super::library::Library;
use super::prepared::Prepared;
use super::row::{self, Source, date_from, from_json, moment};
use super::statements;
use crate::news::{Article, ArticleId, ArticleKey, Feed, FeedId, Place, PublicId, Status, Trouble};
use crate::store::{Batch, BatchFacts, Counts, Scope};

/// How far a [`stream`](Library::stream) of all headlines came. The default is its start.
#[derive(Debug, Default)]
pub struct Cursor {
    last: Option<(i64, i64)>,
    ended: bool,
    names: Names,
}

/// Interned texts by number, read once each and kept one after the other.
#[derive(Debug, Default)]
struct Names {
    texts: String,
    /// Where each text begins and ends in `texts`; nothing where it was not read yet.
    known: Vec<Option<(u32, u32)>>,
}

/// No library has so many authors; a number beyond is damage and must not cost memory.
const MOST_NAMES: usize = 1 << 24;

impl Names {
    fn learn(&mut self, id: Option<usize>, name_of: &mut Statement<'_>) -> rusqlite::Result<()> {
        let Some(id) = id.filter(|id| *id < MOST_NAMES) else { return Ok(()) };
        if self.known.len() <= id {
            self.known.resize(id + 1, None);
        }
        if self.known[id].is_none() {
            self.known[id] = Some(self.read(id, name_of)?);
        }
        Ok(())
    }

    /// Reads a text, and says where it stands now. One that is not there, or that four gigabytes do not hold, is empty.
    fn read(&mut self, id: usize, name_of: &mut Statement<'_>) -> rusqlite::Result<(u32, u32)> {
        let mut rows = name_of.query([id as i64])?;
        let Some(row) = rows.next()? else { return Ok((0, 0)) };
        let text = row.get_ref(0)?.as_str()?;
        let start = self.texts.len();
        let place = u32::try_from(start).ok().zip(u32::try_from(start + text.len()).ok());
        if place.is_some() {
            self.texts.push_str(text);
        }
        Ok(place.unwrap_or_default())
    }

    fn get(&self, id: Option<usize>) -> &str {
        let place = id.and_then(|id| *self.known.get(id)?);
        place.map_or("", |(start, end)| &self.texts[start as usize..end as usize])
    }
}

impl Library {
    /// All feeds, removed ones too, by number.
    pub fn feeds(&self) -> Result<Vec<Feed>, DiskError> {
        self.told("read the feeds", feeds(&self.connection))
    }

    /// The kept counters of all scopes that hold anything.
    pub fn counters(&self) -> Result<Vec<(Scope, Counts)>, DiskError> {
        self.told("read the counters", counters(&self.connection))
    }

    /// The newest `n` headlines that are unread and shown, newest first.
    pub fn newest_unread(&self, n: usize) -> Result<Batch, DiskError> {
        self.window(statements::NEWEST_UNREAD, [n as i64], n)
    }

    /// The newest `n` headlines that are shown, newest first.
    pub fn newest(&self, n: usize) -> Result<Batch, DiskError> {
        self.window(statements::NEWEST, [n as i64, i64::MAX], n)
    }

    /// The oldest `n` headlines that are shown, oldest first.
    pub fn oldest(&self, n: usize) -> Result<Batch, DiskError> {
        self.window(statements::OLDEST, [n as i64, i64::MIN], n)
    }

    /// The next `n` headlines of all, newest first, removed ones too, with their tags and notes; an empty batch
    /// at the end.
    pub fn stream(&self, cursor: &mut Cursor, n: usize) -> Result<Batch, DiskError> {
        if cursor.ended {
            return Ok(Batch::default());
        }
        let (sort, id) = cursor.last.unwrap_or((i64::MAX, i64::MAX));
        let read =
            read_headlines(&self.connection, statements::STREAM, [n as i64, sort, id], n, &mut cursor.names);
        let Read { batch, last, rows } = self.told("read the headlines", read)?;
        cursor.last = last.or(cursor.last);
        cursor.ended = rows < n;
        Ok(batch)
    }

    /// The headlines of some articles, muted ones too, as far as there are such.
    pub fn rows(&self, articles: &[ArticleId]) -> Result<Batch, DiskError> {
        self.told("read the headlines of some articles", rows(&self.connection, articles))
    }

    fn window(&self, sql: &str, parameters: impl Params, n: usize) -> Result<Batch, DiskError> {
        let read = read_headlines(&self.connection, sql, parameters, n, &mut Names::default());
        self.told("read the newest headlines", read.map(|read| read.batch))
    }

    /// An article's key and facts.
    pub fn article(&self, id: ArticleId) -> Result<Option<(ArticleKey, Article)>, DiskError> {
        self.articles().read(id)
    }

    /// For reading many articles: what each of them costs is a tenth of what a lone one does.
    #[must_use]
    pub fn articles(&self) -> Articles<'_> {
        Articles { library: self, prepared: Prepared::new(&self.connection) }
    }

    /// The article of that short name, where it was ever spoken of.
    pub fn named(&self, name: PublicId) -> Result<Option<ArticleId>, DiskError> {
        let (first, last) = row::keys_of(name);
        let id = self.connection.query_row(statements::NAMED, [first, last], |row| row.get(0)).optional();
        Ok(self.told("find an article", id)?.and_then(ArticleId::new))
    }

    /// An article's source as it came.
    pub fn source(&self, id: ArticleId) -> Result<Option<Source>, DiskError> {
        let source = self.connection.query_row(statements::SOURCE, [id.row()], source_from).optional();
        self.told("read an article's source", source)
    }

    /// The feeds that brought an article.
    pub fn feeds_of(&self, id: ArticleId) -> Result<Vec<FeedId>, DiskError> {
        let feeds = self.connection.prepare(statements::FEEDS_OF).and_then(|mut statement| {
            statement.query_map([id.row()], |row| row.get(0).map(FeedId))?.collect()
        });
        self.told("read the feeds of an article", feeds)
    }

    /// The number of the article with that key, where it was ever spoken of.
    pub fn find(&self, key: &ArticleKey) -> Result<Option<ArticleId>, DiskError> {
        let id = self.connection.query_row(statements::IDENTITY, [key.bytes()], |row| row.get(0)).optional();
        Ok(self.told("find an article", id)?.and_then(ArticleId::new))
    }

    /// Everything the reader's hand left on an article; nothing at all is the default.
    pub fn status(&self, id: ArticleId) -> Result<Status, DiskError> {
        self.told("read what was marked", status(&mut Prepared::new(&self.connection), id))
    }
}

/// Reads articles, one after the other.
#[derive(Debug)]
pub struct Articles<'l> {
    library: &'l Library,
    prepared: Prepared<'l>,
}

impl Articles<'_> {
    /// An article's key and facts.
    pub fn read(&mut self, id: ArticleId) -> Result<Option<(ArticleKey, Article)>, DiskError> {
        let kept = article(&mut self.prepared, id);
        Ok(self.library.told("read an article", kept)?.map(|kept| (kept.key, kept.article)))
    }
}

/// Reads a little of everything that a start reads.
pub(super) fn probe(connection: &Connection) -> rusqlite::Result<()> {
    feeds(connection)?;
    counters(connection)?;
    for (sql, end) in [(statements::NEWEST, i64::MAX), (statements::OLDEST, i64::MIN)] {
        read_headlines(connection, sql, [1, end], 1, &mut Names::default())?;
    }
    read_headlines(connection, statements::NEWEST_UNREAD, [1], 1, &mut Names::default()).map(drop)
}

pub(super) fn feeds(connection: &Connection) -> rusqlite::Result<Vec<Feed>> {
    let folders = folders::all(connection)?;
    let mut statement = connection.prepare(statements::FEEDS)?;
    let feeds = statement.query_map([], |row| {
        Ok(Feed {
            id: FeedId(row.get(0)?),
            kind: row::feed_kind_from(row.get_ref(1)?.as_str()?),
            title: row.get(2)?,
            address: row.get(3)?,
            folder: folders::path(&folders, row.get(4)?),
            position: row.get(5)?,
            removed: row.get::<_, Option<i64>>(6)?.is_some(),
            full_text: row.get::<_, Option<bool>>(10)?.unwrap_or_default(),
            muted: row.get::<_, Option<bool>>(11)?.unwrap_or_default(),
            interval: row.get(12)?,
            priority: row.get::<_, Option<i32>>(13)?.unwrap_or_default(),
            tags: match row.get_ref(14)?.as_str_or_null()? {
                Some(tags) => from_json(tags)?,
                None => Vec::new(),
            },
            trouble: trouble(row)?,
        })
    })?;
    feeds.collect()
}

/// A feed that answers is in no trouble.
fn trouble(row: &Row<'_>) -> rusqlite::Result<Option<Trouble>> {
    let since = row.get::<_, Option<i64>>(7)?.map(row::moment);
    let gone = row.get::<_, Option<bool>>(9)?.unwrap_or_default();
    if since.is_none() && !gone {
        return Ok(None);
    }
    let reason = row.get::<_, Option<String>>(8)?.unwrap_or_default();
    Ok(Some(Trouble { since, reason, gone }))
}

fn counters(connection: &Connection) -> rusqlite::Result<Vec<(Scope, Counts)>> {
    let mut statement = connection.prepare(statements::COUNTERS)?;
    let counters = statement.query_map([], |row| {
        let scope = match row.get::<_, i64>(0)? {
            0 => Scope::All,
            1 => Scope::Feed(FeedId(row.get(1)?)),
            _ => Scope::Tag(row.get::<_, Option<String>>(5)?.unwrap_or_default()),
        };
        Ok((scope, Counts { total: row.get(2)?, unread: row.get(3)?, bookmarked: row.get(4)? }))
    })?;
    counters.filter(|counter| counter.as_ref().map_or(true, |(_, counts)| counts.total > 0)).collect()
}

/// Headlines as read: the batch, the clustered key of the last row, and how many rows were looked at.
struct Read {
    batch: Batch,
    last: Option<(i64, i64)>,
    rows: usize,
}

fn read_headlines(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    n: usize,
    names: &mut Names,
) -> rusqlite::Result<Read> {
    let mut read = Read { batch: Batch::with_capacity(n.min(100_000)), last: None, rows: 0 };
    let mut annotated = Vec::new();
    let mut name_of = connection.prepare(statements::NAME)?;
    let mut feeds_of = connection.prepare(statements::FEEDS_OF)?;
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        read.rows += 1;
        read.last = Some((integer(row, 0)?, integer(row, 1)?));
        push(row, &mut read.batch, names, &mut name_of, &mut feeds_of, &mut annotated)?;
    }
    annotate(connection, &mut read.batch, &annotated)?;
    Ok(read)
}

fn rows(connection: &Connection, articles: &[ArticleId]) -> rusqlite::Result<Batch> {
    let (mut batch, mut names) = (Batch::with_capacity(articles.len()), Names::default());
    let mut annotated = Vec::new();
    let mut name_of = connection.prepare(statements::NAME)?;
    let mut feeds_of = connection.prepare(statements::FEEDS_OF)?;
    let mut sort_of = connection.prepare(statements::SORT)?;
    let mut headline = connection.prepare(statements::HEADLINE)?;
    for id in articles {
        let sort: Option<i64> = sort_of.query_row([id.row()], |row| row.get(0)).optional()?;
        let Some(sort) = sort else { continue };
        if let Some(row) = headline.query([sort, id.row()])?.next()? {
            push(row, &mut batch, &mut names, &mut name_of, &mut feeds_of, &mut annotated)?;
        }
    }
    annotate(connection, &mut batch, &annotated)?;
    Ok(batch)
}

/// Writes one row into the batch without allocating; remembers it where it has tags or a note.
fn push(
    row: &Row<'_>,
    batch: &mut Batch,
    names: &mut Names,
    name_of: &mut Statement<'_>,
    feeds_of: &mut Statement<'_>,
    annotated: &mut Vec<(ArticleId, bool, bool)>,
) -> rusqlite::Result<()> {
    let Some(facts) = facts_from(row)? else { return Ok(()) };
    let [author, section, language] = [name_id(row, 5)?, name_id(row, 6)?, name_id(row, 7)?];
    for name in [author, section, language] {
        names.learn(name, name_of)?;
    }
    let title = row.get_ref(4)?.as_str()?;
    batch.push(facts, title, names.get(author), names.get(section), names.get(language));
    if integer(row, 21)? != 0 {
        let others = feeds_of.query_map([facts.id.row()], |row| row.get(0).map(FeedId))?;
        for feed in others {
            Some(feed?).filter(|feed| *feed != facts.feed).into_iter().for_each(|feed| batch.push_feed(feed));
        }
    }
    let (noted, tagged) = (integer(row, 16)? != 0, integer(row, 17)? != 0);
    if noted || tagged {
        annotated.push((facts.id, noted, tagged));
    }
    Ok(())
}

fn facts_from(row: &Row<'_>) -> rusqlite::Result<Option<BatchFacts>> {
    let Some(id) = ArticleId::new(integer(row, 1)?) else { return Ok(None) };
    Ok(Some(BatchFacts {
        id,
        public_id: PublicId(integer(row, 3)? as u64),
        feed: FeedId(integer(row, 2)? as u32),
        date: moment(integer(row, 0)?),
        added: moment(integer(row, 8)?),
        views: optional(row, 9)?.map(|views| views as u64),
        words: integer(row, 10)? as u32,
        publisher_read_minutes: optional(row, 11)?.map(|minutes| minutes as u32),
        opened: integer(row, 18)? as u32,
        progress: integer(row, 20)? as u16,
        read: integer(row, 13)? != 0,
        bookmarked: optional(row, 14)?.map(moment),
        removed: optional(row, 15)?.map(moment),
        noted: integer(row, 16)? != 0,
        opened_at: optional(row, 19)?.map(moment),
    }))
}

fn integer(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(row.get_ref(column)?.as_i64()?)
}

fn optional(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(row.get_ref(column)?.as_i64_or_null()?)
}

fn name_id(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<usize>> {
    Ok(optional(row, column)?.and_then(|id| usize::try_from(id).ok()))
}

fn annotate(
    connection: &Connection,
    batch: &mut Batch,
    annotated: &[(ArticleId, bool, bool)],
) -> rusqlite::Result<()> {
    let mut prepared = Prepared::new(connection);
    for &(id, noted, tagged) in annotated {
        if tagged {
            let tags: Vec<String> = prepared.all(statements::TAGS, [id.row()], |row| row.get(0))?;
            tags.into_iter().for_each(|tag| batch.push_tag(id, tag));
        }
        if noted {
            let note: Option<Option<String>> =
                prepared.find(statements::NOTE, [id.row()], |row| row.get(0))?;
            note.flatten().into_iter().for_each(|note| batch.push_note(id, note));
        }
    }
    Ok(())
}

/// An article as it stands on disk.
pub(super) struct Kept {
    pub(super) key: ArticleKey,
    /// The feed that its facts are from.
    pub(super) feed: FeedId,
    /// The others that it is in.
    pub(super) others: Vec<FeedId>,
    pub(super) added: Timestamp,
    pub(super) sort: i64,
    pub(super) hidden: i64,
    pub(super) article: Article,
}

pub(super) fn article(prepared: &mut Prepared<'_>, id: ArticleId) -> rusqlite::Result<Option<Kept>> {
    let key = prepared.find(statements::KEY, [id.row()], |row| row.get(0))?;
    let cold = prepared
        .find(statements::ARTICLE, [id.row()], |row| Ok((row.get::<_, i64>(0)?, cold_facts(row)?)))?;
    let (Some(key), Some((sort, article))) = (key, cold) else { return Ok(None) };
    let key = ArticleKey::from_bytes(key);
    let kept = prepared.find(statements::HEADLINE, [sort, id.row()], |row| {
        let names: [Option<i64>; 2] = [row.get(5)?, row.get(7)?];
        let (feed, added) = (FeedId(row.get(2)?), moment(row.get(8)?));
        let (hidden, is_shared) = (row.get(12)?, row.get::<_, bool>(21)?);
        let others = Vec::new();
        let kept = Kept { key, sort, feed, others, added, hidden, article: hot_facts(row, article)? };
        Ok((kept, names, is_shared))
    })?;
    let Some((mut kept, [author, language], is_shared)) = kept else { return Ok(None) };
    if is_shared {
        let feeds = prepared.all(statements::FEEDS_OF, [id.row()], |row| row.get(0).map(FeedId))?;
        kept.others = feeds.into_iter().filter(|feed| *feed != kept.feed).collect();
    }
    kept.article.author = name(prepared, author)?;
    kept.article.language = name(prepared, language)?;
    Ok(Some(kept))
}

fn cold_facts(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(Article {
        url: row.get(1)?,
        published: date_from((row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))?,
        updated: date_from((row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?))?,
        breadcrumb: from_json(row.get_ref(10)?.as_str()?)?,
        categories: from_json(row.get_ref(11)?.as_str()?)?,
        comments: row.get::<_, Option<i64>>(12)?.map(|comments| comments as u64),
        ..Article::default()
    })
}

fn hot_facts(row: &Row<'_>, article: Article) -> rusqlite::Result<Article> {
    Ok(Article {
        title: row.get(4)?,
        views: row.get::<_, Option<i64>>(9)?.map(|views| views as u64),
        words: row.get(10)?,
        publisher_read_minutes: row.get(11)?,
        ..article
    })
}

fn name(prepared: &mut Prepared<'_>, id: Option<i64>) -> rusqlite::Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    prepared.find(statements::NAME, [id], |row| row.get(0))
}

pub(super) fn source_from(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        media: row::media_from(row.get_ref(0)?.as_str()?),
        charset: row.get(1)?,
        name: row.get(2)?,
        path: row.get(3)?,
        base: row.get(4)?,
        file_time: row.get::<_, Option<i64>>(5)?.map(moment),
        bytes: row::unpack(row.get_ref(7)?.as_blob()?, row.get(6)?)?,
        packed: None,
    })
}

pub(super) fn status(prepared: &mut Prepared<'_>, id: ArticleId) -> rusqlite::Result<Status> {
    let status = prepared.find(statements::STATUS, [id.row()], status_from)?;
    let tags = prepared.all(statements::TAGS, [id.row()], |row| row.get(0))?;
    Ok(Status { tags, ..status.unwrap_or_default() })
}

fn status_from(row: &Row<'_>) -> rusqlite::Result<Status> {
    let block: Option<u32> = row.get(4)?;
    let place = match block {
        Some(block) => {
            Some(Place { block, hash: row.get::<_, i64>(5)? as u64, offset: row.get::<_, u32>(6)? })
        }
        None => None,
    };
    Ok(Status {
        read: row.get(0)?,
        bookmarked: row.get::<_, Option<i64>>(1)?.map(moment),
        removed: row.get::<_, Option<i64>>(2)?.map(moment),
        note: row.get(3)?,
        place,
        progress: row.get(7)?,
        opened: row.get(8)?,
        opened_at: row.get::<_, Option<i64>>(9)?.map(moment),
        tags: Vec::new(),
    })
}
