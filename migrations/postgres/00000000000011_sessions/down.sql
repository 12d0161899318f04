DROP TABLE recovery_codes;
CREATE TABLE recovery_codes (
    user_id BYTEA NOT NULL REFERENCES users (id),
    digest BYTEA NOT NULL,
    PRIMARY KEY (user_id, digest)
);
ALTER TABLE users DROP COLUMN second_step_due;
ALTER TABLE users DROP COLUMN password_expired;
ALTER TABLE users ADD COLUMN sessions INTEGER NOT NULL DEFAULT 0;
DROP TABLE sessions;
