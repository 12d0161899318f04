-- What concerns the held rows of a collection, until their release. The salt goes into their key, beside the secret: once
-- it is gone, whatever is left of them anywhere can be read by nobody. Of comments, how many had answered when some were
-- last released.
CREATE TABLE holdings (
    collection BLOB NOT NULL PRIMARY KEY REFERENCES collections (id),
    salt BLOB NOT NULL,
    comments_counted BIGINT NOT NULL
) WITHOUT ROWID;

-- What is held already was sealed without a salt.
INSERT INTO holdings (collection, salt, comments_counted) SELECT id, X'', 0 FROM collections WHERE released_at IS NULL;

-- When the released responses and comments were deleted.
ALTER TABLE collections ADD COLUMN purged_at TIMESTAMP;
-- For how many days released responses and comments are kept.
ALTER TABLE inspections ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 365 CHECK (keep_days >= 1);
-- Whether the comment was held already when comments were last released.
ALTER TABLE held_comments ADD COLUMN ripe BOOLEAN NOT NULL DEFAULT FALSE;

DROP TABLE comments;
CREATE TABLE comments (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    seen BOOLEAN NOT NULL,
    redacted BOOLEAN NOT NULL,
    -- What was done about it, where it is a concern.
    concern TEXT,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;

-- What the service does from time to time, and the day in Scotland on which it was last done; no day where it is due.
CREATE TABLE chores (
    name TEXT NOT NULL PRIMARY KEY,
    done_on DATE
) WITHOUT ROWID;
