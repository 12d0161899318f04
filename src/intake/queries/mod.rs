mod batch;

use diesel::prelude::*;

use crate::store::{
    Connection, HashValue, Id, StoreError,
    schema::{code_batches, held_comments, held_responses, issued_tickets, revoked_tickets},
};

pub(super) use batch::store;

/// A held response as stored.
#[derive(Clone, Debug, Queryable)]
pub struct HeldResponse {
    pub id: Id,
    pub part: String,
    pub sealed: Vec<u8>,
}

/// A held comment as stored.
#[derive(Clone, Debug, Queryable)]
pub struct HeldComment {
    pub id: Id,
    pub question: String,
    pub sealed: Vec<u8>,
}

/// The held responses of a collection, in the order of their random ids.
pub fn held_responses(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<HeldResponse>, StoreError> {
    let rows = held_responses::table
        .filter(held_responses::collection.eq(collection))
        .order(held_responses::id)
        .select((held_responses::id, held_responses::part, held_responses::sealed));
    Ok(rows.load(connection)?)
}

/// The held comments of a collection, in the order of their random ids.
pub fn held_comments(
    connection: &mut Connection,
    collection: Id,
) -> Result<Vec<HeldComment>, StoreError> {
    let rows = held_comments::table
        .filter(held_comments::collection.eq(collection))
        .order(held_comments::id)
        .select((held_comments::id, held_comments::question, held_comments::sealed));
    Ok(rows.load(connection)?)
}

/// What a row says of an issued ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Unspent,
    /// It was revoked with its slips, or its address was corrected or removed.
    Revoked,
    /// No row: it was spent.
    Gone,
}

/// The state of an issued ticket.
pub fn standing(
    connection: &mut Connection,
    collection: Id,
    ticket: HashValue,
) -> Result<Standing, StoreError> {
    let row = issued_tickets::table
        .left_join(code_batches::table)
        .filter(issued_tickets::collection.eq(collection).and(issued_tickets::digest.eq(ticket)))
        .select(code_batches::revoked.nullable())
        .first::<Option<bool>>(connection)
        .optional()?;
    Ok(match row {
        None if is_withdrawn(connection, collection, ticket)? => Standing::Revoked,
        None => Standing::Gone,
        Some(Some(true)) => Standing::Revoked,
        Some(_) => Standing::Unspent,
    })
}

/// Whether the address of an invitation's ticket was corrected or removed since.
fn is_withdrawn(
    connection: &mut Connection,
    collection: Id,
    ticket: HashValue,
) -> Result<bool, StoreError> {
    let row = revoked_tickets::table.find((collection, ticket));
    Ok(row.count().get_result::<i64>(connection)? > 0)
}
