//! How the people who answered are divided into groups whose results are shown.
//!
//! Everything that is published about a collection, every page, file and row, is a function of one
//! table: its answers, with the *crowd* of each person. A crowd is the people who are in the same
//! group of every division that is shown. Nothing that is published tells two people of a crowd
//! apart, and every crowd has at least [`NUMBERS`] people. So whoever solves all published figures
//! and rows for what is hidden learns at most what is published of a crowd.
//!
//! Which groups there are is decided once, by how many people there are and never by what they
//! answered to other questions. So the decision itself tells nothing (a minimality attack: Wong, Fu,
//! Wang and Pei, "Minimality attack in privacy preserving data publishing", 2007). The divisions are
//! taken in the order of their importance, the parts of the collection first:
//!
//! 1. A label of fewer than [`NUMBERS`] people joins the rest, with those who gave none. If the rest
//!    is smaller than that, the smallest group joins it, too (complementary suppression: Hundepool
//!    et al., *Statistical Disclosure Control*, 2012, chapter 4).
//! 2. If a crowd would be too small, the smallest group joins the rest, until none is.
//! 3. A division of which fewer than two groups remain is not shown at all.

mod decide;
mod model;

pub use decide::{Candidate, NUMBERS, by_label, decide};
pub use model::{Crowd, Division, Group, Groups};
