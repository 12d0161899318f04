-- Inspections that are reported together.
CREATE TABLE programmes (
    id BYTEA NOT NULL PRIMARY KEY,
    title TEXT COLLATE "C" NOT NULL UNIQUE,
    framework TEXT COLLATE "C" NOT NULL,
    -- The email address of who made it; NULL on the command line.
    made_by TEXT COLLATE "C"
);

-- The programme of each inspection that is in one.
CREATE TABLE programme_inspections (
    inspection BYTEA NOT NULL PRIMARY KEY REFERENCES inspections (id),
    programme BYTEA NOT NULL REFERENCES programmes (id)
);

-- Figures of a programme that were published elsewhere, as printed.
CREATE TABLE published_figures (
    programme BYTEA NOT NULL REFERENCES programmes (id),
    number INTEGER NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    -- The share in tenths of a percent.
    permille INTEGER,
    base INTEGER,
    term TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    survey TEXT COLLATE "C",
    question_id TEXT COLLATE "C",
    PRIMARY KEY (programme, number)
);
