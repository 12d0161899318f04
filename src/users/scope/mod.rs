//! Which inspections, collections and accounts somebody sees. Rows are loaded by id only through
//! the scope.

mod people;
pub mod queries;

use std::collections::HashSet;

use super::{Role, User};
use crate::{
    audit::Outside,
    inspection::{Area, Collection, Inspection, Placed, Reachable, queries::unscoped},
    store::{Connection, Id, StoreError},
};

/// What somebody can see. A lead: the inspections that they lead, alone or with others. A
/// co-ordinator: the collections in their areas, in all inspections or in those that they were
/// invited to. A reader, and a viewer limited to inspections: those inspections. Everybody else:
/// everything.
///
/// It can be made only from a user, so a function that takes a scope cannot be called unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    user: User,
    /// `None` for all.
    inspections: Option<HashSet<Id>>,
    /// `None` for all.
    areas: Option<Vec<Area>>,
}

/// The outcome of loading a row by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight<T> {
    Seen(T),
    /// It exists, but outside the scope. The response is the same as for a missing row; the audit
    /// log counts it.
    Hidden(Outside),
    Absent,
}

impl<T> Sight<T> {
    /// The row, if this person sees it.
    pub fn seen(self) -> Option<T> {
        match self {
            Self::Seen(row) => Some(row),
            Self::Hidden(_) | Self::Absent => None,
        }
    }

    /// Maps a visible row, if it is still there.
    pub fn then<U, E>(self, make: impl FnOnce(T) -> Result<Option<U>, E>) -> Result<Sight<U>, E> {
        Ok(match self {
            Self::Seen(row) => make(row)?.map_or(Sight::Absent, Sight::Seen),
            Self::Hidden(what) => Sight::Hidden(what),
            Self::Absent => Sight::Absent,
        })
    }

    fn of(row: Option<T>, what: Outside, sees: impl FnOnce(&T) -> bool) -> Self {
        match row {
            Some(row) if sees(&row) => Self::Seen(row),
            Some(_) => Self::Hidden(what),
            None => Self::Absent,
        }
    }
}

/// A row that can be loaded by its id.
pub trait Scoped: Sized + Send + 'static {
    fn by_id(connection: &mut Connection, scope: &Scope, id: Id)
    -> Result<Sight<Self>, StoreError>;
}

impl Scoped for Inspection {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        let row = unscoped::inspection_by_id(connection, id)?;
        Ok(Sight::of(row, Outside::Inspection, |inspection| scope.sees_inspection(inspection.id)))
    }
}

impl Scoped for Collection {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        let row = unscoped::collection_by_id(connection, id)?;
        Ok(Sight::of(row, Outside::Collection, |collection| scope.sees(collection)))
    }
}

impl Scoped for Placed {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        scope
            .find::<Collection>(connection, id)?
            .then(|collection| Self::of(connection, collection))
    }
}

impl Scoped for Reachable {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        scope.find::<Placed>(connection, id)?.then(|placed| Ok(Self::of(placed)))
    }
}

impl Scope {
    pub fn of(connection: &mut Connection, user: &User) -> Result<Self, StoreError> {
        let inspections = match user.role {
            Role::Admin | Role::Analyst => None,
            Role::Viewer if user.everywhere => None,
            Role::Viewer | Role::Reader => Some(queries::read_by(connection, &user.email)?),
            Role::Lead => Some(queries::led_by(connection, &user.email)?),
            Role::Coordinator => {
                let mut there = queries::in_areas(connection, &user.areas)?;
                if !user.everywhere {
                    let invited = queries::read_by(connection, &user.email)?;
                    there.retain(|inspection| invited.contains(inspection));
                }
                Some(there)
            }
        };
        let areas = (user.role == Role::Coordinator).then(|| user.areas.clone());
        Ok(Self { user: user.clone(), inspections: inspections.map(HashSet::from_iter), areas })
    }

    /// The user of this scope.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// The row with this id, if it is in scope.
    pub fn find<T: Scoped>(
        &self,
        connection: &mut Connection,
        id: Id,
    ) -> Result<Sight<T>, StoreError> {
        T::by_id(connection, self, id)
    }

    /// Every inspection that is seen, the one that closes last first.
    pub fn inspections(&self, connection: &mut Connection) -> Result<Vec<Inspection>, StoreError> {
        let mut all = unscoped::inspections(connection)?;
        all.retain(|inspection| self.sees_inspection(inspection.id));
        Ok(all)
    }

    /// Every collection that is seen.
    pub fn collections(&self, connection: &mut Connection) -> Result<Vec<Collection>, StoreError> {
        let mut all = unscoped::collections(connection)?;
        all.retain(|collection| self.sees(collection));
        Ok(all)
    }

    /// The collections of an inspection that are seen.
    pub fn collections_of(
        &self,
        connection: &mut Connection,
        inspection: &Inspection,
    ) -> Result<Vec<Collection>, StoreError> {
        let mut all = unscoped::collections_of(connection, inspection.id)?;
        all.retain(|collection| self.sees(collection));
        Ok(all)
    }

    /// Whether an inspection is seen at all.
    pub fn sees_inspection(&self, id: Id) -> bool {
        self.inspections.as_ref().is_none_or(|inspections| inspections.contains(&id))
    }

    /// Whether collections of an area are seen.
    pub fn sees_area(&self, area: Area) -> bool {
        self.areas.as_ref().is_none_or(|areas| areas.contains(&area))
    }

    /// Whether a collection is seen. What inspectors record is not for those who are inspected, so
    /// a co-ordinator sees no collection of theirs.
    pub fn sees(&self, collection: &Collection) -> bool {
        self.sees_inspection(collection.inspection)
            && self.sees_area(collection.area)
            && (self.sees_records() || !collection.is_signed_in())
    }

    /// Whether collections that inspectors fill in are seen.
    pub const fn sees_records(&self) -> bool {
        self.areas.is_none()
    }
}
