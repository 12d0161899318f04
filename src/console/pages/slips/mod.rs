//! Slips of paper with access codes, and posters: made, printed once, counted, taken back.

pub mod handlers;
mod model;
mod new;
pub mod poster;
pub mod revoking;
mod views;
