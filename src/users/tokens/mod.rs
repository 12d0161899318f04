//! Tokens by which other programs read the counts that somebody sees: see `api`.

mod model;
pub mod queries;

pub use model::{Kept, MOST, MOST_DAYS, NewToken, Token};
