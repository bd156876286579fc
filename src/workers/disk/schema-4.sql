-- Schema 4: pages fetched for articles of feeds. Released: it is never edited, only followed by migrations.

-- The page of an article whose feed told only a part of it, or several pages as one archive. words: of the article in it,
-- which its headline shows. hash, length, packed: as in source.
CREATE TABLE page (
    id        INTEGER PRIMARY KEY REFERENCES identity (id),
    media     TEXT NOT NULL CHECK (media IN ('text', 'markdown', 'html')),
    charset   TEXT,
    name      TEXT,
    base      TEXT,
    file_time INTEGER,
    hash      BLOB NOT NULL CHECK (length(hash) = 16),
    length    INTEGER NOT NULL CHECK (length BETWEEN 0 AND 4294967295),
    packed    BLOB NOT NULL,
    words     INTEGER NOT NULL CHECK (words BETWEEN 0 AND 4294967295)
) STRICT;
