mod batch;

use diesel::prelude::*;

use crate::store::{
    Connection, Id, StoreError,
    schema::{held_comments, held_responses},
};

pub(super) use batch::store;

/// A held response as it lies in the database.
#[derive(Clone, Debug, Queryable)]
pub struct HeldResponse {
    pub id: Id,
    pub stratum: String,
    pub sealed: Vec<u8>,
}

/// A held comment as it lies in the database.
#[derive(Clone, Debug, Queryable)]
pub struct HeldComment {
    pub id: Id,
    pub question: String,
    pub sealed: Vec<u8>,
}

/// The held responses of a collection, in the order of their random ids.
pub fn held_responses(connection: &mut Connection, collection: Id) -> Result<Vec<HeldResponse>, StoreError> {
    let rows = held_responses::table
        .filter(held_responses::collection.eq(collection))
        .order(held_responses::id)
        .select((held_responses::id, held_responses::stratum, held_responses::sealed));
    Ok(rows.load(connection)?)
}

/// The held comments of a collection, in the order of their random ids.
pub fn held_comments(connection: &mut Connection, collection: Id) -> Result<Vec<HeldComment>, StoreError> {
    let rows = held_comments::table.filter(held_comments::collection.eq(collection)).order(held_comments::id).select((
        held_comments::id,
        held_comments::question,
        held_comments::sealed,
    ));
    Ok(rows.load(connection)?)
}
