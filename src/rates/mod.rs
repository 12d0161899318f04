//! Response rates, which rest on counters: how many came back of how many, against which course, and where it will end.

pub mod forecast;
mod outlook;
mod queries;
mod rate;
mod reach;

pub use outlook::{Outlook, Outlooks, Returned, Sending, Sendings, fieldwork, outlooks};
pub use queries::{Returns, daily_of, daily_of_collection, figures_by_stratum, figures_of, figures_of_all, sending_of};
pub use rate::Rate;
pub use reach::{Bounds, Figures, Measure, PartFigures, Reach, Sources};
