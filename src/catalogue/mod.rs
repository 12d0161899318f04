//! Published survey versions, stored byte for byte and never changed.

mod english;
mod model;
mod publish;
mod queries;

pub use english::english;
pub use model::Published;
pub use publish::{Outcome, PublishError, edition, publish, verify};
pub use queries::{known::know, list, numbers};
