//! What came back: response rates. They rest on counters, never on the responses themselves.

mod queries;
pub mod rates;

pub use queries::{Returns, returns_by_stratum, returns_of, returns_of_all};
pub use rates::Rate;
