-- The people who answer for an area. The link of each is made from the id and the service's secret.
CREATE TABLE officers (
    id BYTEA NOT NULL PRIMARY KEY,
    collection BYTEA NOT NULL REFERENCES collections (id),
    email TEXT COLLATE "C" NOT NULL,
    added_by TEXT COLLATE "C" NOT NULL,
    added_at TIMESTAMP NOT NULL,
    mail_returned_at TIMESTAMP,
    UNIQUE (collection, email)
);
