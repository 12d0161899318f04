//! Published survey versions, stored byte for byte and never changed.

mod known;
mod model;
mod publish;
mod queries;

pub use known::know;
pub use model::Published;
pub use publish::{Outcome, PublishError, edition, publish, verify};
pub use queries::{list, numbers};
