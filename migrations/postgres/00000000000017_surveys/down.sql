ALTER TABLE collections DROP CONSTRAINT collections_inspection_area_survey_key;
ALTER TABLE collections ADD UNIQUE (inspection, area, audience);
ALTER TABLE inspections DROP COLUMN framework;
DROP TABLE definitions;
