//! Who sees and changes which programme. A programme belongs to whoever leads inspections in it.
//! One without inspections holds only what was published elsewhere: everybody who reads results
//! sees it, and who made it can change it.

use std::collections::HashMap;

use super::{Programme, queries};
use crate::{
    audit::Outside,
    inspection::{Collection, Inspection, queries::unscoped},
    store::{Connection, Id, StoreError},
    survey::Framework,
    users::{Role, Scope, Scoped, Sight},
};

fn sees(scope: &Scope, members: &[Id]) -> bool {
    if members.is_empty() {
        return scope.user().role.may_read_results();
    }
    members.iter().any(|id| scope.sees_inspection(*id))
}

/// Whether somebody may change a programme with these inspections.
pub fn may_change(scope: &Scope, programme: &Programme, members: &[Id]) -> bool {
    let user = scope.user();
    match user.role {
        Role::Admin => true,
        role if !role.may_change() => false,
        _ if members.is_empty() => programme.made_by.as_deref() == Some(user.email.as_str()),
        _ => members.iter().any(|id| scope.sees_inspection(*id)),
    }
}

/// Why somebody cannot put a new inspection into the programme of this title; `None` if they can.
/// Anybody who leads inspections can make one that is not there.
pub fn why_not_join(
    connection: &mut Connection,
    scope: &Scope,
    title: &str,
    framework: Framework,
) -> Result<Option<String>, StoreError> {
    let Some(programme) = queries::by_title(connection, title)? else { return Ok(None) };
    let members = queries::members(connection, programme.id)?;
    Ok(if !may_change(scope, &programme, &members) {
        Some(format!(
            "There is a programme “{title}” that you cannot change. Write another title, or ask \
                an administrator to put the inspection into it."
        ))
    } else if programme.framework != framework {
        Some(format!(
            "The programme “{title}” has the framework {}, but this inspection has {framework}. \
                Write another title or framework.",
            programme.framework
        ))
    } else {
        None
    })
}

/// The programmes that somebody sees, by title.
pub fn seen(connection: &mut Connection, scope: &Scope) -> Result<Vec<Programme>, StoreError> {
    let mut members: HashMap<Id, Vec<Id>> = HashMap::new();
    for (inspection, programme) in queries::of_inspections(connection)? {
        members.entry(programme.id).or_default().push(inspection);
    }
    let mut all = queries::all(connection)?;
    all.retain(|one| sees(scope, members.get(&one.id).map_or(&[], Vec::as_slice)));
    Ok(all)
}

/// The inspections of a programme that somebody sees, the one that closes last first.
pub fn members_seen(
    connection: &mut Connection,
    scope: &Scope,
    programme: Id,
) -> Result<Vec<Inspection>, StoreError> {
    let members = queries::members(connection, programme)?;
    let mut inspections = scope.inspections(connection)?;
    inspections.retain(|one| members.contains(&one.id));
    Ok(inspections)
}

/// The same with their collections that somebody sees.
pub fn together(
    connection: &mut Connection,
    scope: &Scope,
    programme: Id,
) -> Result<Vec<(Inspection, Vec<Collection>)>, StoreError> {
    let seen = members_seen(connection, scope, programme)?;
    let with_collections = |inspection: Inspection| {
        let collections = scope.collections_of(connection, &inspection)?;
        Ok((inspection, collections))
    };
    seen.into_iter().map(with_collections).collect()
}

/// All inspections of a programme with all their collections, for the command line.
pub fn all_together(
    connection: &mut Connection,
    programme: Id,
) -> Result<Vec<(Inspection, Vec<Collection>)>, StoreError> {
    let members = queries::members(connection, programme)?;
    let mut all = unscoped::inspections(connection)?;
    all.retain(|one| members.contains(&one.id));
    let with_collections = |inspection: Inspection| {
        let collections = unscoped::collections_of(connection, inspection.id)?;
        Ok((inspection, collections))
    };
    all.into_iter().map(with_collections).collect()
}

impl Scoped for Programme {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        let Some(programme) = queries::by_id(connection, id)? else { return Ok(Sight::Absent) };
        let members = queries::members(connection, id)?;
        Ok(if sees(scope, &members) {
            Sight::Seen(programme)
        } else {
            Sight::Hidden(Outside::Other)
        })
    }
}
