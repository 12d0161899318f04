DROP TABLE failures;
DROP TABLE audit_head;
DROP TRIGGER audit_log_keeps_its_rows;
DROP TRIGGER audit_log_keeps_its_words;
DROP TRIGGER audit_log_replaces_nothing;
ALTER TABLE audit_log RENAME TO audit_log_chained;
CREATE TABLE audit_log (
    id BLOB NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    inspection BLOB
) WITHOUT ROWID;
INSERT INTO audit_log SELECT id, at, actor, action, subject, inspection FROM audit_log_chained;
DROP TABLE audit_log_chained;
CREATE TRIGGER audit_log_keeps_its_words BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay as they are'); END;
CREATE TRIGGER audit_log_keeps_its_rows BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'entries of the audit log stay'); END;
