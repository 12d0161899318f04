DROP TABLE inspection_choices;
DROP TABLE list_uploaders;
ALTER TABLE collections DROP COLUMN least_population;
