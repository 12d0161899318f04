use maud::Markup;

use super::Snapshot;
use crate::{rates::Rate, store::StoreError};

/// A live page: everything that it depends on, except counters and time.
pub trait Page: Send + Sync + 'static {
    /// Equal for all viewers who see the same: it identifies the page, the areas in scope and the
    /// relevant query.
    fn key(&self) -> String;

    /// The live regions now; `None` if the page no longer exists.
    fn moving(&self, reading: &mut Snapshot<'_>) -> Result<Option<Moving>, StoreError>;
}

/// The live regions of a page.
#[derive(Clone, Debug)]
pub struct Moving {
    /// The total of everything on the page.
    pub total: Rate,
    /// The contents of each element, by its key.
    pub regions: Vec<(String, Markup)>,
}
