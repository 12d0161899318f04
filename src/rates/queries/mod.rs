mod daily;
mod days;
mod figures;

pub use daily::{daily_of, daily_of_collection, sending_of};
pub use days::days_of;
pub use figures::{figures_by_part, figures_of, figures_of_all};
