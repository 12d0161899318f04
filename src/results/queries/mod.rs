mod tallies;

pub use tallies::{across_areas, across_inspections, of_collection};
