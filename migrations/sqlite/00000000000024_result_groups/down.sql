DROP TABLE result_groups;
