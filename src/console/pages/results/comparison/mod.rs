//! One collection then and now: what can be compared of an earlier one, and whether it changed by
//! more than chance.

pub mod handlers;
mod model;
mod offers;
mod views;
