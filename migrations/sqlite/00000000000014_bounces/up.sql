-- The addresses that an invitation did not reach. What comes back of a reminder is not kept: reminders leave for those alone
-- who have not answered.
CREATE TABLE unreached (
    invitation BLOB NOT NULL PRIMARY KEY,
    collection BLOB NOT NULL,
    why TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sent BOOLEAN NOT NULL
) WITHOUT ROWID;
CREATE INDEX unreached_by_collection ON unreached (collection);

-- The messages for whose return something has been done, by a keyed digest, so that the same report does no more.
CREATE TABLE taken_bounces (
    digest BLOB NOT NULL PRIMARY KEY,
    collection BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX taken_bounces_by_collection ON taken_bounces (collection);

-- How many messages came back for a reason that was not understood.
CREATE TABLE unread_bounces (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    counted BIGINT NOT NULL,
    since TIMESTAMP
);

-- Tickets of invitations whose address was corrected or removed. One is written whether the ticket was spent or not.
CREATE TABLE revoked_tickets (
    collection BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (collection, digest)
) WITHOUT ROWID;
