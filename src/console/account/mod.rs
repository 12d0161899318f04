//! One's own account: the password, two-step sign-in, signing out everywhere, tokens for other programs.

pub mod handlers;
pub mod second_step;
pub mod tokens;
mod views;
