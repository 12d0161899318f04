//! Results, which rest on tallies made at release and never on the responses themselves. And
//! retention, which deletes what was released once its time is over.

pub mod change;
mod figure;
pub mod margin;
pub mod model;
mod queries;
pub mod retention;
pub mod small_numbers;
pub mod wording;

pub use figure::{Figure, OptionCount, Tally};
pub use model::{AcrossAreas, CollectionResults, Tallies};
pub use queries::{across_areas, of_collection};
pub use small_numbers::{Share, Shown};
