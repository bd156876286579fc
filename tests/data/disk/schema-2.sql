CREATE TABLE subscription (
    feed          INTEGER PRIMARY KEY REFERENCES feed (id),
    name          TEXT NOT NULL,
    userinfo      TEXT,
    typed         INTEGER NOT NULL CHECK (typed IN (0, 1)),
    site          TEXT,
    etag          TEXT,
    last_modified TEXT,
    hash          BLOB CHECK (length(hash) = 16),
    checked       INTEGER,
    answered      INTEGER,
    failing_since INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0 CHECK (failures BETWEEN 0 AND 4294967295),
    reason        TEXT,
    due           INTEGER,
    gone          INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    moved_from    TEXT,
    outline       TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE alias (
    key     BLOB PRIMARY KEY CHECK (length(key) = 16),
    article INTEGER NOT NULL REFERENCES identity (id)
) STRICT, WITHOUT ROWID;
