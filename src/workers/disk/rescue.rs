//! A damaged library: kept aside under a dated name, and read table by table into a new one.
//!
//! What the reader did comes first (statuses, tags, sources), then the articles. Rows that cannot be read are stepped
//! over; what can be told from other rows (headlines, counters, copies of marks) is made anew. The old file is
//! never written to, and is replaced only when the new one is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Statement, params_from_iter};

use super::beside::{beside, create_private, discard, own_name, sync_folder};
use super::connection::connect;
use super::error::DiskError;
use super::header;
use super::making::write_empty;
use super::migration::{MIGRATIONS, PAGE_SIZE, dated_name};
use super::row::{from_json, half_known, unpack};
use crate::news::ArticleKey;
use crate::store::ReaderChange;

/// A table to be saved: its columns, the first ones being its key.
struct Table {
    name: &'static str,
    columns: &'static str,
    key: &'static str,
    /// Whether the key is one number, so that unreadable stretches can be jumped over.
    numbered: bool,
}

const fn numbered(name: &'static str, key: &'static str, columns: &'static str) -> Table {
    Table { name, columns, key, numbered: true }
}

const fn clustered(name: &'static str, key: &'static str, columns: &'static str) -> Table {
    Table { name, columns, key, numbered: false }
}

/// What the reader did first, then what the world can bring again.
const TABLES: [Table; 17] = [
    numbered("identity", "id", "id, key"),
    numbered(
        "status",
        "id",
        "id, read, bookmarked, removed, note, place_block, place_hash, place_offset, progress, opened, opened_at",
    ),
    numbered("tag", "id", "id, name"),
    clustered("article_tag", "article, position", "article, position, tag"),
    numbered("source", "id", "id, media, charset, name, path, base, file_time, hash, length, packed"),
    numbered("page", "id", "id, media, charset, name, base, file_time, hash, length, packed, words"),
    numbered("folder", "id", "id, parent, title, position"),
    numbered("feed", "id", "id, kind, title, address, folder, position, removed"),
    numbered(
        "subscription",
        "feed",
        "feed, name, userinfo, typed, site, etag, last_modified, hash, checked, answered, failing_since, failures, \
         reason, due, gone, moved_from, outline",
    ),
    numbered(
        "feed_setting",
        "feed",
        "feed, title, interval, full_text, headers, user_agent, tags, muted, priority",
    ),
    numbered("feed_pace", "feed", "feed, title, every, skip_hours, skip_days, newest, gap"),
    clustered("alias", "key", "key, article"),
    numbered("name", "id", "id, text"),
    numbered(
        "article",
        "id",
        "id, sort, url, published, published_precision, published_basis, published_base, updated, \
         updated_precision, updated_basis, updated_base, breadcrumb, categories, comments, hidden_reason",
    ),
    clustered("headline", "sort, id", HEADLINE),
    clustered("article_feed", "feed, article", "feed, article"),
    numbered("journal", "seq", "seq, origin, at, kind, step, name, undone, change, inverse"),
];

const HEADLINE: &str = "sort, id, feed, public, title, author, section, language, added, views, words, minutes, \
     hidden, read, bookmarked, removed, noted, tagged, opened, opened_at, progress";

/// Saves what can be read of `file` into a new file in its place; answers with the sentence for the reader.
pub(super) fn rescue(file: &Path, how: &str, now: Timestamp) -> Result<String, DiskError> {
    let kept = keep_aside(file, now)?;
    let (work, fresh) = (own_name(file), own_name(file));
    let saved = save_into(file, &work, &fresh, now).and_then(|saved| {
        replace(&fresh, file)?;
        Ok(saved)
    });
    discard(&work);
    discard(&fresh);
    Ok(sentence(how, &kept, &saved?))
}

fn sentence(how: &str, kept: &Path, saved: &Saved) -> String {
    let mut how = how.lines().next().unwrap_or_default().to_owned();
    how.truncate(how.char_indices().nth(80).map_or(how.len(), |(at, _)| at));
    format!(
        "The library was damaged ({how}). Saved: {} articles, {} bookmarks, {} notes, {} sources. The damaged file is \
         kept as {}.",
        saved.articles,
        saved.bookmarks,
        saved.notes,
        saved.sources,
        kept.display()
    )
}

/// A second name for the damaged file (a copy where links are unknown), and a copy of its log.
fn keep_aside(file: &Path, now: Timestamp) -> Result<PathBuf, DiskError> {
    let kept = dated_name(file, now, "damaged");
    if fs::hard_link(file, &kept).is_err() {
        copy(file, &kept)?;
    }
    copy_log(file, &kept)?;
    sync_folder(file);
    Ok(kept)
}

fn copy(from: &Path, to: &Path) -> Result<(), DiskError> {
    create_private(to)?;
    fs::copy(from, to).map(drop).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            DiskError::Full { path: to.to_owned() }
        }
        _ => DiskError::File { what: "copy the library to", path: to.to_owned(), cause },
    })
}

fn copy_log(from: &Path, to: &Path) -> Result<(), DiskError> {
    let log = beside(from, "-wal");
    match fs::metadata(&log) {
        Ok(metadata) if metadata.len() > 0 => copy(&log, &beside(to, "-wal")),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Puts the new file in the old one's place. The old log goes first: it must never meet the new file.
fn replace(fresh: &Path, file: &Path) -> Result<(), DiskError> {
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(file, suffix));
    }
    fs::rename(fresh, file).map_err(|cause| DiskError::File {
        what: "replace",
        path: file.to_owned(),
        cause,
    })?;
    sync_folder(file);
    Ok(())
}

/// What a rescue brought over.
struct Saved {
    articles: i64,
    bookmarks: i64,
    notes: i64,
    sources: i64,
}

fn save_into(file: &Path, work: &Path, fresh: &Path, now: Timestamp) -> Result<Saved, DiskError> {
    write_empty(fresh, now)?;
    let old = open_work_copy(file, work, fresh)?;
    let told = |error| DiskError::from_sqlite("save what can be read into", file, error);
    let new = connect(fresh).map_err(told)?;
    // The whole file is written out at the end, before it takes the old one's name.
    new.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF").map_err(told)?;
    let transaction = new.unchecked_transaction().map_err(told)?;
    if let Some(old) = &old {
        for table in &TABLES {
            Salvage::new(old, &transaction, table).and_then(|mut salvage| salvage.run()).map_err(told)?;
        }
        remember_earlier_losses(old, &transaction).map_err(told)?;
    }
    keys_from_headlines(&transaction).map_err(told)?;
    transaction.execute_batch(NOTE_LOSSES).map_err(told)?;
    transaction.execute_batch(include_str!("mend.sql")).map_err(told)?;
    name_headlines(&transaction).map_err(told)?;
    drop_unreadable(&transaction).map_err(told)?;
    let saved = count(&transaction).map_err(told)?;
    transaction.commit().map_err(told)?;
    new.close().map_err(|(_, error)| told(error))?;
    let written = File::open(fresh).and_then(|file| file.sync_all());
    written.map_err(|cause| DiskError::File { what: "write", path: fresh.to_owned(), cause })?;
    Ok(saved)
}

/// A headline knows the first half of its article's key, which tells it from all others. The second half is filled with
/// zeros until the article comes again: see [`half_known`].
fn keys_from_headlines(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT id, public FROM headline \
         WHERE id NOT IN (SELECT id FROM identity) AND id BETWEEN 1 AND 4294967295 AND public <> 0",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (id, public) in rows.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
        let key = half_known(public);
        connection.execute("INSERT OR IGNORE INTO identity (id, key) VALUES (?1, ?2)", (id, key))?;
    }
    Ok(())
}

/// Remembers of which articles the key, or the facts, can only be told from their sources: whoever can read those
/// restores them. What an earlier rescue remembered, and nobody restored since, is still to be restored.
const NOTE_LOSSES: &str = "
    INSERT OR REPLACE INTO meta (key, value) SELECT 'lost-keys', json_group_array(id) FROM source
        WHERE id NOT IN (SELECT id FROM identity)
           OR id IN (SELECT json_each.value FROM meta, json_each(meta.value) WHERE meta.key = 'lost-keys')
        HAVING count(*) > 0;
    INSERT OR REPLACE INTO meta (key, value) SELECT 'lost-facts', json_group_array(id) FROM source
        WHERE id NOT IN (SELECT id FROM article) OR id NOT IN (SELECT id FROM headline)
           OR id IN (SELECT json_each.value FROM meta, json_each(meta.value) WHERE meta.key = 'lost-facts')
        HAVING count(*) > 0;";

/// Takes over what an earlier rescue remembered, as far as that can be read.
fn remember_earlier_losses(old: &Connection, new: &Connection) -> rusqlite::Result<()> {
    for name in ["lost-keys", "lost-facts"] {
        let value = old.query_row("SELECT value FROM meta WHERE key = ?1", [name], |row| row.get(0));
        let value: String = value.unwrap_or_default();
        if serde_json::from_str::<Vec<i64>>(&value).is_ok() {
            new.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (name, value))?;
        }
    }
    Ok(())
}

/// Headlines that were made anew get the public number of their key.
fn name_headlines(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare("SELECT sort, headline.id, key FROM headline JOIN identity USING (id) WHERE public = 0")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (sort, id, key) in rows.collect::<rusqlite::Result<Vec<(i64, i64, [u8; 16])>>>()? {
        let public = ArticleKey::from_bytes(key).public_id().0 as i64;
        connection
            .execute("UPDATE headline SET public = ?3 WHERE sort = ?1 AND id = ?2", (sort, id, public))?;
    }
    Ok(())
}

/// Steps that cannot be read any more cannot be taken back, and sources that cannot be unpacked cannot be shown.
fn drop_unreadable(connection: &Connection) -> rusqlite::Result<()> {
    let change = |row: &Row<'_>, column| {
        let text = row.get::<usize, Option<String>>(column);
        text.map(|text| text.is_none_or(|text| from_json::<ReaderChange>(&text).is_ok()))
    };
    drop_rows(connection, "SELECT seq, change, inverse, kind = 'step' FROM journal", "journal", |row| {
        let is_whole = row.get::<_, Option<String>>(2)?.is_some() || !row.get::<_, bool>(3)?;
        Ok(is_whole && change(row, 1)? && change(row, 2)?)
    })?;
    for (select, table) in
        [("SELECT id, packed, length FROM source", "source"), ("SELECT id, packed, length FROM page", "page")]
    {
        drop_rows(connection, select, table, |row| {
            Ok(unpack(row.get_ref(1)?.as_blob()?, row.get(2)?).is_ok())
        })?;
    }
    Ok(())
}

fn drop_rows(
    connection: &Connection,
    select: &str,
    table: &str,
    is_readable: impl Fn(&Row<'_>) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(select)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, is_readable(row)?)))?;
    let judged = rows.collect::<rusqlite::Result<Vec<(i64, bool)>>>()?;
    let mut delete = connection.prepare(&format!("DELETE FROM {table} WHERE rowid = ?1"))?;
    judged.iter().filter(|(_, readable)| !readable).try_for_each(|(id, _)| delete.execute([id]).map(drop))
}

fn count(connection: &Connection) -> rusqlite::Result<Saved> {
    connection.query_row(
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM status WHERE bookmarked IS NOT NULL), \
         (SELECT count(*) FROM status WHERE note IS NOT NULL), (SELECT count(*) FROM source)",
        [],
        |row| {
            Ok(Saved {
                articles: row.get(0)?,
                bookmarks: row.get(1)?,
                notes: row.get(2)?,
                sources: row.get(3)?,
            })
        },
    )
}

/// A copy of the damaged file that SQLite will read: with its log; then with its header mended; then with the first
/// page of a new library, as all libraries of a schema have their tables at the same pages. None: hopeless.
fn open_work_copy(file: &Path, work: &Path, fresh: &Path) -> Result<Option<Connection>, DiskError> {
    let steps: [fn(&Path, &Path) -> Option<()>; 4] = [as_it_came, mend_header, mend_first_page, without_log];
    copy(file, work)?;
    copy_log(file, work)?;
    for step in steps {
        let _ = fs::remove_file(beside(work, "-shm"));
        if step(work, fresh).is_none() {
            continue;
        }
        if let Some(connection) = connect(work).ok().filter(is_readable) {
            return Ok(Some(connection));
        }
    }
    Ok(None)
}

fn is_readable(connection: &Connection) -> bool {
    let named: rusqlite::Result<i64> = connection.query_row(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('identity', 'status', 'source')",
        [],
        |row| row.get(0),
    );
    named.is_ok_and(|named| named == 3)
}

/// Without a log the file's length is the truth; with one, SQLite knows better.
fn as_it_came(work: &Path, fresh: &Path) -> Option<()> {
    let log = beside(work, "-wal");
    if log.exists() { Some(()) } else { mend_header(work, fresh) }
}

fn mend_header(work: &Path, _: &Path) -> Option<()> {
    mend(work, None)
}

fn mend_first_page(work: &Path, fresh: &Path) -> Option<()> {
    let mut page = vec![0; PAGE_SIZE as usize];
    File::open(fresh).ok()?.read_exact(&mut page).ok()?;
    mend(work, Some(&page))
}

/// Mends the header in place; with a `page`, that one is put in the first one's place before.
fn mend(work: &Path, page: Option<&[u8]>) -> Option<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(work).ok()?;
    let pages = file.metadata().ok()?.len().div_ceil(PAGE_SIZE as u64);
    file.set_len(pages * PAGE_SIZE as u64).ok()?;
    page.map_or(Ok(()), |page| file.write_all(page)).ok()?;
    let mut bytes = [0; header::LENGTH];
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    file.seek(SeekFrom::Start(0)).ok()?;
    file.write_all(&header::mended(&bytes, u32::try_from(pages).ok()?, MIGRATIONS.len() as u32)).ok()
}

fn without_log(work: &Path, _: &Path) -> Option<()> {
    fs::remove_file(beside(work, "-wal")).ok()
}

/// One table on its way from the damaged file into the new one.
struct Salvage<'a> {
    old: &'a Connection,
    new: &'a Connection,
    table: &'a Table,
    insert: Statement<'a>,
}

/// No row has a higher number: articles have 32 bits, journals count human actions.
const HIGHEST: i64 = 1 << 33;

impl<'a> Salvage<'a> {
    fn new(old: &'a Connection, new: &'a Connection, table: &'a Table) -> rusqlite::Result<Self> {
        let Table { name, columns, .. } = table;
        let marks = vec!["?"; columns.split(", ").count()].join(", ");
        let insert = new.prepare(&format!("INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})"))?;
        Ok(Self { old, new, table, insert })
    }

    fn run(&mut self) -> rusqlite::Result<()> {
        if self.table.numbered {
            return self.by_number();
        }
        if !self.scan("")? {
            self.scan(" DESC")?;
            self.by_article()?;
        }
        Ok(())
    }

    /// Reads on from number to number; where reading fails, finds the next number that can be read.
    fn by_number(&mut self) -> rusqlite::Result<()> {
        let mut after = i64::MIN;
        while let Err(last) = self.read_after(after)? {
            let Some(next) = self.next_readable(last.max(after).max(0)) else { return Ok(()) };
            // The row itself may be what cannot be read: then its number is stepped over.
            after = if self.read_one(next)? { next } else { next.max(after.saturating_add(1)) };
        }
        Ok(())
    }

    /// Copies all rows after a number; `Err` with the last one read where reading fails.
    fn read_after(&mut self, after: i64) -> rusqlite::Result<Result<(), i64>> {
        let Table { name, columns, key, .. } = self.table;
        let sql = format!("SELECT {columns} FROM {name} WHERE {key} > ?1 ORDER BY {key}");
        let mut last = after;
        let Ok(mut statement) = self.old.prepare(&sql) else { return Ok(Ok(())) };
        let Ok(mut rows) = statement.query([after]) else { return Ok(Err(last)) };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    last = row.get(0).unwrap_or(last);
                    self.put(row)?;
                }
                Ok(None) => return Ok(Ok(())),
                Err(_) => return Ok(Err(last)),
            }
        }
    }

    fn read_one(&mut self, number: i64) -> rusqlite::Result<bool> {
        let Table { name, columns, key, .. } = self.table;
        let sql = format!("SELECT {columns} FROM {name} WHERE {key} = ?1");
        let Ok(mut statement) = self.old.prepare(&sql) else { return Ok(false) };
        let Ok(mut rows) = statement.query([number]) else { return Ok(false) };
        match rows.next() {
            Ok(Some(row)) => self.put(row).map(|()| true),
            Ok(None) | Err(_) => Ok(false),
        }
    }

    /// The smallest number after `last` from where the table can be read: by doubling strides, then by halving.
    fn next_readable(&self, last: i64) -> Option<i64> {
        let mut stride = 1;
        while !self.can_seek(last + stride) {
            stride *= 2;
            if stride > HIGHEST {
                return None;
            }
        }
        let (mut unreadable, mut readable) = (last + stride / 2, last + stride);
        while readable - unreadable > 1 {
            let middle = unreadable + (readable - unreadable) / 2;
            if self.can_seek(middle) { readable = middle } else { unreadable = middle }
        }
        self.seek(readable).ok().flatten()
    }

    fn can_seek(&self, number: i64) -> bool {
        self.seek(number).is_ok()
    }

    fn seek(&self, number: i64) -> rusqlite::Result<Option<i64>> {
        let Table { name, key, .. } = self.table;
        let sql = format!("SELECT {key} FROM {name} WHERE {key} >= ?1 ORDER BY {key} LIMIT 1");
        self.old.query_row(&sql, [number], |row| row.get(0)).optional()
    }

    /// Copies from one end as far as rows can be read; whether that was to the other.
    fn scan(&mut self, order: &str) -> rusqlite::Result<bool> {
        let Table { name, columns, key, .. } = self.table;
        let keys: Vec<String> = key.split(", ").map(|key| format!("{key}{order}")).collect();
        self.copy(&format!("SELECT {columns} FROM {name} ORDER BY {}", keys.join(", ")), &[])
    }

    /// Copies what can be found of each article that was saved.
    fn by_article(&mut self) -> rusqlite::Result<()> {
        let Table { name, columns, .. } = self.table;
        let (ids, condition) = match *name {
            "headline" => ("SELECT sort, id FROM article", "sort = ?1 AND id = ?2"),
            "article_tag" => ("SELECT id, id FROM identity", "article = ?1 AND ?2"),
            _ => ("SELECT feed.id, article.id FROM feed, article", "feed = ?1 AND article = ?2"),
        };
        let mut statement = self.new.prepare(ids)?;
        let keys = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let keys = keys.collect::<rusqlite::Result<Vec<[i64; 2]>>>()?;
        let sql = format!("SELECT {columns} FROM {name} WHERE {condition}");
        keys.iter().try_for_each(|key| self.copy(&sql, key).map(drop))
    }

    fn copy(&mut self, sql: &str, parameters: &[i64]) -> rusqlite::Result<bool> {
        let Ok(mut statement) = self.old.prepare(sql) else { return Ok(false) };
        let Ok(mut rows) = statement.query(params_from_iter(parameters)) else { return Ok(false) };
        loop {
            match rows.next() {
                Ok(Some(row)) => self.put(row)?,
                Ok(None) => return Ok(true),
                Err(_) => return Ok(false),
            }
        }
    }

    /// Writes one row; one that the schema does not allow is left behind.
    fn put(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let count = self.insert.parameter_count();
        let values: rusqlite::Result<Vec<Value>> = (0..count).map(|column| value(row, column)).collect();
        let Ok(values) = values else { return Ok(()) };
        match self.insert.execute(params_from_iter(values)) {
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                Ok(())
            }
            result => result.map(drop),
        }
    }
}

/// A value, with text that is not UTF-8 any more made so.
fn value(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        other => other.try_into()?,
    })
}
