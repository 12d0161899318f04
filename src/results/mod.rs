//! What came back: response rates. They rest on counters, never on the responses themselves.

pub mod export;
mod queries;
pub mod rates;
pub mod reach;

pub use queries::{Returns, figures_by_stratum, figures_of, figures_of_all};
pub use rates::Rate;
pub use reach::{Bounds, Figures, Measure, PartFigures, Reach, Sources};
