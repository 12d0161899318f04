ALTER TABLE inspections DROP COLUMN phase;
ALTER TABLE inspections DROP COLUMN recommendations;
ALTER TABLE inspections DROP COLUMN follows;
