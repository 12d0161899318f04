-- The audit log as a chain: each entry holds its number and the SHA-256 of the entry before it and of itself. The program
-- moves the entries of earlier versions, in the same transaction, and then drops the old table.
DROP TRIGGER audit_log_stays ON audit_log;
ALTER TABLE audit_log RENAME TO audit_log_unchained;
ALTER INDEX audit_log_pkey RENAME TO audit_log_unchained_pkey;

CREATE TABLE audit_log (
    number BIGINT NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    at TIMESTAMP NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    inspection BYTEA,
    previous BYTEA NOT NULL,
    digest BYTEA NOT NULL
);
-- Rows of the audit log are only added.
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays();

-- The last entry. Whoever appends locks this row.
CREATE TABLE audit_head (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    number BIGINT NOT NULL,
    digest BYTEA NOT NULL
);
CREATE FUNCTION audit_head_goes_forward() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log does not become shorter'; END $$;
CREATE TRIGGER audit_head_goes_forward BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN (NEW.number < OLD.number) EXECUTE FUNCTION audit_head_goes_forward();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_head_goes_forward();

-- Failed attempts of the hours that have not been written into the audit log. No account: an empty text.
CREATE TABLE failures (
    hour TIMESTAMP NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (hour, account, kind)
);
