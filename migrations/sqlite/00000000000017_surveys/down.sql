CREATE TABLE collections_of_audiences (
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
    UNIQUE (inspection, area, audience)
) WITHOUT ROWID;
INSERT INTO collections_of_audiences
SELECT
    id, inspection, area, audience, survey, version, link, population, target_percent, opens_at, closes_at, released_at,
    open_link, coordinator, purged_at
FROM collections;
DROP TABLE collections;
ALTER TABLE collections_of_audiences RENAME TO collections;
ALTER TABLE inspections DROP COLUMN framework;
DROP TABLE definitions;
