mod collection;
mod deleting;
mod inspection;
mod returned;

pub use collection::{Setup, change, close};
pub use deleting::{Keeps, delete, delete_inspection, keeps, keeps_inspection};
pub use inspection::{NewOutline, Outline, change_inspection};

use diesel::prelude::*;

use super::Refused;
use crate::{
    inspection::{Collection, queries::unscoped},
    store::{Connection, Id, schema::collections},
};

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Locks the row of a collection until the transaction ends, and reads it.
fn take(connection: &mut Connection, id: Id) -> Result<Collection, Refused> {
    diesel::update(collections::table.find(id))
        .set(collections::target_percent.eq(collections::target_percent))
        .execute(connection)?;
    unscoped::collection_by_id(connection, id)?.ok_or(Refused::Gone)
}
