//! What came back: response rates. They rest on counters, never on the responses themselves.

mod queries;
pub mod rates;

pub use queries::{Returns, returns, returns_by_stratum, returns_of};
pub use rates::Rate;
