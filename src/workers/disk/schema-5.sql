-- Schema 5: what a bookmark or a note holds is shown, whatever becomes of its feed. Released: it is never edited, only
-- followed by migrations.
-- hidden, from now on: 1 its feed is muted, 2 its feed is removed (or both); 0 where a bookmark or a note holds it.

INSERT INTO counter (scope, target, total, unread, bookmarked)
    SELECT scope, target, count(*), sum(read = 0), sum(bookmarked IS NOT NULL) FROM
        (SELECT 0 AS scope, 0 AS target, read, bookmarked FROM headline
             WHERE removed IS NULL AND hidden <> 0 AND (bookmarked IS NOT NULL OR noted)
         UNION ALL
         SELECT 1, feed, read, bookmarked FROM headline
             WHERE removed IS NULL AND hidden <> 0 AND (bookmarked IS NOT NULL OR noted)
         UNION ALL
         SELECT 2, tag, read, bookmarked FROM article_tag JOIN article ON article.id = article_tag.article
             JOIN headline ON headline.sort = article.sort AND headline.id = article.id
             WHERE removed IS NULL AND hidden <> 0 AND (bookmarked IS NOT NULL OR noted))
    WHERE true GROUP BY scope, target
    ON CONFLICT (scope, target) DO UPDATE SET total = total + excluded.total,
        unread = unread + excluded.unread, bookmarked = bookmarked + excluded.bookmarked;
UPDATE headline SET hidden = 0 WHERE hidden <> 0 AND (bookmarked IS NOT NULL OR noted);
-- The feed says it.
UPDATE article SET hidden_reason = NULL WHERE hidden_reason = 'muted feed';
