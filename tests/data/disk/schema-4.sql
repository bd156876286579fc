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
