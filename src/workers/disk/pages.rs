//! The pages that were fetched for articles of feeds, kept beside what the feeds said: the whole text, for offline.

use rusqlite::OptionalExtension;

use super::arrivals::KEPT_ARRIVALS;
use super::error::DiskError;
use super::library::{Durability, Library};
use super::reading;
use super::row::{self, Source, micros, pack};
use super::statements;
use crate::news::ArticleId;

impl Library {
    /// Keeps a page that was fetched for an article, and how many words of it the article is. Others learn of it as of a
    /// revision.
    pub fn keep_page(&mut self, id: ArticleId, page: &Source, words: u32) -> Result<(), DiskError> {
        let origin = self.origin;
        self.change("keep a page", Durability::Normal, |transaction| {
            let Source { bytes, media, charset, name, path: _, base, file_time } = page;
            transaction.execute(
                "INSERT OR REPLACE INTO page (id, media, charset, name, base, file_time, hash, length, packed, words) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                rusqlite::params![
                    id.row(),
                    row::media_code(*media),
                    charset,
                    name,
                    base,
                    file_time.map(micros),
                    page.hash(),
                    bytes.len() as i64,
                    pack(bytes)?,
                    words,
                ],
            )?;
            let sql = "UPDATE headline SET words = ?2 WHERE id = ?1 \
                       AND sort = (SELECT sort FROM article WHERE article.id = ?1)";
            transaction.execute(sql, (id.row(), words))?;
            transaction
                .execute("INSERT INTO arrival (origin, article) VALUES (?1, ?2)", (origin, id.row()))?;
            let sql = "DELETE FROM arrival WHERE seq <= (SELECT max(seq) FROM arrival) - ?1";
            transaction.execute(sql, [KEPT_ARRIVALS]).map(drop)
        })
    }

    /// The page that was fetched for an article, where one was.
    pub fn page(&self, id: ArticleId) -> Result<Option<Source>, DiskError> {
        let page = self.connection.query_row(statements::PAGE, [id.row()], reading::source_from).optional();
        self.told("read an article's page", page)
    }
}
