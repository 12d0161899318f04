mod daily;
mod days;
mod fewest;
mod figures;
mod shown;

pub use daily::{daily_of, daily_of_collection, sending_of};
pub use days::days_of;
pub use fewest::{keep_fewest, keep_fewest_of};
pub use figures::{figures_by_part, figures_of, figures_of_all};
pub use shown::shown_of_open;
