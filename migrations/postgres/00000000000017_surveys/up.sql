-- What surveys name and do not say themselves: audiences, groups of audiences and frameworks, each as JSON.
CREATE TABLE definitions (
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    definition TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, key)
);

-- What an inspection asks and evaluates.
ALTER TABLE inspections ADD COLUMN framework TEXT COLLATE "C" NOT NULL DEFAULT 'joint-2018';

-- Several surveys can ask one audience in one area.
ALTER TABLE collections DROP CONSTRAINT collections_inspection_area_audience_key;
ALTER TABLE collections ADD UNIQUE (inspection, area, survey);
