-- How the released results of a collection are divided: the groups that are shown, and the crowds that
-- tallies and responses are then kept by, as JSON. Without a row, they are kept by part or together.
CREATE TABLE result_groups (
    collection BLOB NOT NULL PRIMARY KEY REFERENCES collections (id),
    content TEXT NOT NULL
) WITHOUT ROWID;
