use super::{Collection, Inspection, queries};
use crate::store::{Connection, StoreError};

/// A collection with the inspection that it is part of.
#[derive(Clone, Debug)]
pub struct Placed {
    pub inspection: Inspection,
    pub collection: Collection,
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
