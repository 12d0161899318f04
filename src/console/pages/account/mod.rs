//! One's own account: the password, two-step sign-in, sessions, tokens for other programs.

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
