DROP TABLE digests;
DROP TABLE notices;
