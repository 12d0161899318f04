-- Mail to users of the console, and to those who are invited to become one. What it says is made when it leaves, so that no
-- link stands here. A row is gone when its message is sent.
CREATE TABLE notices (
    id BYTEA NOT NULL PRIMARY KEY,
    recipient TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    about BYTEA NOT NULL,
    detail TEXT COLLATE "C",
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL
);
CREATE INDEX notices_by_time ON notices (due_at);

-- How often a user is told what needs somebody, where they have chosen.
CREATE TABLE digests (
    reader BYTEA NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    rhythm TEXT COLLATE "C" NOT NULL
);
