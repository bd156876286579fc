-- Schema 2: feeds on the network. Released: it is never edited, only followed by migrations.

-- What is known of a feed that is asked for over the network. name: the address it had first; keys of its articles are
-- made with it. userinfo: name and password as in an address, which feed.address never holds. typed: by the reader.
-- hash: half a SHA-256 of what came last. due: when it is asked again, NULL at once. outline: attributes that an
-- outline gave it and that mean nothing to us, a JSON object.
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

-- The other names that an article is known by: its address, or what another feed calls it.
CREATE TABLE alias (
    key     BLOB PRIMARY KEY CHECK (length(key) = 16),
    article INTEGER NOT NULL REFERENCES identity (id)
) STRICT, WITHOUT ROWID;
