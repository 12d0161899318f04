//! The console's users: sign-in, roles and scopes.

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
