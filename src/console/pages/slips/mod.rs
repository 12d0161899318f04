//! Paper slips with access codes, and posters.

pub mod handlers;
mod model;
mod new;
pub mod poster;
pub mod revoking;
mod views;
