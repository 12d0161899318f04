//! What inspectors record in a collection: the list of its records or meetings, the form for one,
//! the sample, and the figures. None of it is anonymous to the team, and each page says so.

mod adding;
mod answers;
mod deleting;
mod figures_view;
mod form_view;
pub mod handlers;
mod list_view;
mod model;
mod parts;
mod question_view;
mod recording;
mod rows;
mod sampling;
pub mod script;

pub use adding::Adding;
pub use deleting::Deleting;
pub use recording::Recording;
pub use sampling::Sampling;
