//! The pages that were fetched for articles of feeds, kept beside what the feeds said: the whole text, for offline.

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::arrivals::KEPT_ARRIVALS;
use super::error::DiskError;
use super::library::{Durability, Library};
use super::reading;
use super::row::{self, Source, micros};
use super::statements;
use crate::news::{ArticleId, FeedId};

impl Library {
    /// Keeps a page that was fetched for an article, and how many words of it the article is. Others learn of it as of a
    /// revision.
    pub fn keep_page(&mut self, id: ArticleId, page: &Source, words: u32) -> Result<(), DiskError> {
        let origin = self.origin;
        self.change("keep a page", Durability::Normal, |transaction| {
            let Source { media, charset, name, base, file_time, .. } = page;
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
                    page.length() as i64,
                    page.packed()?,
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

    /// Articles that came into a feed since then and have an address but no page, the newest first.
    pub fn without_page(
        &self,
        feed: FeedId,
        since: Timestamp,
        most: usize,
    ) -> Result<Vec<ArticleId>, DiskError> {
        let found = self.connection.prepare(WITHOUT_PAGE).and_then(|mut statement| {
            let rows = statement.query_map((feed.0, micros(since), most as i64), |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<i64>>>()
        });
        let found = self.told("look for articles without a page", found)?;
        Ok(found.into_iter().filter_map(ArticleId::new).collect())
    }

    /// The page that was fetched for an article, where one was.
    pub fn page(&self, id: ArticleId) -> Result<Option<Source>, DiskError> {
        let page = self.connection.query_row(statements::PAGE, [id.row()], reading::source_from).optional();
        self.told("read an article's page", page)
    }
}

const WITHOUT_PAGE: &str = "SELECT article.id FROM article_feed JOIN article ON article.id = article_feed.article \
     JOIN headline ON headline.sort = article.sort AND headline.id = article.id \
     WHERE article_feed.feed = ?1 AND headline.added >= ?2 AND article.url IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM page WHERE page.id = article.id) ORDER BY article.sort DESC LIMIT ?3";
