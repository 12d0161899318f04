mod tallies;

pub use tallies::{across_areas, of_collection};
