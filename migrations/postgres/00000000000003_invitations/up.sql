-- A ticket of an open link is written when it is spent. Of a ticket that is handed out, by an invitation or a slip, a row is
-- there as long as it is not spent: spending takes it away, so that no order and no time of spending is left in it.
ALTER TABLE tickets DROP COLUMN kind;
ALTER TABLE tickets DROP COLUMN spent;

CREATE TABLE issued_tickets (
    collection BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    batch BYTEA,
    PRIMARY KEY (collection, digest)
);
-- Of a code that somebody types, the collection is not known.
CREATE UNIQUE INDEX issued_tickets_by_digest ON issued_tickets (digest);

-- Slips of paper, printed together.
CREATE TABLE code_batches (
    id BYTEA NOT NULL PRIMARY KEY,
    collection BYTEA NOT NULL REFERENCES collections (id),
    stratum TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    used BIGINT NOT NULL,
    revoked BOOLEAN NOT NULL,
    made_on DATE NOT NULL
) WITH (fillfactor = 50);

ALTER TABLE collections ADD COLUMN open_link BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE collections ADD COLUMN coordinator TEXT COLLATE "C";

-- What concerns all messages of a collection.
CREATE TABLE mailings (
    collection BYTEA NOT NULL PRIMARY KEY REFERENCES collections (id),
    paused BOOLEAN NOT NULL,
    departed BIGINT NOT NULL,
    erased_at TIMESTAMP
);

-- One mailbox each. The address is sealed under the service's secret; the fingerprint, keyed with it, finds it again.
-- Nothing here leads to a ticket without the secret, and nothing here changes when somebody answers.
CREATE TABLE invitations (
    id BYTEA NOT NULL PRIMARY KEY,
    collection BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    fingerprint BYTEA NOT NULL,
    address BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    opted_out BOOLEAN NOT NULL,
    UNIQUE (collection, fingerprint)
);

-- The counts of `invitations`, so that no page adds them up.
CREATE TABLE invited (
    collection BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    mailboxes BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    undeliverable BIGINT NOT NULL,
    opted_out BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum)
) WITH (fillfactor = 50);

-- The invitation (0) and the reminders of a collection.
CREATE TABLE waves (
    collection BYTEA NOT NULL REFERENCES collections (id),
    number INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    begun BOOLEAN NOT NULL,
    waiting BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    PRIMARY KEY (collection, number)
) WITH (fillfactor = 50);

-- The queue. A row is gone when its message is sent or turned out not to be needed, so that nothing tells whom a reminder
-- reached.
CREATE TABLE messages (
    id BYTEA NOT NULL PRIMARY KEY,
    collection BYTEA NOT NULL,
    wave INTEGER NOT NULL,
    invitation BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP NOT NULL,
    last_error TEXT COLLATE "C"
) WITH (fillfactor = 50);
CREATE INDEX messages_by_time ON messages (due_at);

-- How many messages all processes together have claimed in the minute that is counted.
CREATE TABLE mail_office (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    paused BOOLEAN NOT NULL,
    minute BIGINT NOT NULL,
    claimed INTEGER NOT NULL
);

-- What people did to the service, and what it did by itself. Rows are only added.
CREATE TABLE audit_log (
    id BYTEA NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL
);
