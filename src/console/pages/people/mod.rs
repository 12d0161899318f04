//! Accounts: inviting, roles and recovery; and the teams of inspections.

pub mod changes;
pub mod handlers;
mod model;
pub mod team;
mod views;
