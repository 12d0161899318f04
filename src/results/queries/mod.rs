mod across;
mod collection;
mod tallies;
mod together;
mod totals;
mod uploaded;

pub use across::{across_areas, across_inspections, group_across_inspections};
pub use collection::of_collection;
pub use together::{joins_published, together_in_area};
pub use uploaded::uploaded_by;
