//! One collection: its link, its figures, and adding one to an inspection.

mod form_view;
pub mod handlers;
mod model;
mod new;
mod parts;
pub mod release;
mod views;
