-- Sign-ins with an older number are over: raised by "sign out everywhere" and by a new password.
ALTER TABLE users ADD COLUMN sessions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN signed_in_at TIMESTAMP;
-- The key of two-step sign-in, sealed under the service's secret, and the last step of which a code was taken.
ALTER TABLE users ADD COLUMN second_step BLOB;
ALTER TABLE users ADD COLUMN second_step_used BIGINT NOT NULL DEFAULT 0;

-- The areas of local co-ordinators.
CREATE TABLE user_areas (
    user_id BLOB NOT NULL REFERENCES users (id),
    area TEXT NOT NULL,
    PRIMARY KEY (user_id, area)
) WITHOUT ROWID;

-- What signs in once where the telephone with the key is lost.
CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id),
    digest BLOB NOT NULL,
    PRIMARY KEY (user_id, digest)
) WITHOUT ROWID;

-- Links that work once, by which somebody chooses a password. What a link says is made from its id under the service's secret.
CREATE TABLE password_links (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    expires_at TIMESTAMP NOT NULL
) WITHOUT ROWID;

-- Who leads an inspection beside its lead.
CREATE TABLE inspection_team (
    inspection BLOB NOT NULL REFERENCES inspections (id),
    email TEXT NOT NULL,
    PRIMARY KEY (inspection, email)
) WITHOUT ROWID;

-- The inspection that an entry is about, where it is about one.
ALTER TABLE audit_log ADD COLUMN inspection BLOB;
-- Rows of the audit log are only added.
CREATE TRIGGER audit_log_keeps_its_words BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay as they are'); END;
CREATE TRIGGER audit_log_keeps_its_rows BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay'); END;
