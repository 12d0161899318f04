-- What the messages of an inspection say of whoever asks. Where one is NULL, the settings of the service say it.
ALTER TABLE inspections ADD COLUMN team TEXT;
ALTER TABLE inspections ADD COLUMN phone TEXT;
ALTER TABLE inspections ADD COLUMN reply_to TEXT;
-- Whether the public list of surveys that are running names it.
ALTER TABLE inspections ADD COLUMN listed BOOLEAN NOT NULL DEFAULT TRUE;

-- What a lead says in a message of an inspection in place of the standard words. An empty text stands for those.
CREATE TABLE message_texts (
    inspection BLOB NOT NULL REFERENCES inspections (id),
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    opening TEXT NOT NULL,
    PRIMARY KEY (inspection, kind, language)
) WITHOUT ROWID;

-- Who caused a notice, by the address that they sign in with. NULL for the service and the command line.
ALTER TABLE notices ADD COLUMN actor TEXT;
