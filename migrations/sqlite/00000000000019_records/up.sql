-- What the inspection's team records in the console: one row for each reading of a record, or for each meeting.
CREATE TABLE records (
    collection BLOB NOT NULL REFERENCES collections (id),
    number INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    id BLOB NOT NULL,
    reader TEXT NOT NULL,
    saved_by TEXT,
    state TEXT NOT NULL,
    answers TEXT NOT NULL,
    edits BIGINT NOT NULL,
    stratum TEXT NOT NULL,
    counted INTEGER NOT NULL,
    counted_of TEXT NOT NULL,
    done_on DATE,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (collection, number, reading)
) WITHOUT ROWID;
