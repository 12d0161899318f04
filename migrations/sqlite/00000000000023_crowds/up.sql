-- The fewest people who could answer a collection (stratum '*') or a part of it since it opened. People who are added later do
-- not let its count move more often.
CREATE TABLE fewest_people (
    collection BLOB NOT NULL REFERENCES collections (id),
    stratum TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum)
) WITHOUT ROWID;
-- Who uploaded mailboxes of a collection: they see its results only from thirty responses.
CREATE TABLE list_uploaders (
    collection BLOB NOT NULL REFERENCES collections (id),
    email TEXT NOT NULL,
    PRIMARY KEY (collection, email)
) WITHOUT ROWID;
-- What an inspection chose for privacy: whether reminders go to everybody, also to those who have answered; a threshold below
-- ten that waits for a second person, and who asked for it.
CREATE TABLE inspection_choices (
    inspection BLOB NOT NULL PRIMARY KEY REFERENCES inspections (id),
    remind_all BOOLEAN NOT NULL DEFAULT FALSE,
    low_threshold INTEGER,
    low_threshold_by TEXT
) WITHOUT ROWID;
