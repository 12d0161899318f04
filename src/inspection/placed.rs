use super::{Collection, Inspection, queries};
use crate::store::{Connection, StoreError};

/// A collection with the inspection that it is part of.
#[derive(Clone, Debug)]
pub struct Placed {
    pub inspection: Inspection,
    pub collection: Collection,
}

/// A collection that people answer by a link, an invitation or a slip. One that the inspection's
/// team records or an area answers has none of these, so its pages about them do not exist.
#[derive(Clone, Debug)]
pub struct Reachable(pub Placed);

impl Reachable {
    /// `None` if nobody can be invited to it.
    pub fn of(placed: Placed) -> Option<Self> {
        placed.collection.is_anonymous().then_some(Self(placed))
    }
}

impl Placed {
    /// `None` where both were deleted meanwhile.
    pub fn of(
        connection: &mut Connection,
        collection: Collection,
    ) -> Result<Option<Self>, StoreError> {
        let inspection = queries::inspection_of(connection, &collection)?;
        Ok(inspection.map(|inspection| Self { inspection, collection }))
    }
}
