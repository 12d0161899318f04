//! Figures in the language of inspection reports: the quantity term, the fraction, and a sentence
//! to quote.
//!
//! All three use the same whole percentage, so that they cannot contradict each other.

mod by_group;
mod fraction;
mod proportion;
mod sentence;
mod tenths;
mod term;

pub use by_group::{OfGroup, Which, by_group};
pub use fraction::Fraction;
pub use proportion::Proportion;
pub use sentence::{
    End, answered, cut, ends, over_areas, over_people, range, sentence, sentence_of_few,
};
pub use tenths::{ASSESSMENTS, Tenths, assessed, were};
pub use term::Term;
