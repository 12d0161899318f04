-- Every text compares by its bytes, as in SQLite, and no index depends on the locale of the server.

-- One row that belongs to the whole database.
CREATE TABLE service (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    secret_fingerprint BYTEA NOT NULL
);

-- Published survey versions, byte for byte: one row for each language's file.
CREATE TABLE survey_versions (
    survey TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    source BYTEA NOT NULL,
    published_on DATE NOT NULL,
    PRIMARY KEY (survey, version, language)
);

CREATE TABLE inspections (
    id BYTEA NOT NULL PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL UNIQUE,
    kind TEXT COLLATE "C" NOT NULL,
    lead TEXT COLLATE "C" NOT NULL,
    threshold INTEGER NOT NULL CHECK (threshold >= 5),
    opens_on DATE NOT NULL,
    closes_on DATE NOT NULL
);

CREATE TABLE collections (
    id BYTEA NOT NULL PRIMARY KEY,
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    area TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    survey TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    link TEXT COLLATE "C" NOT NULL UNIQUE,
    population INTEGER,
    target_percent INTEGER NOT NULL,
    opens_at TIMESTAMP NOT NULL,
    closes_at TIMESTAMP NOT NULL,
    released_at TIMESTAMP,
    UNIQUE (inspection, area, audience)
);

CREATE TABLE strata (
    collection BYTEA NOT NULL REFERENCES collections (id),
    key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    population INTEGER NOT NULL,
    link TEXT COLLATE "C" NOT NULL UNIQUE,
    PRIMARY KEY (collection, key)
);

-- The large tables lead with the collection, so that they cluster and could be distributed by it.
CREATE TABLE tickets (
    collection BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    spent BOOLEAN NOT NULL,
    PRIMARY KEY (collection, digest)
);

CREATE TABLE held_responses (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (collection, id)
);

CREATE TABLE held_comments (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (collection, id)
);

CREATE TABLE responses (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    answers BYTEA NOT NULL,
    PRIMARY KEY (collection, id)
);

CREATE TABLE comments (
    collection BYTEA NOT NULL,
    id BYTEA NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    review TEXT COLLATE "C",
    PRIMARY KEY (collection, id)
);

CREATE TABLE daily_returns (
    collection BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    returned BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum, day)
) WITH (fillfactor = 50);

CREATE TABLE tallies (
    collection BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    option TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum, question, option)
);

CREATE TABLE users (
    id BYTEA NOT NULL PRIMARY KEY,
    email TEXT COLLATE "C" NOT NULL UNIQUE,
    password TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL
);

-- What is sealed looks random: trying to compress it would be in vain.
ALTER TABLE held_responses ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE held_comments ALTER COLUMN sealed SET STORAGE EXTERNAL;
