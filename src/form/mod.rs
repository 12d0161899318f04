//! The form: a survey version becomes one page of HTML, and what that page posts becomes answers.

mod beside;
mod body;
mod cache;
mod code;
mod code_problem;
mod encodings;
mod frame;
mod handlers;
mod information;
mod left;
mod notices;
pub mod page;
pub mod posted;
mod question;
mod returned;
mod routing;
mod sending;
mod shown;
mod start;
mod stop;
mod surveys_now;
mod trouble;

pub use cache::FormCache;
pub use code::routes as code_routes;
pub use handlers::{Forms, routes};
pub use information::{ChosenLanguage, routes as information_routes};
pub use left::Left;
pub use notices::{StatusPage, answer as notice};
pub use posted::{AnswerProblem, Posted};
pub use shown::Shown;
pub use stop::routes as stop_routes;
pub use surveys_now::routes as surveys_now_routes;
