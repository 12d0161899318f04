-- What surveys name and do not say themselves: audiences, groups of audiences and frameworks, each as JSON.
CREATE TABLE definitions (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- What an inspection asks and evaluates.
ALTER TABLE inspections ADD COLUMN framework TEXT NOT NULL DEFAULT 'joint-2018';

-- Several surveys can ask one audience in one area. SQLite cannot change the constraint of a table that exists.
CREATE TABLE collections_of_surveys (
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
    open_link BOOLEAN NOT NULL DEFAULT TRUE,
    coordinator TEXT,
    purged_at TIMESTAMP,
    UNIQUE (inspection, area, survey)
) WITHOUT ROWID;
INSERT INTO collections_of_surveys
SELECT
    id, inspection, area, audience, survey, version, link, population, target_percent, opens_at, closes_at, released_at,
    open_link, coordinator, purged_at
FROM collections;
DROP TABLE collections;
ALTER TABLE collections_of_surveys RENAME TO collections;
