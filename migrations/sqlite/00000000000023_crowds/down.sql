DROP TABLE inspection_choices;
DROP TABLE list_uploaders;
DROP TABLE fewest_people;
