//! Figures in the words of inspection reports: the quantity term, the fraction beside it, and a
//! sentence to quote.
//!
//! All three rest on the same whole percentage, so that none of them can contradict another.

mod fraction;
mod people;
mod proportion;
mod sentence;
mod term;

pub use fraction::Fraction;
pub use people::people;
pub use proportion::Proportion;
pub use sentence::{across_areas, agreed, sentence};
pub use term::Term;
