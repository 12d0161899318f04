-- The present evaluation of a quality indicator in an area. `number` is that of its latest change,
-- `worded` that of the latest change of its wording. It is agreed when both people are named.
CREATE TABLE evaluations (
    inspection BLOB NOT NULL REFERENCES inspections (id),
    area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    grade TEXT,
    rationale TEXT NOT NULL,
    evidence TEXT NOT NULL,
    number INTEGER NOT NULL,
    worded INTEGER NOT NULL,
    agreed_lead TEXT,
    agreed_deputy TEXT,
    PRIMARY KEY (inspection, area, indicator)
) WITHOUT ROWID;

-- Every change of an evaluation, with its wording before and after as JSON where that changed.
CREATE TABLE evaluation_changes (
    inspection BLOB NOT NULL REFERENCES inspections (id),
    area TEXT NOT NULL,
    indicator TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    wording_before TEXT,
    wording_after TEXT,
    PRIMARY KEY (inspection, area, indicator, number)
) WITHOUT ROWID;

CREATE TRIGGER evaluation_changes_keep_their_words BEFORE UPDATE ON evaluation_changes
BEGIN SELECT RAISE(ABORT, 'the history of an evaluation is only added to'); END;
