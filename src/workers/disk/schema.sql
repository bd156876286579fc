-- Schema 1 of the courant library. Released: it is never edited, only followed by migrations.
-- Moments are microseconds since 1970 in UTC; missing values are NULL; 0 and 1 are no and yes.
-- The checks hold what the program can read back, so that a damaged row is known by them.

-- A number for every article ever spoken of, never given twice. The key says why it is the same article.
CREATE TABLE identity (
    id  INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 4294967295),
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16)
) STRICT;

-- Authors, sections, languages: each text once.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- Folders of feeds: a tree; no parent is the top.
CREATE TABLE folder (
    id       INTEGER PRIMARY KEY,
    parent   INTEGER REFERENCES folder (id),
    title    TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX folder_title ON folder (ifnull(parent, 0), title);

-- Sources of articles. kind: guide, files, remote.
CREATE TABLE feed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 0 AND 4294967295),
    kind     TEXT NOT NULL CHECK (kind IN ('guide', 'files', 'remote')),
    title    TEXT NOT NULL,
    address  TEXT NOT NULL UNIQUE,
    folder   INTEGER REFERENCES folder (id),
    position INTEGER NOT NULL,
    removed  INTEGER
) STRICT;

-- What every list needs of an article, in the order of lists, so that a start reads one table from its end.
-- Clustered by (sort, id): sort is the date lists go by. The marks are copies of those in status.
-- public: the first eight bytes of the key as a signed number. hidden: 1 muted, 2 its feed is removed (or both).
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

-- The other facts of an article; sort leads to its headline.
-- A date is (moment, precision, basis, base): precision 0 second … 6 year; basis 0 written, 1 saved at base,
-- 2 file time base, 3 opened at base. breadcrumb and categories are JSON lists. hidden_reason: why it is muted.
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

-- Which feeds brought it. The headline names the first.
CREATE TABLE article_feed (
    feed    INTEGER NOT NULL REFERENCES feed (id),
    article INTEGER NOT NULL REFERENCES identity (id),
    PRIMARY KEY (feed, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_feed_article ON article_feed (article, feed);

-- What the reader did with an article, whether the article was ever seen or not.
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

-- Tags of an article in the order they were set.
CREATE TABLE article_tag (
    article  INTEGER NOT NULL REFERENCES identity (id),
    position INTEGER NOT NULL,
    tag      INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX article_tag_tag ON article_tag (tag, article);

-- Sources as they came. hash: half a SHA-256 of the bytes; length: theirs; packed: they, by zstd.
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

-- Every change of the reader's in its order. kind: step (with name and inverse), undo and redo (of a step; change
-- is what was really altered), trace (a mark that reading made). origin: the run of the program that wrote it.
-- undone, of a step: 0 it stands; the seq of the undo; -1 taken back for good, as something new was done since.
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

-- Articles that came in or were revised, in their order, for other runs to read on.
CREATE TABLE arrival (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    origin  INTEGER NOT NULL,
    article INTEGER NOT NULL
) STRICT;

-- Kept numbers. scope: 0 all, 1 a feed, 2 a tag (target is its id). Only articles that are neither removed nor hidden.
CREATE TABLE counter (
    scope      INTEGER NOT NULL,
    target     INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    unread     INTEGER NOT NULL,
    bookmarked INTEGER NOT NULL,
    PRIMARY KEY (scope, target)
) STRICT, WITHOUT ROWID;

-- What else is to be remembered, by name.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
