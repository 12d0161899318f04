DROP TABLE chores;
DROP TABLE comments;
CREATE TABLE comments (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    review TEXT,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;
ALTER TABLE held_comments DROP COLUMN ripe;
ALTER TABLE inspections DROP COLUMN keep_days;
ALTER TABLE collections DROP COLUMN purged_at;
DROP TABLE holdings;
