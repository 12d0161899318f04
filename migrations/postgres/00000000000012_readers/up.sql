-- Where this is false, a viewer or a co-ordinator sees only the inspections that they were invited to.
ALTER TABLE users ADD COLUMN everywhere BOOLEAN NOT NULL DEFAULT TRUE;

-- Who was invited to an inspection without leading it, by the address that they sign in with.
CREATE TABLE inspection_readers (
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    email TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection, email)
);
