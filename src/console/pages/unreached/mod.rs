//! The addresses of a collection that an invitation did not reach, and what its co-ordinator does
//! about each. It is the one page that shows addresses from a list, to those who may upload it.

pub mod handlers;
mod model;
mod views;

pub use views::summary;
