DROP TABLE visit_counts;
DROP TABLE visits;
