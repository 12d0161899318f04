//! What every request and answer goes through.

mod anonymity;
mod bodies;
mod edge;
