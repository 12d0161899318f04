//! The order in which rows of messages are locked: `messages`, `waves`, `invitations`, `invited`,
//! `mailings`, the audit log; within a table by key. So no two transactions wait for each other.

use diesel::prelude::*;

use crate::store::{
    Connection, Id, RowLock, StoreError,
    schema::{messages, waves},
};

/// Locks all messages of collections, then their waves.
pub fn lock_messages(connection: &mut Connection, collections: &[Id]) -> Result<(), StoreError> {
    let messages = messages::table
        .filter(messages::collection.eq_any(collections))
        .order(messages::id)
        .select(messages::id);
    connection.lock(messages, RowLock::Update)?;
    let waves = waves::table
        .filter(waves::collection.eq_any(collections))
        .order((waves::collection, waves::number))
        .select(waves::number);
    connection.lock(waves, RowLock::Update)?;
    Ok(())
}
