//! The forecast on a thousand simulated fieldworks, beside naive rivals: the tables of docs/forecast.md.

mod chance;
mod rivals;
mod scores;
mod simulated;
mod table;

/// What is tried. The seed of the fieldworks by which the numbers of the model were chosen is another one.
const SEED: u64 = 2_026;
const FIELDWORKS: usize = 1_000;
