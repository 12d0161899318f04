mod across;
mod collection;
mod own_groups;
mod tallies;
mod together;
mod totals;
mod uploaded;

pub use across::{across_areas, across_inspections, group_across_inspections};
pub use collection::of_collection;
pub use own_groups::divide;
pub use together::{joins_published, together_in_area};
pub use uploaded::uploaded_by;
