//! Who may sign in to the console, what each of them may do there, and what they see of it.

pub mod invitation;
mod model;
mod password;
pub mod queries;
pub mod scope;
pub mod second_step;
pub mod tokens;

pub use model::{Account, NewUser, Role, User};
pub use password::{Password, PasswordError, random_password, verify};
pub use queries::{add, by_email, by_id, count};
pub use scope::{Scope, Scoped, Sight};
