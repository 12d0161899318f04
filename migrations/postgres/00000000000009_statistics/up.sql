-- What PostgreSQL gathers for its planner are values of rows, and it keeps them when the rows are gone. No plan needs those of
-- these columns.
ALTER TABLE comments ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN concern SET STATISTICS 0;
ALTER TABLE responses ALTER COLUMN answers SET STATISTICS 0;
ALTER TABLE held_responses ALTER COLUMN sealed SET STATISTICS 0;
ALTER TABLE held_comments ALTER COLUMN sealed SET STATISTICS 0;
ALTER TABLE holdings ALTER COLUMN salt SET STATISTICS 0;
ALTER TABLE tickets ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE issued_tickets ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE invitations ALTER COLUMN fingerprint SET STATISTICS 0, ALTER COLUMN address SET STATISTICS 0;
