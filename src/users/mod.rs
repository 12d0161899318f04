//! Who may sign in to the console, what each of them may do there, and what they see of it.

mod duty;
mod model;
mod password;
pub mod queries;
#[cfg(test)]
pub mod sample;
pub mod scope;
pub mod second_step;
pub mod sessions;
pub mod tokens;

pub use duty::{Duty, RequiredRoles};
pub use model::{Account, NewUser, Role, User};
pub use password::{Known, Password, PasswordError, random_password, verify};
pub use queries::{add, by_email, by_id, count};
pub use scope::{Scope, Scoped, Sight};
