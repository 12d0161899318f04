//! Who is missing: how evenly the parts of a collection answered, which part a message would help
//! most, and, after release, what the results are if each part counts for its people.

mod evenness;
pub mod handlers;
mod message;
mod model;
mod one_more_view;
mod parts;
mod parts_view;
#[cfg(test)]
mod tests;
mod views;
mod weighted_view;
