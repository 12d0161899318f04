DROP TABLE evaluation_changes;
DROP TABLE evaluations;
