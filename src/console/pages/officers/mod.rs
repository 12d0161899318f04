//! Surveys that an area answers once: who is asked for it, and what came back.

mod across;
mod across_view;
mod answers;
mod answers_view;
mod areas_view;
mod handlers;
mod list;
mod model;
mod numbers;
mod reading;
mod rows;
mod views;

pub use across::{file, show as across};
pub use answers::show as answers;
pub use handlers::{again, back, name, name_in_areas, remove, show, show_areas};
pub use views::not_anonymous;
