//! One's own account: the password, two-step sign-in, signing out everywhere.

pub mod handlers;
pub mod second_step;
mod views;
