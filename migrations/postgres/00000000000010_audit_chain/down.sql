DROP TABLE failures;
DROP TABLE audit_head;
DROP FUNCTION audit_head_goes_forward();
DROP TRIGGER audit_log_stays ON audit_log;
ALTER TABLE audit_log DROP COLUMN number;
ALTER TABLE audit_log DROP COLUMN previous;
ALTER TABLE audit_log DROP COLUMN digest;
ALTER TABLE audit_log DROP CONSTRAINT audit_log_id_key;
ALTER TABLE audit_log ADD PRIMARY KEY (id);
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays();
