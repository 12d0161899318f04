//! Who may sign in, how, and what they see.

mod access;
mod first_password;
mod forgotten;
mod second_step;
mod sessions;
mod sign_in_limits;
mod teams;
