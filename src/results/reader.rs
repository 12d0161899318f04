use std::collections::HashSet;

use crate::{
    inspection::Collection,
    rates::Figures,
    store::{Connection, Id, StoreError},
    users::User,
};

use super::queries;

/// From how many responses somebody who uploaded the addresses of a collection sees its results:
/// they know who was asked, so fewer would be easier for them to tell apart than for others.
pub const ENOUGH: u64 = 30;

/// Somebody who reads results. It can be made only from a user or for the command line, so nobody
/// reads results unchecked.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The collections whose addresses they uploaded.
    uploaded: HashSet<Id>,
}

impl Reader {
    pub fn of(connection: &mut Connection, user: &User) -> Result<Self, StoreError> {
        Ok(Self { uploaded: queries::uploaded_by(connection, &user.email)? })
    }

    /// The operator at the command line, who has the whole database.
    pub fn operator() -> Self {
        Self { uploaded: HashSet::new() }
    }

    /// Whether they uploaded the addresses of a collection with so few responses that they do not
    /// see its results.
    pub fn is_kept_from(&self, collection: &Collection, returned: u64) -> bool {
        returned < ENOUGH && self.uploaded.contains(&collection.id)
    }

    /// The same, by the figures of many collections.
    pub fn is_kept_from_by(&self, collection: &Collection, figures: &Figures) -> bool {
        self.is_kept_from(collection, figures.returned(collection).or_none())
    }
}
