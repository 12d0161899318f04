//! Published survey versions, stored byte for byte and never changed.

mod publish;
mod queries;

pub use publish::{Outcome, PublishError, Published, edition, publish, verify};
pub use queries::{latest, latest_of_all, list};
