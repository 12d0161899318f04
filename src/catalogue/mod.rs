//! Published survey versions, stored byte for byte and never changed.

mod model;
mod publish;
mod queries;

pub use model::Published;
pub use publish::{Outcome, PublishError, edition, publish, verify};
pub use queries::{known::know, list, numbers};
