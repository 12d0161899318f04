//! Whether two proportions differ by more than chance would give.
//!
//! The interval for a difference, its p-value and the exact test are in [`super::statistics`]. Where
//! an expected count is below 5 (Cochran, "Some methods for strengthening the common χ² tests",
//! *Biometrics* 10, 1954), Fisher's exact test must agree at 5%. With fewer than 30 answers on a
//! side, unless everybody answered, nothing is said.
//!
//! A page that compares many questions finds some large differences by chance alone. So the
//! comparisons of one page are judged together ([`judge_together`]); the interval of each stays one
//! for that question alone.
//!
//! This covers chance only. The people who answered are not a random sample, and readers must
//! consider that different people may have answered this time.

mod verdict;
mod words;

pub use super::statistics::{Interval, Sample};
pub use verdict::{Change, Verdict, judge_together};
pub use words::how_judged;
