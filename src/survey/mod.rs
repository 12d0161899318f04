//! What is asked: survey definitions, their rules, and the answers that they allow.
//!
//! This room is pure. It knows neither the web nor the database; the form, the intake and the
//! results build on it.

pub mod answers;
pub mod audience;
pub mod check;
pub mod diff;
pub mod file;
pub mod load;
pub mod model;
pub mod reading_age;
pub mod route;

pub use answers::{Answer, Answers};
pub use audience::Audience;
pub use load::Edition;
pub use model::{Item, Opt, QuestionKind, Survey};
