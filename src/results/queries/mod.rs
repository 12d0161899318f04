mod rates;
mod tallies;

pub use rates::{Returns, figures_by_stratum, figures_of, figures_of_all};
pub use tallies::{across_areas, of_collection};
