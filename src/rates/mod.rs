//! Response rates from counters: returns, base, pace and forecast.

mod days;
pub mod forecast;
mod outlook;
mod queries;
mod rate;
mod reach;

pub use days::Days;
pub use outlook::{Outlook, Outlooks, Returned, Sending, Sendings, fieldwork, outlooks};
pub use queries::{
    Returns, daily_of, daily_of_collection, days_of, figures_by_part, figures_of, figures_of_all,
    sending_of,
};
pub use rate::Rate;
pub use reach::{Bounds, Figures, Measure, PartFigures, Reach, Sources};
