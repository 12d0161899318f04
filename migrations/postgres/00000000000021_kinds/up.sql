-- Details that only inspections of one kind have: the inspection that a progress review follows and its recommendations, one a
-- line; the phase of a thematic review.
ALTER TABLE inspections ADD COLUMN follows BYTEA;
ALTER TABLE inspections ADD COLUMN recommendations TEXT COLLATE "C";
ALTER TABLE inspections ADD COLUMN phase TEXT COLLATE "C";
