//! Survey definitions, their rules, and the answers that they allow.
//!
//! This module is pure: it uses neither the web nor the database. The form, the intake and the
//! results build on it.

pub mod answers;
pub mod audience;
pub mod check;
pub mod cuts;
pub mod diff;
pub mod file;
pub mod framework;
mod handle;
pub mod instrument;
pub mod key;
pub mod load;
pub mod model;
pub mod option;
pub mod reading_age;
mod registry;
pub mod route;
#[cfg(test)]
mod sample;

pub use answers::{Answer, Answers};
pub use audience::Audience;
pub use cuts::{Cut, QUESTION, Union};
pub use framework::Framework;
use handle::handle;
pub use instrument::Instrument;
pub use key::Key;
pub use load::Edition;
pub use model::{Item, QuestionKind, Survey, Uses};
pub use option::Opt;
