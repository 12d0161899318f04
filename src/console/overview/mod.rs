//! How an inspection stands: areas by audiences.

pub mod handlers;
mod model;
mod standing;
mod table;
mod views;
