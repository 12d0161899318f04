use crate::{
    console::users::{Role, User},
    inspection::{Collection, Inspection, queries},
    store::{Connection, Id, StoreError},
};

/// An inspection with those of its collections that a user may see, in the order of area and audience.
#[derive(Clone, Debug)]
pub struct Visible {
    pub inspection: Inspection,
    pub collections: Vec<Collection>,
}

/// Whether a user may see the counts of a collection: a lead those of their own inspections, a local co-ordinator those of
/// the collections that they co-ordinate, everybody else all.
fn sees(user: &User, inspection: &Inspection, collection: &Collection) -> bool {
    match user.role {
        Role::Admin | Role::Viewer | Role::Analyst => true,
        Role::Lead => is(&inspection.lead, user),
        Role::Coordinator => collection.coordinator.as_ref().is_some_and(|email| is(email, user)),
    }
}

/// Whether a user may see that an inspection is there. Of those with collections, their own collections say so.
fn sees_empty(user: &User, inspection: &Inspection) -> bool {
    match user.role {
        Role::Admin | Role::Viewer | Role::Analyst => true,
        Role::Lead => is(&inspection.lead, user),
        Role::Coordinator => false,
    }
}

fn is(email: &str, user: &User) -> bool {
    email.trim().to_lowercase() == user.email
}

fn visible(user: &User, inspection: Inspection, mut collections: Vec<Collection>) -> Option<Visible> {
    collections.retain(|collection| sees(user, &inspection, collection));
    collections.sort_by_key(|collection| (collection.area, collection.audience, collection.id));
    let is_there = !collections.is_empty() || sees_empty(user, &inspection);
    is_there.then_some(Visible { inspection, collections })
}

/// All that a user may see, the inspection that closes last first.
pub fn everything(connection: &mut Connection, user: &User) -> Result<Vec<Visible>, StoreError> {
    let mut all = queries::collections(connection)?;
    let inspections = queries::inspections(connection)?;
    let of = |inspection: Inspection| {
        let its_own = all.extract_if(.., |collection| collection.inspection == inspection.id).collect();
        visible(user, inspection, its_own)
    };
    Ok(inspections.into_iter().filter_map(of).collect())
}

/// One inspection, if it is there and the user may see it.
pub fn inspection(connection: &mut Connection, user: &User, id: Id) -> Result<Option<Visible>, StoreError> {
    let Some(inspection) = queries::inspection_by_id(connection, id)? else { return Ok(None) };
    let collections = queries::collections_of(connection, id)?;
    Ok(visible(user, inspection, collections))
}

/// One collection with its inspection, if it is there and the user may see it.
pub fn collection(
    connection: &mut Connection,
    user: &User,
    id: Id,
) -> Result<Option<(Inspection, Collection)>, StoreError> {
    let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
    let Some(inspection) = queries::inspection_by_id(connection, collection.inspection)? else { return Ok(None) };
    Ok(sees(user, &inspection, &collection).then_some((inspection, collection)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{inspection::InspectionKind, watch::fixture::half_way};

    fn user(role: Role, email: &str) -> User {
        User { id: Id::random(), email: email.to_owned(), role }
    }

    #[test]
    fn a_lead_sees_their_own_inspections_and_a_coordinator_their_own_collections() {
        let (mine, _) = half_way();
        let mine = Collection { coordinator: Some("Co@Example.org".to_owned()), ..mine };
        let other = Collection { id: Id::random(), coordinator: None, ..mine.clone() };
        let inspection = Inspection {
            id: mine.inspection,
            title: "A review".to_owned(),
            kind: InspectionKind::ThematicReview,
            lead: "Lead@example.org".to_owned(),
            threshold: 10,
            opens_on: mine.opens_at.date_naive(),
            closes_on: mine.closes_at.date_naive(),
            keep_days: 365,
        };
        let count = |role, email| {
            let both = vec![mine.clone(), other.clone()];
            visible(&user(role, email), inspection.clone(), both).map(|seen| seen.collections.len())
        };
        assert_eq!(count(Role::Lead, "lead@example.org"), Some(2));
        assert_eq!(count(Role::Lead, "other@example.org"), None);
        assert_eq!(count(Role::Coordinator, "co@example.org"), Some(1));
        assert_eq!(count(Role::Coordinator, "lead@example.org"), None);
        assert_eq!(count(Role::Viewer, "anybody@example.org"), Some(2));
        let empty = |role, email| visible(&user(role, email), inspection.clone(), Vec::new()).is_some();
        assert!(empty(Role::Lead, "lead@example.org") && !empty(Role::Coordinator, "co@example.org"));
    }
}
