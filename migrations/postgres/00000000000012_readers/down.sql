DROP TABLE inspection_readers;
ALTER TABLE users DROP COLUMN everywhere;
