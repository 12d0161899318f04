//! Who may sign in to the console, and what each of them may do there.

mod model;
mod password;
mod queries;

pub use model::{NewUser, Role, User};
pub use password::{Password, PasswordError, random_password, verify};
pub use queries::{add, by_email, by_id, count};
