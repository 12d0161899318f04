-- Sign-ins with an older number are over: raised by "sign out everywhere" and by a new password.
ALTER TABLE users ADD COLUMN sessions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN signed_in_at TIMESTAMP;
-- The key of two-step sign-in, sealed under the service's secret, and the last step of which a code was taken.
ALTER TABLE users ADD COLUMN second_step BYTEA;
ALTER TABLE users ADD COLUMN second_step_used BIGINT NOT NULL DEFAULT 0;

-- The areas of local co-ordinators.
CREATE TABLE user_areas (
    user_id BYTEA NOT NULL REFERENCES users (id),
    area TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, area)
);

-- What signs in once where the telephone with the key is lost.
CREATE TABLE recovery_codes (
    user_id BYTEA NOT NULL REFERENCES users (id),
    digest BYTEA NOT NULL,
    PRIMARY KEY (user_id, digest)
);

-- Links that work once, by which somebody chooses a password. What a link says is made from its id under the service's secret.
CREATE TABLE password_links (
    id BYTEA NOT NULL PRIMARY KEY,
    user_id BYTEA NOT NULL REFERENCES users (id),
    expires_at TIMESTAMP NOT NULL
);

-- Who leads an inspection beside its lead.
CREATE TABLE inspection_team (
    inspection BYTEA NOT NULL REFERENCES inspections (id),
    email TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (inspection, email)
);

-- The inspection that an entry is about, where it is about one.
ALTER TABLE audit_log ADD COLUMN inspection BYTEA;
-- Rows of the audit log are only added.
CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'entries of the audit log stay as they are'; END $$;
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays();
