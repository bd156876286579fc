-- Schema 3: what readers want of single feeds, and what feeds say of how often they change. Released: it is never
-- edited, only followed by migrations.

-- What the reader wants of a feed; a feed without a row is asked for as usual. title: in place of its own. interval:
-- seconds between two askings. full_text: articles are read from their pages. headers: a JSON list of pairs, sent to
-- the feed's own origin alone. tags: a JSON list. muted: its articles are hidden. priority: higher is asked first.
CREATE TABLE feed_setting (
    feed       INTEGER PRIMARY KEY REFERENCES feed (id),
    title      TEXT,
    interval   INTEGER CHECK (interval BETWEEN 0 AND 4294967295),
    full_text  INTEGER NOT NULL DEFAULT 0 CHECK (full_text IN (0, 1)),
    headers    TEXT NOT NULL DEFAULT '[]',
    user_agent TEXT,
    tags       TEXT NOT NULL DEFAULT '[]',
    muted      INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1)),
    priority   INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN -2147483648 AND 2147483647)
) STRICT;

-- What a feed said when it was last read, for the days on which it only says that nothing changed. title: its own.
-- every: seconds between two of its updates. skip_hours, skip_days: bits from midnight and from Monday, in UTC.
-- newest: the date of its newest article. gap: seconds that usually lie between two of its articles.
CREATE TABLE feed_pace (
    feed       INTEGER PRIMARY KEY REFERENCES feed (id),
    title      TEXT,
    every      INTEGER CHECK (every >= 0),
    skip_hours INTEGER NOT NULL DEFAULT 0 CHECK (skip_hours BETWEEN 0 AND 4294967295),
    skip_days  INTEGER NOT NULL DEFAULT 0 CHECK (skip_days BETWEEN 0 AND 255),
    newest     INTEGER,
    gap        INTEGER CHECK (gap >= 0)
) STRICT;
