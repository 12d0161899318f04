use crate::{
    inspection::Collection,
    officers::Officer,
    records::{
        NotSaved, Reading, Written,
        queries::{self as records, ONLY, Saving},
    },
    store::{Connection, Id, StoreError},
};

/// The response of a collection's area, if somebody has begun it.
pub fn response(
    connection: &mut Connection,
    collection: Id,
) -> Result<Option<Reading>, StoreError> {
    records::one(connection, collection, ONLY)
}

/// The responses of the areas of these collections.
pub fn responses(
    connection: &mut Connection,
    collections: &[Id],
) -> Result<Vec<(Id, Reading)>, StoreError> {
    records::only_ones(connection, collections)
}

/// Saves what an officer changed since their form was filled with `before`, together with what
/// others have saved since. [`NotSaved::Stale`] if both changed the answer to one question.
pub fn save(
    connection: &mut Connection,
    (collection, officer): (&Collection, &Officer),
    before: &Written,
    saving: &Saving<'_>,
) -> Result<Reading, NotSaved> {
    connection.writing(|connection| {
        if super::by_id(connection, officer.id)?.is_none() {
            return Err(NotSaved::Gone);
        }
        records::save_shared(connection, collection, before, saving)
    })
}
