//! The addresses of a collection that an invitation did not reach, and its co-ordinator's actions.
//! Only this page shows addresses from a list, to those who may upload it.

pub mod handlers;
mod model;
mod views;

pub use views::summary;
