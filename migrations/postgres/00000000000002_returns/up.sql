-- How many responses have been returned in all, so that a page need not add up the days.
-- Every commit of responses updates some of these rows: the room left in their pages keeps that cheap.
CREATE TABLE returns (
    collection BYTEA NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    returned BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum)
) WITH (fillfactor = 50);

INSERT INTO returns (collection, stratum, returned)
SELECT collection, stratum, CAST(SUM(returned) AS BIGINT) FROM daily_returns GROUP BY collection, stratum;
