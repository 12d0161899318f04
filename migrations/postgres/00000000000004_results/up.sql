-- What concerns the held rows of a collection, until their release. The salt goes into their key, beside the secret: once
-- it is gone, whatever is left of them anywhere can be read by nobody. Of comments, how many had answered when some were
-- last released.
CREATE TABLE holdings (
    collection BYTEA NOT NULL PRIMARY KEY REFERENCES collections (id),
    salt BYTEA NOT NULL,
    comments_counted BIGINT NOT NULL
);

-- What is held already was sealed without a salt.
INSERT INTO holdings (collection, salt, comments_counted) SELECT id, '', 0 FROM collections WHERE released_at IS NULL;

-- When the released responses and comments were deleted.
ALTER TABLE collections ADD COLUMN purged_at TIMESTAMP;
-- For how many days released responses and comments are kept.
ALTER TABLE inspections ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 365 CHECK (keep_days >= 1);
-- Whether the comment was held already when comments were last released.
ALTER TABLE held_comments ADD COLUMN ripe BOOLEAN NOT NULL DEFAULT FALSE;

DROP TABLE comments;
CREATE TABLE comments (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    text TEXT NOT NULL,
    seen BOOLEAN NOT NULL,
    redacted BOOLEAN NOT NULL,
    -- What was done about it, where it is a concern.
    concern TEXT,
    PRIMARY KEY (collection, id)
);

-- What the service does from time to time, and the day in Scotland on which it was last done; no day where it is due.
CREATE TABLE chores (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    done_on DATE
);
