DROP TABLE published_figures;
ALTER TABLE inspections DROP COLUMN programme;
DROP TABLE programmes;
