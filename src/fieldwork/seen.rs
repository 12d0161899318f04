use crate::{
    inspection::{Collection, Inspection},
    store::{Connection, Id, StoreError},
    users::{Scope, Scoped, Sight},
};

/// An inspection with those of its collections that somebody sees, in the order of area and
/// audience.
#[derive(Clone, Debug)]
pub struct Seen {
    pub inspection: Inspection,
    pub collections: Vec<Collection>,
}

impl Seen {
    fn sorted(inspection: Inspection, mut collections: Vec<Collection>) -> Self {
        collections.sort_by_key(|collection| (collection.area, collection.survey, collection.id));
        Self { inspection, collections }
    }
}

/// All that somebody sees, the inspection that closes last first.
pub fn everything(connection: &mut Connection, scope: &Scope) -> Result<Vec<Seen>, StoreError> {
    let inspections = scope.inspections(connection)?;
    let mut all = scope.collections(connection)?;
    let of = |inspection: Inspection| {
        let its_own =
            all.extract_if(.., |collection| collection.inspection == inspection.id).collect();
        Seen::sorted(inspection, its_own)
    };
    Ok(inspections.into_iter().map(of).collect())
}

impl Scoped for Seen {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        scope.find::<Inspection>(connection, id)?.then(|inspection| {
            let collections = scope.collections_of(connection, &inspection)?;
            Ok(Some(Self::sorted(inspection, collections)))
        })
    }
}
