//! Mail to users of the console that came back.

mod queries;

pub use queries::{came_back, returned_at, take};
