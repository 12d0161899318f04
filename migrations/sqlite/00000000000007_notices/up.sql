-- Mail to users of the console, and to those who are invited to become one. What it says is made when it leaves, so that no
-- link stands here. A row is gone when its message is sent.
CREATE TABLE notices (
    id BLOB NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    about BLOB NOT NULL,
    detail TEXT,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL
) WITHOUT ROWID;
CREATE INDEX notices_by_time ON notices (due_at);

-- How often a user is told what needs somebody, where they have chosen.
CREATE TABLE digests (
    reader BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    rhythm TEXT NOT NULL
) WITHOUT ROWID;
