//! What users of the console see and do.

mod live;
pub mod routes;
mod twice;
