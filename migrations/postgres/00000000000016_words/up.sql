-- What the messages of an inspection say of whoever asks. Where one is NULL, the settings of the service say it.
ALTER TABLE inspections ADD COLUMN team TEXT COLLATE "C";
ALTER TABLE inspections ADD COLUMN phone TEXT COLLATE "C";
ALTER TABLE inspections ADD COLUMN reply_to TEXT COLLATE "C";
-- Whether the public list of surveys that are running names it.
ALTER TABLE inspections ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;

-- What a lead says in a message of an inspection in place of the standard words. An empty text stands for those.
CREATE TABLE message_texts (
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    kind TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    opening TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection, kind, language)
);

-- Who caused a notice, by the address that they sign in with. NULL for the service and the command line.
ALTER TABLE notices ADD COLUMN actor TEXT COLLATE "C";
