use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use super::{PublishError, edition, queries};
use crate::{
    store::Connection,
    survey::{Instrument, Survey},
};

/// Surveys that were parsed, by the SHA-256 of their English files. A published file never changes,
/// so there are as many as there are published versions.
static PARSED: LazyLock<RwLock<HashMap<String, Arc<Survey>>>> = LazyLock::new(RwLock::default);

/// A published version in English, parsed once in this process.
pub fn english(
    connection: &mut Connection,
    survey: Instrument,
    version: u32,
) -> Result<Arc<Survey>, PublishError> {
    let digest = queries::english_digest(connection, survey, version)?
        .ok_or(PublishError::NotPublished { survey, version })?;
    let parsed = PARSED.read().unwrap_or_else(PoisonError::into_inner).get(&digest).cloned();
    if let Some(parsed) = parsed {
        return Ok(parsed);
    }
    let parsed = Arc::clone(edition(connection, survey, version)?.english());
    let mut all = PARSED.write().unwrap_or_else(PoisonError::into_inner);
    Ok(Arc::clone(all.entry(digest).or_insert(parsed)))
}
