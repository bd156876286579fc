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

CREATE TABLE feed_pace (
    feed       INTEGER PRIMARY KEY REFERENCES feed (id),
    title      TEXT,
    every      INTEGER CHECK (every >= 0),
    skip_hours INTEGER NOT NULL DEFAULT 0 CHECK (skip_hours BETWEEN 0 AND 4294967295),
    skip_days  INTEGER NOT NULL DEFAULT 0 CHECK (skip_days BETWEEN 0 AND 255),
    newest     INTEGER,
    gap        INTEGER CHECK (gap >= 0)
) STRICT;
