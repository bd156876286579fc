-- A small library of schema 1, written by hand.
PRAGMA application_id = 1668248946;
PRAGMA user_version = 1;
INSERT INTO identity (id, key) VALUES (1, CAST('0123456789abcdef' AS BLOB)), (2, CAST('fedcba9876543210' AS BLOB));
INSERT INTO name (id, text) VALUES (1, 'Old Author'), (2, 'World'), (3, 'en');
INSERT INTO feed (id, kind, title, address, position) VALUES (1, 'files', 'Opened files', 'courant:files', 1);
INSERT INTO headline (sort, id, feed, public, title, author, section, language, added, words, bookmarked, noted,
    tagged, progress)
    VALUES (1500000000000000, 1, 1, 3472611983179986487, 'An old article', 1, 2, 3, 1600000000000000, 321,
    1700000000000000, 1, 1, 250);
INSERT INTO article (id, sort, published, published_precision, published_basis, published_base, breadcrumb, categories)
    VALUES (1, 1500000000000000, 1500000000000000, 3, 2, 1600000000000000, '["News","World"]', '["history"]');
INSERT INTO article_feed (feed, article) VALUES (1, 1);
INSERT INTO status (id, bookmarked, note, place_block, place_hash, place_offset, progress)
    VALUES (1, 1700000000000000, 'An old note', 3, -1, 9, 250);
INSERT INTO status (id, read) VALUES (2, 1);
INSERT INTO tag (id, name) VALUES (1, 'later');
INSERT INTO article_tag (article, position, tag) VALUES (1, 1, 1);
INSERT INTO journal (seq, origin, at, kind, name, change, inverse) VALUES (1, 77, 1700000000000000, 'step',
    'bookmarked 1', '{"bookmark":{"articles":[1],"at":"2023-11-14T22:13:20Z"}}',
    '{"bookmark":{"articles":[1],"at":null}}');
INSERT INTO counter (scope, target, total, unread, bookmarked) VALUES (0, 0, 1, 1, 1), (1, 1, 1, 1, 1), (2, 1, 1, 1, 1);
INSERT INTO meta (key, value) VALUES ('schema', '1'), ('about', 'a library of courant, the news reader');
