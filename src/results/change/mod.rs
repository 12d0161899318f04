//! Whether two proportions differ by more than chance would give.
//!
//! The interval for a difference is Newcombe's hybrid of two Wilson score intervals (Newcombe,
//! "Interval estimation for the difference between independent proportions", *Statistics in
//! Medicine* 17, 1998, method 10), at 95%. Where it is known of how many people a base is a part,
//! the base of the Wilson interval is enlarged by the finite population correction, n (N − 1) / (N
//! − n) (Cochran, *Sampling Techniques*, 3rd edition, section 2.6): if everybody answered, nothing
//! is left to chance and any difference is one.
//!
//! Where an expected count is below 5 (Cochran, "Some methods for strengthening the common χ²
//! tests", *Biometrics* 10, 1954), Fisher's exact test must agree at 5%. With fewer than 30 answers
//! on a side, unless everybody answered, nothing is said.
//!
//! This covers chance only. The people who answered are not a random sample, and readers must
//! consider that different people may have answered this time.

mod fisher;
mod interval;
mod verdict;

pub use interval::{Interval, Sample};
pub use verdict::{Change, Verdict};
