-- Makes a saved library whole again after rows were lost: everything that follows from other rows is made anew.

-- Numbers that are spoken of but whose key was lost get a key of their own.
INSERT OR IGNORE INTO identity (id, key)
    SELECT id, randomblob(16) FROM
        (SELECT id FROM status UNION SELECT id FROM source UNION SELECT id FROM article UNION SELECT id FROM headline
         UNION SELECT article FROM article_tag UNION SELECT article FROM article_feed)
    WHERE id > 0;
-- Numbers that no article can have are damage.
DELETE FROM status WHERE id NOT IN (SELECT id FROM identity);
DELETE FROM source WHERE id NOT IN (SELECT id FROM identity);
DELETE FROM page WHERE id NOT IN (SELECT id FROM identity);
DELETE FROM article WHERE id NOT IN (SELECT id FROM identity);
DELETE FROM headline WHERE id NOT IN (SELECT id FROM identity);
DELETE FROM article_tag WHERE article NOT IN (SELECT id FROM identity);
DELETE FROM article_feed WHERE article NOT IN (SELECT id FROM identity);
DELETE FROM alias WHERE article NOT IN (SELECT id FROM identity);

-- Numbers that no feed can have are damage, too; such headlines go to the first feed.
DELETE FROM article_feed WHERE feed NOT BETWEEN 0 AND 4294967295;
UPDATE headline SET feed = 1 WHERE feed NOT BETWEEN 0 AND 4294967295;

-- Feeds and tags that are spoken of but were lost.
INSERT OR IGNORE INTO feed (id, kind, title, address, position)
    SELECT feed, 'files', 'Saved articles', 'courant:saved-' || feed, feed FROM
        (SELECT feed FROM headline UNION SELECT feed FROM article_feed);
INSERT OR IGNORE INTO feed (kind, title, address, position)
    SELECT 'files', 'Saved articles', 'courant:saved', 1000
    WHERE EXISTS (SELECT 1 FROM source WHERE id NOT IN (SELECT id FROM headline))
       OR EXISTS (SELECT 1 FROM article WHERE id NOT IN (SELECT id FROM headline));
DELETE FROM subscription WHERE feed NOT IN (SELECT id FROM feed WHERE kind = 'remote');
UPDATE subscription SET outline = '{}' WHERE NOT json_valid(outline);
DELETE FROM feed_setting WHERE feed NOT IN (SELECT id FROM feed);
DELETE FROM feed_pace WHERE feed NOT IN (SELECT id FROM feed);
UPDATE feed_setting SET headers = '[]' WHERE NOT json_valid(headers);
UPDATE feed_setting SET tags = '[]' WHERE NOT json_valid(tags);
-- What was asked for is asked for anew: articles may have been lost.
UPDATE subscription SET etag = NULL, last_modified = NULL, hash = NULL, due = NULL;
INSERT OR IGNORE INTO subscription (feed, name, typed)
    SELECT id, address, 0 FROM feed WHERE kind = 'remote';
INSERT OR IGNORE INTO tag (id, name)
    SELECT DISTINCT tag, 'tag ' || tag FROM article_tag WHERE tag NOT IN (SELECT id FROM tag);
DELETE FROM article_tag WHERE tag NOT IN (SELECT id FROM tag);
UPDATE feed SET folder = NULL WHERE folder NOT IN (SELECT id FROM folder);
UPDATE folder SET parent = NULL WHERE parent NOT IN (SELECT id FROM folder);

-- A headline that contradicts its article's date is an old one; then one for every article, and the other way round.
DELETE FROM headline WHERE id IN (SELECT id FROM article)
    AND sort <> (SELECT sort FROM article WHERE article.id = headline.id);
DELETE FROM headline WHERE sort < (SELECT max(sort) FROM headline AS other WHERE other.id = headline.id)
    AND id IN (SELECT id FROM headline GROUP BY id HAVING count(*) > 1);
INSERT INTO article (id, sort, breadcrumb, categories)
    SELECT id, sort, '[]', '[]' FROM headline WHERE id NOT IN (SELECT id FROM article);
INSERT INTO article (id, sort, breadcrumb, categories)
    SELECT id, ifnull(file_time, 0), '[]', '[]' FROM source WHERE id NOT IN (SELECT id FROM article);
UPDATE article SET breadcrumb = '[]' WHERE CASE WHEN json_valid(breadcrumb) THEN json_type(breadcrumb) <> 'array'
    OR EXISTS (SELECT 1 FROM json_each(breadcrumb) WHERE type <> 'text') ELSE 1 END;
UPDATE article SET categories = '[]' WHERE CASE WHEN json_valid(categories) THEN json_type(categories) <> 'array'
    OR EXISTS (SELECT 1 FROM json_each(categories) WHERE type <> 'text') ELSE 1 END;
INSERT INTO headline (sort, id, feed, public, title, added, words)
    SELECT sort, article.id,
        ifnull((SELECT feed FROM article_feed WHERE article_feed.article = article.id LIMIT 1),
               (SELECT id FROM feed WHERE address = 'courant:saved')),
        0, ifnull((SELECT name FROM source WHERE source.id = article.id), ifnull(url, 'Saved article')), sort, 0
    FROM article WHERE id NOT IN (SELECT id FROM headline);
INSERT OR IGNORE INTO article_feed (feed, article) SELECT feed, id FROM headline;
UPDATE headline SET author = NULL WHERE author NOT IN (SELECT id FROM name);
UPDATE headline SET section = NULL WHERE section NOT IN (SELECT id FROM name);
UPDATE headline SET language = NULL WHERE language NOT IN (SELECT id FROM name);

-- Copies of the marks. A status that was lost is brought back from its copy first.
INSERT OR IGNORE INTO status (id, read, bookmarked, removed, progress, opened, opened_at)
    SELECT id, read, bookmarked, removed, progress, opened, opened_at FROM headline
    WHERE read OR bookmarked IS NOT NULL OR removed IS NOT NULL OR progress OR opened;
UPDATE headline SET (read, bookmarked, removed, noted, progress, opened, opened_at) =
    (SELECT read, bookmarked, removed, note IS NOT NULL, progress, opened, opened_at
     FROM status WHERE status.id = headline.id)
    WHERE id IN (SELECT id FROM status);
UPDATE headline SET noted = 0 WHERE id NOT IN (SELECT id FROM status);
UPDATE headline SET tagged = EXISTS (SELECT 1 FROM article_tag WHERE article_tag.article = headline.id);
UPDATE headline SET shared = EXISTS
    (SELECT 1 FROM article_feed WHERE article_feed.article = headline.id AND article_feed.feed <> headline.feed);
UPDATE headline SET hidden = CASE WHEN bookmarked IS NOT NULL OR noted THEN 0
    ELSE (SELECT min((removed IS NOT NULL) * 2 + ifnull(muted, 0)) FROM article_feed
        JOIN feed ON feed.id = article_feed.feed LEFT JOIN feed_setting ON feed_setting.feed = feed.id
        WHERE article_feed.article = headline.id) END;

INSERT INTO counter (scope, target, total, unread, bookmarked)
    WITH shown AS (SELECT * FROM headline WHERE removed IS NULL AND hidden = 0)
    SELECT scope, target, count(*), sum(read = 0), sum(bookmarked IS NOT NULL) FROM
        (SELECT 0 AS scope, 0 AS target, read, bookmarked FROM shown
         UNION ALL
         SELECT 1, article_feed.feed, read, bookmarked FROM shown JOIN article_feed ON article_feed.article = shown.id
             JOIN feed ON feed.id = article_feed.feed LEFT JOIN feed_setting ON feed_setting.feed = feed.id
             WHERE bookmarked IS NOT NULL OR noted OR feed.removed IS NULL AND NOT ifnull(muted, 0)
         UNION ALL
         SELECT 2, tag, read, bookmarked FROM article_tag JOIN article ON article.id = article_tag.article
             JOIN shown ON shown.sort = article.sort AND shown.id = article.id)
    GROUP BY scope, target;
