-- The people who answer for an area. The link of each is made from the id and the service's secret.
CREATE TABLE officers (
    id BLOB NOT NULL PRIMARY KEY,
    collection BLOB NOT NULL REFERENCES collections (id),
    email TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    mail_returned_at TIMESTAMP,
    UNIQUE (collection, email)
) WITHOUT ROWID;
