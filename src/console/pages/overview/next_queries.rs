use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::{
    inspection::Area,
    store::{
        Connection, Id, StoreError,
        schema::{code_batches, invited, user_areas, users},
    },
    users::Role,
};

/// The collections with mailboxes or slips.
pub fn reached(
    connection: &mut Connection,
    collections: &[Id],
) -> Result<BTreeSet<Id>, StoreError> {
    let mailboxes = invited::table
        .filter(invited::collection.eq_any(collections))
        .filter(invited::mailboxes.gt(0))
        .select(invited::collection)
        .load::<Id>(connection)?;
    let slips = code_batches::table
        .filter(code_batches::collection.eq_any(collections))
        .filter(code_batches::revoked.eq(false))
        .select(code_batches::collection)
        .load::<Id>(connection)?;
    Ok(mailboxes.into_iter().chain(slips).collect())
}

/// The areas that have a local co-ordinator.
pub fn coordinated(connection: &mut Connection) -> Result<BTreeSet<Area>, StoreError> {
    let areas = user_areas::table
        .inner_join(users::table)
        .filter(users::role.eq(Role::Coordinator.key()))
        .select(user_areas::area)
        .load::<Area>(connection)?;
    Ok(areas.into_iter().collect())
}
