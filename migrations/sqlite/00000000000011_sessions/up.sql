-- Sessions of the console. The key is the SHA-256 of the random value in the browser's cookie. A session with
-- awaits_code opens the page of the second step and nothing else.
CREATE TABLE sessions (
    digest BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    awaits_code BOOLEAN NOT NULL,
    known_device BOOLEAN NOT NULL,
    device TEXT NOT NULL,
    began_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions (user_id);

ALTER TABLE users DROP COLUMN sessions;
-- Whether the password was printed by Speir and has to be replaced at the next sign-in.
ALTER TABLE users ADD COLUMN password_expired BOOLEAN NOT NULL DEFAULT FALSE;
-- Until when an account whose role needs a second step may do without.
ALTER TABLE users ADD COLUMN second_step_due TIMESTAMP;

-- Recovery codes move from plain digests to argon2id. Digests cannot be converted: earlier codes no longer work.
DROP TABLE recovery_codes;
CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id),
    selector INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (user_id, selector)
) WITHOUT ROWID;
