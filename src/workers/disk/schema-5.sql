-- Schema 5: what a bookmark or a note holds is shown, whatever becomes of its feed. Released: it is never edited, only
-- followed by migrations.
-- hidden, from now on: 1 its feed is muted, 2 its feed is removed (or both); 0 where a bookmark or a note holds it.

UPDATE headline SET hidden = CASE WHEN bookmarked IS NOT NULL OR noted THEN 0
    ELSE (feed IN (SELECT feed FROM feed_setting WHERE muted))
        + 2 * (feed IN (SELECT id FROM feed WHERE removed IS NOT NULL)) END
    WHERE hidden <> 0 OR feed IN (SELECT feed FROM feed_setting WHERE muted)
        OR feed IN (SELECT id FROM feed WHERE removed IS NOT NULL);
DELETE FROM counter;
INSERT INTO counter (scope, target, total, unread, bookmarked)
    SELECT scope, target, count(*), sum(read = 0), sum(bookmarked IS NOT NULL) FROM
        (SELECT 0 AS scope, 0 AS target, read, bookmarked FROM headline WHERE removed IS NULL AND hidden = 0
         UNION ALL
         SELECT 1, feed, read, bookmarked FROM headline WHERE removed IS NULL AND hidden = 0
         UNION ALL
         SELECT 2, tag, read, bookmarked FROM article_tag JOIN article ON article.id = article_tag.article
             JOIN headline ON headline.sort = article.sort AND headline.id = article.id
             WHERE removed IS NULL AND hidden = 0)
    GROUP BY scope, target;
-- The feed says it.
UPDATE article SET hidden_reason = NULL WHERE hidden_reason = 'muted feed';
