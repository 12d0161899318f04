mod daily;
mod rates;
mod tallies;

pub use daily::{daily_of, daily_of_collection, sending_of};
pub use rates::{Returns, figures_by_stratum, figures_of, figures_of_all};
pub use tallies::{across_areas, of_collection};
