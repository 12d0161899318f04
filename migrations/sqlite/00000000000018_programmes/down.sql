DROP TABLE published_figures;
DROP TABLE programme_inspections;
DROP TABLE programmes;
