-- The audit log as a chain: each entry holds its number and the SHA-256 of the entry before it and of itself. SQLite has no
-- SHA-256, so the program moves the entries of earlier versions, in the same transaction, and then drops the old table.
DROP TRIGGER audit_log_keeps_its_rows;
DROP TRIGGER audit_log_keeps_its_words;
ALTER TABLE audit_log RENAME TO audit_log_unchained;

CREATE TABLE audit_log (
    number BIGINT NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    inspection BLOB,
    previous BLOB NOT NULL,
    digest BLOB NOT NULL
) WITHOUT ROWID;
-- Rows of the audit log are only added.
CREATE TRIGGER audit_log_keeps_its_words BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay as they are'); END;
CREATE TRIGGER audit_log_keeps_its_rows BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay'); END;
-- INSERT OR REPLACE deletes the row in its way without a trigger.
CREATE TRIGGER audit_log_replaces_nothing BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE number = NEW.number OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay as they are'); END;

-- The last entry. Whoever appends locks this row.
CREATE TABLE audit_head (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    number BIGINT NOT NULL,
    digest BLOB NOT NULL
);
CREATE TRIGGER audit_head_goes_forward BEFORE UPDATE ON audit_head WHEN NEW.number < OLD.number
BEGIN SELECT RAISE(ABORT, 'the audit log does not become shorter'); END;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the head of the audit log stays'); END;
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'the audit log has one head'); END;

-- Failed attempts of the hours that have not been written into the audit log. No account: an empty text.
CREATE TABLE failures (
    hour TIMESTAMP NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (hour, account, kind)
) WITHOUT ROWID;
