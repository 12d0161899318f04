DROP TABLE chores;
DROP TABLE comments;
CREATE TABLE comments (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    text TEXT NOT NULL,
    review TEXT,
    PRIMARY KEY (collection, id)
);
ALTER TABLE held_comments DROP COLUMN ripe;
ALTER TABLE inspections DROP COLUMN keep_days;
ALTER TABLE collections DROP COLUMN purged_at;
DROP TABLE holdings;
