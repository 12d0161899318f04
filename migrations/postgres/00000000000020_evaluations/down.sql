DROP TABLE evaluation_changes;
DROP FUNCTION evaluation_changes_keep_their_words;
DROP TABLE evaluations;
