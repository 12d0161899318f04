//! What came back: response rates, which rest on counters, and results, which rest on tallies made at release. Neither
//! reads the responses themselves. And retention, which deletes what was released once its time is over.

pub mod change;
pub mod export;
mod figure;
pub mod forecast;
pub mod margin;
pub mod model;
mod outlook;
mod queries;
pub mod rates;
pub mod reach;
pub mod retention;
pub mod small_numbers;
pub mod wording;

pub use figure::{Figure, OptionCount, Tally};
pub use model::{AcrossAreas, CollectionResults, Tallies};
pub use outlook::{Outlook, Outlooks, Returned, Sending, Sendings, fieldwork, outlooks};
pub use queries::{
    Returns, across_areas, daily_of, daily_of_collection, figures_by_stratum, figures_of, figures_of_all,
    of_collection, sending_of,
};
pub use rates::Rate;
pub use reach::{Bounds, Figures, Measure, PartFigures, Reach, Sources};
pub use small_numbers::{Share, Shown};
