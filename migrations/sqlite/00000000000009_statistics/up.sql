-- SQLite gathers no values of rows.
SELECT 1;
