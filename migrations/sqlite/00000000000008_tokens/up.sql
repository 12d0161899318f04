-- Tokens by which other programs read the counts that a user sees. Of each only its digest is kept, and of its use only the
-- last day.
CREATE TABLE api_tokens (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    digest BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_on DATE NOT NULL,
    expires_on DATE NOT NULL,
    last_used_on DATE,
    UNIQUE (owner, name)
) WITHOUT ROWID;
