//! Results weighted by part, beside the unweighted ones. Only the page and the files that say so show
//! them; everything else is unweighted.

mod model;
mod parts;
mod question;
#[cfg(test)]
mod tests;

pub use model::{WeightedGroup, Weighting};
pub use parts::{Peopled, Unweighted};
pub use question::{LeftOut, WeightedQuestion};
