use crate::{catalogue::PublishError, store::StoreError};

/// Why the demo could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Survey(#[from] PublishError),
    #[error("The made-up responses were not accepted.")]
    Refused,
}
