mod tallies;
mod uploaded;

pub use tallies::{across_areas, across_inspections, of_collection};
pub use uploaded::uploaded_by;
