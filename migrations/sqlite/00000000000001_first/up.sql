-- One row that belongs to the whole database.
CREATE TABLE service (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    secret_fingerprint BLOB NOT NULL
);

-- Published survey versions, byte for byte: one row for each language's file.
CREATE TABLE survey_versions (
    survey TEXT NOT NULL,
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    source BLOB NOT NULL,
    published_on DATE NOT NULL,
    PRIMARY KEY (survey, version, language)
) WITHOUT ROWID;

CREATE TABLE inspections (
    id BLOB NOT NULL PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    lead TEXT NOT NULL,
    threshold INTEGER NOT NULL CHECK (threshold >= 5),
    opens_on DATE NOT NULL,
    closes_on DATE NOT NULL
) WITHOUT ROWID;

CREATE TABLE collections (
    id BLOB NOT NULL PRIMARY KEY,
    inspection BLOB NOT NULL REFERENCES inspections (id),
    area TEXT NOT NULL,
    audience TEXT NOT NULL,
    survey TEXT NOT NULL,
    version INTEGER NOT NULL,
    link TEXT NOT NULL UNIQUE,
    population INTEGER,
    target_percent INTEGER NOT NULL,
    opens_at TIMESTAMP NOT NULL,
    closes_at TIMESTAMP NOT NULL,
    released_at TIMESTAMP,
    UNIQUE (inspection, area, audience)
) WITHOUT ROWID;

CREATE TABLE strata (
    collection BLOB NOT NULL REFERENCES collections (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    population INTEGER NOT NULL,
    link TEXT NOT NULL UNIQUE,
    PRIMARY KEY (collection, key)
) WITHOUT ROWID;

-- The large tables lead with the collection and have no rowid, so that nothing in them keeps the order of arrival.
CREATE TABLE tickets (
    collection BLOB NOT NULL,
    digest BLOB NOT NULL,
    kind TEXT NOT NULL,
    stratum TEXT NOT NULL,
    spent BOOLEAN NOT NULL,
    PRIMARY KEY (collection, digest)
) WITHOUT ROWID;

CREATE TABLE held_responses (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    stratum TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;

CREATE TABLE held_comments (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    question TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;

CREATE TABLE responses (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    stratum TEXT NOT NULL,
    answers BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;

CREATE TABLE comments (
    collection BLOB NOT NULL,
    id BLOB NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    review TEXT,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;

CREATE TABLE daily_returns (
    collection BLOB NOT NULL,
    stratum TEXT NOT NULL,
    day DATE NOT NULL,
    returned BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum, day)
) WITHOUT ROWID;

CREATE TABLE tallies (
    collection BLOB NOT NULL,
    stratum TEXT NOT NULL,
    question TEXT NOT NULL,
    option TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum, question, option)
) WITHOUT ROWID;

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    role TEXT NOT NULL
) WITHOUT ROWID;
