ALTER TABLE notices DROP COLUMN actor;
DROP TABLE message_texts;
ALTER TABLE inspections DROP COLUMN listed;
ALTER TABLE inspections DROP COLUMN reply_to;
ALTER TABLE inspections DROP COLUMN phone;
ALTER TABLE inspections DROP COLUMN team;
