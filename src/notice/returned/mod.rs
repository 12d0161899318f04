//! Returned mail to console users.

mod queries;

pub use queries::{came_back, returned_at, take};
