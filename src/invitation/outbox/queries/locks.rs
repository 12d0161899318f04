//! The one order in which rows of messages are locked: `messages`, `waves`, `invitations`,
//! `invited`, `mailings`, the audit log; within a table by the key. Then no two transactions wait
//! for each other.

use diesel::prelude::*;

use crate::store::{
    Connection, Id, StoreError,
    schema::{messages, waves},
};

/// Locks all messages of collections, then their waves. On SQLite a writer has the whole database
/// anyway.
pub fn lock_messages(connection: &mut Connection, collections: &[Id]) -> Result<(), StoreError> {
    let Connection::Postgres(connection) = connection else { return Ok(()) };
    messages::table
        .filter(messages::collection.eq_any(collections))
        .order(messages::id)
        .select(messages::id)
        .for_update()
        .load::<Id>(connection)?;
    waves::table
        .filter(waves::collection.eq_any(collections))
        .order((waves::collection, waves::number))
        .select(waves::number)
        .for_update()
        .load::<i32>(connection)?;
    Ok(())
}
