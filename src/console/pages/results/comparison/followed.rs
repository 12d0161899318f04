use super::offers;
use crate::{
    inspection::{Inspection, Placed},
    store::{Connection, Id, StoreError},
    users::Scope,
};

/// The collection that a progress review's own is read beside: the same survey and area in the
/// inspection that it follows.
pub fn followed(
    connection: &mut Connection,
    now: &Placed,
    scope: &Scope,
) -> Result<Option<Id>, StoreError> {
    let Some(follows) = now.inspection.particulars.follows else { return Ok(None) };
    if now.collection.released_at.is_none() {
        return Ok(None);
    }
    let Some(earlier) = scope.find::<Inspection>(connection, follows)?.seen() else {
        return Ok(None);
    };
    if !scope.user().may_read_results_of(&earlier) {
        return Ok(None);
    }
    let there = scope.collections_of(connection, &earlier)?;
    let found = there.iter().find(|then| {
        then.area == now.collection.area && offers::can_be_compared(then, &now.collection)
    });
    Ok(found.map(|then| then.id))
}
