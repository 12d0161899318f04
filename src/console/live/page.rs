use maud::Markup;

use super::Snapshot;
use crate::{rates::Rate, store::StoreError};

/// A page that moves: everything that it depends on but the counters and the time.
pub trait Page: Send + Sync + 'static {
    /// The same for all viewers who see the same, and different for all others: it names the page,
    /// the scope of areas and what of the address matters.
    fn key(&self) -> String;

    /// What moves, as it is now; `None` if there is no such page any more.
    fn moving(&self, reading: &mut Snapshot<'_>) -> Result<Option<Moving>, StoreError>;
}

/// What of a page moves.
#[derive(Clone, Debug)]
pub struct Moving {
    /// All that the page shows together.
    pub total: Rate,
    /// The inside of each element, by its key.
    pub regions: Vec<(String, Markup)>,
}
