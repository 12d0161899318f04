use crate::{catalogue::PublishError, programme::NotJoined, store::StoreError};

/// Why the demo could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Survey(#[from] PublishError),
    #[error("{0}")]
    Programme(#[from] NotJoined),
    #[error("The made-up figures of the earlier programme could not be read.")]
    Figures,
    #[error("The made-up evaluations were not accepted.")]
    Evaluation,
    #[error("A progress review of the demo follows no inspection: {0}")]
    Follows(String),
    #[error("The made-up responses were not accepted.")]
    Refused,
}
