-- Schema 6: an article is in each of the feeds that brought it. Released: it is never edited, only followed by migrations.
-- shared: it is in more feeds than the one that its headline names, which is the one that its facts are from. hidden, from
-- now on: the least of what its feeds hide it by; 0 where a bookmark or a note holds it.
-- Counters of feeds have every article that is in the feed, unless the feed hides it.

ALTER TABLE headline ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
UPDATE headline SET shared = 1 WHERE EXISTS
    (SELECT 1 FROM article_feed WHERE article_feed.article = headline.id AND article_feed.feed <> headline.feed);
UPDATE headline SET hidden = (SELECT min((removed IS NOT NULL) * 2 + ifnull(muted, 0)) FROM article_feed
        JOIN feed ON feed.id = article_feed.feed LEFT JOIN feed_setting ON feed_setting.feed = feed.id
        WHERE article_feed.article = headline.id)
    WHERE shared AND hidden <> 0;
DELETE FROM counter;
INSERT INTO counter (scope, target, total, unread, bookmarked)
    WITH shown AS (SELECT * FROM headline WHERE removed IS NULL AND hidden = 0)
    SELECT scope, target, count(*), sum(read = 0), sum(bookmarked IS NOT NULL) FROM
        (SELECT 0 AS scope, 0 AS target, read, bookmarked FROM shown
         UNION ALL
         SELECT 1, feed, read, bookmarked FROM shown WHERE NOT shared
         UNION ALL
         SELECT 1, article_feed.feed, read, bookmarked FROM shown JOIN article_feed ON article_feed.article = shown.id
             JOIN feed ON feed.id = article_feed.feed LEFT JOIN feed_setting ON feed_setting.feed = feed.id
             WHERE shared AND (bookmarked IS NOT NULL OR noted OR feed.removed IS NULL AND NOT ifnull(muted, 0))
         UNION ALL
         SELECT 2, tag, read, bookmarked FROM article_tag JOIN article ON article.id = article_tag.article
             JOIN shown ON shown.sort = article.sort AND shown.id = article.id)
    GROUP BY scope, target;
