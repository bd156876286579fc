//! Whether the library is sound: SQLite's own check, and what our tables promise each other.

use rusqlite::Connection;

use super::error::DiskError;
use super::library::Library;

/// Promises between tables: what is said where they are broken, and a query that counts the breaches.
const PROMISES: [(&str, &str); 7] = [
    ("rows refer to rows that are not there", "SELECT count(*) FROM pragma_foreign_key_check"),
    (
        "articles have no headline",
        "SELECT count(*) FROM article LEFT JOIN headline USING (sort, id) WHERE headline.id IS NULL",
    ),
    (
        "headlines have no article",
        "SELECT count(*) FROM headline LEFT JOIN article USING (id) \
         WHERE article.id IS NULL OR article.sort <> headline.sort",
    ),
    (
        "headlines show other marks than were made",
        "SELECT count(*) FROM headline LEFT JOIN status USING (id) WHERE headline.read <> ifnull(status.read, 0) \
         OR headline.bookmarked IS NOT status.bookmarked OR headline.removed IS NOT status.removed \
         OR headline.noted <> (status.note IS NOT NULL) OR headline.opened <> ifnull(status.opened, 0) \
         OR headline.opened_at IS NOT status.opened_at OR headline.progress <> ifnull(status.progress, 0) \
         OR headline.tagged <> EXISTS (SELECT 1 FROM article_tag WHERE article_tag.article = headline.id)",
    ),
    (
        "articles are not in the feed that their facts are from, or in other feeds than is said",
        "SELECT count(*) FROM headline WHERE NOT EXISTS (SELECT 1 FROM article_feed \
           WHERE article_feed.article = headline.id AND article_feed.feed = headline.feed) \
         OR shared <> EXISTS (SELECT 1 FROM article_feed \
           WHERE article_feed.article = headline.id AND article_feed.feed <> headline.feed)",
    ),
    (
        "articles of removed or muted feeds are shown, or others hidden",
        "SELECT count(*) FROM headline WHERE hidden <> CASE WHEN bookmarked IS NOT NULL OR noted THEN 0 \
         ELSE (SELECT min(ifnull(muted, 0) + 2 * (feed.removed IS NOT NULL)) FROM article_feed \
           JOIN feed ON feed.id = article_feed.feed LEFT JOIN feed_setting ON feed_setting.feed = feed.id \
           WHERE article_feed.article = headline.id) END",
    ),
    (
        "counters differ from a count",
        "WITH shown AS (SELECT * FROM headline WHERE removed IS NULL AND hidden = 0), \
         scoped AS (SELECT 0 AS scope, 0 AS target, read, bookmarked FROM shown \
           UNION ALL SELECT 1, article_feed.feed, read, bookmarked FROM shown \
             JOIN article_feed ON article_feed.article = shown.id JOIN feed ON feed.id = article_feed.feed \
             LEFT JOIN feed_setting ON feed_setting.feed = feed.id \
             WHERE bookmarked IS NOT NULL OR noted OR feed.removed IS NULL AND NOT ifnull(muted, 0) \
           UNION ALL SELECT 2, tag, read, bookmarked FROM shown JOIN article_tag ON article = shown.id), \
         counted AS (SELECT scope, target, count(*) AS total, sum(read = 0) AS unread, \
           sum(bookmarked IS NOT NULL) AS bookmarked FROM scoped GROUP BY scope, target) \
         SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM counter)) \
           + (SELECT count(*) FROM (SELECT * FROM counter WHERE total OR unread OR bookmarked \
              EXCEPT SELECT * FROM counted))",
    ),
];

impl Library {
    /// What is wrong with the file, in sentences; none where all is well. Reads everything: for `doctor` and tests.
    pub fn integrity(&self) -> Result<Vec<String>, DiskError> {
        let mut complaints = self.told("check the library", quick_check(&self.connection))?;
        for (breach, query) in PROMISES {
            let count = self.connection.query_row(query, [], |row| row.get::<_, i64>(0));
            let count = self.told("check the library", count)?;
            complaints.extend((count > 0).then(|| format!("{count} times: {breach}")));
        }
        if !complaints.is_empty() {
            self.suspect();
        }
        Ok(complaints)
    }
}

fn quick_check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA quick_check")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    let complaints: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(complaints.into_iter().filter(|complaint| complaint != "ok").collect())
}
