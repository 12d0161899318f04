//! One collection: its figures, its link, and adding one to an inspection.

mod about;
mod area;
mod curve;
mod daily;
mod form_view;
mod funnel;
pub mod handlers;
mod help;
pub mod live;
mod model;
mod new;
mod numbers;
mod parts;
mod read;
mod recorded;
pub mod release;
mod sentence;
mod standing;
#[cfg(test)]
mod tests;
mod views;
