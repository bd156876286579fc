CREATE TABLE identity (
    id  INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 4294967295),
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16)
) STRICT;

CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE folder (
    id       INTEGER PRIMARY KEY,
    parent   INTEGER REFERENCES folder (id),
    title    TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX folder_title ON folder (ifnull(parent, 0), title);

CREATE TABLE feed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 0 AND 4294967295),
    kind     TEXT NOT NULL CHECK (kind IN ('guide', 'files', 'remote')),
    title    TEXT NOT NULL,
    address  TEXT NOT NULL UNIQUE,
    folder   INTEGER REFERENCES folder (id),
    position INTEGER NOT NULL,
    removed  INTEGER
) STRICT;

CREATE TABLE headline (
    sort       INTEGER NOT NULL,
    id         INTEGER NOT NULL REFERENCES identity (id) CHECK (id BETWEEN 1 AND 4294967295),
    feed       INTEGER NOT NULL REFERENCES feed (id),
    public     INTEGER NOT NULL,
    title      TEXT NOT NULL,
    author     INTEGER REFERENCES name (id),
    section    INTEGER REFERENCES name (id),
    language   INTEGER REFERENCES name (id),
    added      INTEGER NOT NULL,
    views      INTEGER CHECK (views >= 0),
    words      INTEGER NOT NULL CHECK (words BETWEEN 0 AND 4294967295),
    minutes    INTEGER CHECK (minutes BETWEEN 0 AND 4294967295),
    hidden     INTEGER NOT NULL DEFAULT 0 CHECK (hidden BETWEEN 0 AND 3),
    read       INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    bookmarked INTEGER,
    removed    INTEGER,
    noted      INTEGER NOT NULL DEFAULT 0 CHECK (noted IN (0, 1)),
    tagged     INTEGER NOT NULL DEFAULT 0 CHECK (tagged IN (0, 1)),
    opened     INTEGER NOT NULL DEFAULT 0 CHECK (opened BETWEEN 0 AND 4294967295),
    opened_at  INTEGER,
    progress   INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 65535),
    PRIMARY KEY (sort, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX headline_unread ON headline (sort, id) WHERE read = 0 AND removed IS NULL AND hidden = 0;

CREATE TABLE article (
    id                  INTEGER PRIMARY KEY REFERENCES identity (id),
    sort                INTEGER NOT NULL,
    url                 TEXT,
    published           INTEGER,
    published_precision INTEGER CHECK (published_precision BETWEEN 0 AND 6),
    published_basis     INTEGER CHECK (published_basis BETWEEN 0 AND 3),
    published_base      INTEGER,
    updated             INTEGER,
    updated_precision   INTEGER CHECK (updated_precision BETWEEN 0 AND 6),
    updated_basis       INTEGER CHECK (updated_basis BETWEEN 0 AND 3),
    updated_base        INTEGER,
    breadcrumb          TEXT NOT NULL,
    categories          TEXT NOT NULL,
    comments            INTEGER CHECK (comments >= 0),
    hidden_reason       TEXT
) STRICT;

CREATE TABLE article_feed (
    feed    INTEGER NOT NULL REFERENCES feed (id),
    article INTEGER NOT NULL REFERENCES identity (id),
    PRIMARY KEY (feed, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_feed_article ON article_feed (article, feed);

CREATE TABLE status (
    id           INTEGER PRIMARY KEY REFERENCES identity (id),
    read         INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
    bookmarked   INTEGER,
    removed      INTEGER,
    note         TEXT,
    place_block  INTEGER CHECK (place_block BETWEEN 0 AND 4294967295),
    place_hash   INTEGER,
    place_offset INTEGER CHECK (place_offset BETWEEN 0 AND 4294967295),
    progress     INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 65535),
    opened       INTEGER NOT NULL DEFAULT 0 CHECK (opened BETWEEN 0 AND 4294967295),
    opened_at    INTEGER,
    CHECK ((place_block IS NULL) = (place_hash IS NULL) AND (place_block IS NULL) = (place_offset IS NULL))
) STRICT;

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_tag (
    article  INTEGER NOT NULL REFERENCES identity (id),
    position INTEGER NOT NULL,
    tag      INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX article_tag_tag ON article_tag (tag, article);

CREATE TABLE source (
    id        INTEGER PRIMARY KEY REFERENCES identity (id),
    media     TEXT NOT NULL CHECK (media IN ('text', 'markdown', 'html')),
    charset   TEXT,
    name      TEXT,
    path      TEXT,
    base      TEXT,
    file_time INTEGER,
    hash      BLOB NOT NULL CHECK (length(hash) = 16),
    length    INTEGER NOT NULL CHECK (length BETWEEN 0 AND 4294967295),
    packed    BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    origin  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('step', 'undo', 'redo', 'trace')),
    step    INTEGER,
    name    TEXT,
    undone  INTEGER NOT NULL DEFAULT 0,
    change  TEXT NOT NULL,
    inverse TEXT
) STRICT;

CREATE INDEX journal_step ON journal (seq) WHERE kind = 'step';

CREATE INDEX journal_done ON journal (seq) WHERE kind = 'step' AND undone = 0;

CREATE INDEX journal_undone ON journal (undone) WHERE undone > 0;

CREATE INDEX journal_trace ON journal (seq) WHERE kind = 'trace';

CREATE TABLE arrival (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    origin  INTEGER NOT NULL,
    article INTEGER NOT NULL
) STRICT;

CREATE TABLE counter (
    scope      INTEGER NOT NULL,
    target     INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    unread     INTEGER NOT NULL,
    bookmarked INTEGER NOT NULL,
    PRIMARY KEY (scope, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
