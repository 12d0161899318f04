//! HTTP infrastructure: headers, compression, limits, errors, health checks and metrics.

pub mod address;
pub mod answers;
pub mod asset;
pub mod bodies;
pub mod budget;
pub mod client;
pub mod compressed;
mod guesses;
pub mod headers;
pub mod limiter;
pub mod operations;
pub mod page;
pub mod paths;
pub mod qr;
pub mod squeeze;

pub use answers::SafeAnswers;
pub use asset::Asset;
pub use bodies::PromptBodies;
pub use client::Client;
pub use guesses::Guesses;
pub use headers::ContentPolicy;
pub use limiter::{Held, Limiter};
