use crate::{
    inspection::{Collection, Inspection, queries},
    store::{Connection, Id, StoreError},
    users::{Scope, User},
};

/// An inspection with those of its collections that a user sees, in the order of area and audience.
#[derive(Clone, Debug)]
pub struct Seen {
    pub inspection: Inspection,
    pub collections: Vec<Collection>,
}

/// All that a user sees, the inspection that closes last first.
pub fn everything(connection: &mut Connection, user: &User) -> Result<Vec<Seen>, StoreError> {
    let scope = Scope::of(connection, user)?;
    let mut inspections = queries::inspections(connection)?;
    let mut all = queries::collections(connection)?;
    scope.narrow(&mut inspections, &mut all);
    let of = |inspection: Inspection| {
        let its_own = all.extract_if(.., |collection| collection.inspection == inspection.id).collect();
        sorted(inspection, its_own)
    };
    Ok(inspections.into_iter().map(of).collect())
}

/// One inspection, if it is there and the user sees it.
pub fn inspection(connection: &mut Connection, user: &User, id: Id) -> Result<Option<Seen>, StoreError> {
    let scope = Scope::of(connection, user)?;
    let Some(inspection) = queries::inspection_by_id(connection, id)?.filter(|_| scope.sees_inspection(id)) else {
        return Ok(None);
    };
    let mut collections = queries::collections_of(connection, id)?;
    collections.retain(|collection| scope.sees(collection));
    Ok(Some(sorted(inspection, collections)))
}

fn sorted(inspection: Inspection, mut collections: Vec<Collection>) -> Seen {
    collections.sort_by_key(|collection| (collection.area, collection.audience, collection.id));
    Seen { inspection, collections }
}
