//! What users of the console see and do.

mod live;
mod routes;
mod twice;
