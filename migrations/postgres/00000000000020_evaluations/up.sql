-- The present evaluation of a quality indicator in an area. `number` is that of its latest change,
-- `worded` that of the latest change of its wording. It is agreed when both people are named.
CREATE TABLE evaluations (
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    area TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL,
    grade TEXT COLLATE "C",
    rationale TEXT COLLATE "C" NOT NULL,
    evidence TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    worded INTEGER NOT NULL,
    agreed_lead TEXT COLLATE "C",
    agreed_deputy TEXT COLLATE "C",
    PRIMARY KEY (inspection, area, indicator)
);

-- Every change of an evaluation, with its wording before and after as JSON where that changed.
CREATE TABLE evaluation_changes (
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    area TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    wording_before TEXT COLLATE "C",
    wording_after TEXT COLLATE "C",
    PRIMARY KEY (inspection, area, indicator, number)
);

CREATE FUNCTION evaluation_changes_keep_their_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of an evaluation is only added to';
END $$;
CREATE TRIGGER evaluation_changes_keep_their_words BEFORE UPDATE ON evaluation_changes
FOR EACH STATEMENT EXECUTE FUNCTION evaluation_changes_keep_their_words();
