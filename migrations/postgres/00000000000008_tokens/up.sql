-- Tokens by which other programs read the counts that a user sees. Of each only its digest is kept, and of its use only the
-- last day.
CREATE TABLE api_tokens (
    id BYTEA NOT NULL PRIMARY KEY,
    owner BYTEA NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    digest BYTEA NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    created_on DATE NOT NULL,
    expires_on DATE NOT NULL,
    last_used_on DATE,
    UNIQUE (owner, name)
);
