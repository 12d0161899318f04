mod naming;
mod responding;
mod scheduling;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

pub use naming::{erase, name, remove, renew};
pub use responding::{response, responses, save};
pub use scheduling::{BEFORE_CLOSING, LINK, REMINDER, reschedule};

use super::{NotNamed, Officer};
use crate::store::{Connection, Id, Moment, StoreError, schema::officers};

impl From<diesel::result::Error> for NotNamed {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

type Row = (Id, Id, String, Moment, Option<Moment>);

macro_rules! columns {
    () => {
        (
            officers::id,
            officers::collection,
            officers::email,
            officers::added_at,
            officers::mail_returned_at,
        )
    };
}

fn officer((id, collection, email, added_at, returned_at): Row) -> Officer {
    let mail_returned_at = returned_at.map(Moment::utc);
    Officer { id, collection, email, added_at: added_at.utc(), mail_returned_at }
}

/// The officer of this id, if they are still named.
pub fn by_id(connection: &mut Connection, id: Id) -> Result<Option<Officer>, StoreError> {
    let row = officers::table.find(id).select(columns!());
    Ok(row.first::<Row>(connection).optional()?.map(officer))
}

/// The officers of a collection, by address.
pub fn of_collection(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<Officer>, StoreError> {
    of_collections(connection, &[collection])
}

/// The officers of collections, by address.
pub fn of_collections(
    connection: &mut Connection,
    collections: &[Id],
) -> Result<Vec<Officer>, StoreError> {
    let rows = officers::table
        .filter(officers::collection.eq_any(collections))
        .order(officers::email)
        .select(columns!());
    Ok(rows.load::<Row>(connection)?.into_iter().map(officer).collect())
}

/// Records that mail to an officer came back. Returns whose it was, if they are still named.
pub fn mail_came_back(
    connection: &mut Connection,
    id: Id,
    now: DateTime<Utc>,
) -> Result<Option<Officer>, StoreError> {
    diesel::update(officers::table.find(id))
        .set(officers::mail_returned_at.eq(Moment::from(now)))
        .execute(connection)?;
    by_id(connection, id)
}
