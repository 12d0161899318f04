//! Response rates from counters: returns, base, pace and forecast.

mod counts;
mod days;
mod figures;
pub mod forecast;
mod outlook;
mod people;
mod queries;
mod rate;
mod reach;
mod visible;

pub use days::Days;
pub use figures::{Figures, PartFigures, Returns};
pub use outlook::{Outlook, Outlooks, Returned, Sending, Sendings, fieldwork, outlooks};
pub use queries::{
    daily_of, daily_of_collection, days_of, figures_by_part, figures_of, figures_of_all,
    keep_fewest, keep_fewest_of, sending_of, shown_of_open,
};
pub use rate::Rate;
pub use reach::{Bounds, Measure, Reach, Sources};
pub use visible::{FEW, HELD, Moves, SOME, Visible};
