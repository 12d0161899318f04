//! The user's own account: password, two-step sign-in, sessions and API tokens.

mod confirming;
pub mod handlers;
mod model;
mod parts;
pub mod recovery;
pub mod second_step;
pub mod sessions;
mod sessions_view;
pub mod tokens;
mod two_steps_view;
mod views;
