-- Inspections that are reported together.
CREATE TABLE programmes (
    id BLOB NOT NULL PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    framework TEXT NOT NULL,
    -- The email address of who made it; NULL on the command line.
    made_by TEXT
) WITHOUT ROWID;

-- The programme of each inspection that is in one.
CREATE TABLE programme_inspections (
    inspection BLOB NOT NULL PRIMARY KEY REFERENCES inspections (id),
    programme BLOB NOT NULL REFERENCES programmes (id)
) WITHOUT ROWID;

-- Figures of a programme that were published elsewhere, as printed.
CREATE TABLE published_figures (
    programme BLOB NOT NULL REFERENCES programmes (id),
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    -- The share in tenths of a percent.
    permille INTEGER,
    base INTEGER,
    term TEXT,
    source TEXT NOT NULL,
    survey TEXT,
    question_id TEXT,
    PRIMARY KEY (programme, number)
) WITHOUT ROWID;
