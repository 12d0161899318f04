-- What the inspection's team records in the console: one row for each reading of a record, or for each meeting.
CREATE TABLE records (
    collection BYTEA NOT NULL REFERENCES collections (id),
    number INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    id BYTEA NOT NULL,
    reader TEXT COLLATE "C" NOT NULL,
    saved_by TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    answers TEXT COLLATE "C" NOT NULL,
    edits BIGINT NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    counted INTEGER NOT NULL,
    counted_of TEXT COLLATE "C" NOT NULL,
    done_on DATE,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (collection, number, reading)
);
