-- When somebody last signed in to the console, and when before that.
CREATE TABLE visits (
    viewer BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    before TIMESTAMP
) WITHOUT ROWID;

-- What every open collection had returned at those two moments, so that a page can say what has come since. It goes when
-- the collection is released, and when the user is removed.
CREATE TABLE visit_counts (
    collection BLOB NOT NULL REFERENCES collections (id),
    viewer BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Whether it was at the last sign-in, or at the one before.
    latest BOOLEAN NOT NULL,
    returned BIGINT NOT NULL,
    PRIMARY KEY (collection, viewer, latest)
) WITHOUT ROWID;
