-- How many responses have been returned in all, so that a page need not add up the days.
CREATE TABLE returns (
    collection BLOB NOT NULL,
    stratum TEXT NOT NULL,
    returned BIGINT NOT NULL,
    PRIMARY KEY (collection, stratum)
) WITHOUT ROWID;

INSERT INTO returns (collection, stratum, returned)
SELECT collection, stratum, CAST(SUM(returned) AS BIGINT) FROM daily_returns GROUP BY collection, stratum;
