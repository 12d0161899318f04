//! The form: a survey version becomes one page of HTML, and what that page posts becomes answers.

mod body;
mod handlers;
mod information;
mod notices;
pub mod page;
pub mod posted;
mod question;
mod routing;
mod shelf;
mod start;

pub use handlers::{Desk, routes};
pub use information::{Reading, routes as information_routes};
pub use notices::{Notice, answer as notice};
pub use posted::{Posted, Problem};
pub use shelf::Shelf;
