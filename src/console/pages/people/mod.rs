//! Who may sign in: inviting, changing roles, helping somebody back in, and who leads an inspection
//! together.

pub mod changes;
pub mod handlers;
mod model;
pub mod team;
mod views;
