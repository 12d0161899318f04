//! API tokens. See `api`.

mod model;
pub mod queries;

pub use model::{Kept, MOST, MOST_DAYS, NewToken, Token};
