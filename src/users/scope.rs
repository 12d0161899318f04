//! Which inspections and collections somebody sees.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{Role, User};
use crate::{
    inspection::{Area, Collection, Inspection},
    store::{
        Connection, Id, StoreError,
        schema::{collections, inspection_team, inspections},
    },
};

/// What of the console somebody sees: a lead the inspections that they lead, alone or with others; a co-ordinator the
/// collections of their areas; everybody else all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// `None` for all.
    inspections: Option<HashSet<Id>>,
    /// `None` for all.
    areas: Option<Vec<Area>>,
}

impl Scope {
    pub fn of(connection: &mut Connection, user: &User) -> Result<Self, StoreError> {
        let inspections: Option<Vec<Id>> = match user.role {
            Role::Admin | Role::Viewer | Role::Analyst => None,
            Role::Lead => {
                let shared = inspection_team::table
                    .filter(inspection_team::email.eq(&user.email))
                    .select(inspection_team::inspection);
                let led = inspections::table
                    .filter(inspections::lead.eq(&user.email).or(inspections::id.eq_any(shared)))
                    .select(inspections::id);
                Some(led.load(connection)?)
            }
            Role::Coordinator => {
                let codes: Vec<&str> = user.areas.iter().map(|area| area.code()).collect();
                let there = collections::table.filter(collections::area.eq_any(codes)).select(collections::inspection);
                Some(there.distinct().load(connection)?)
            }
        };
        let areas = (user.role == Role::Coordinator).then(|| user.areas.clone());
        Ok(Self { inspections: inspections.map(HashSet::from_iter), areas })
    }

    /// Whether an inspection is seen at all.
    pub fn sees_inspection(&self, id: Id) -> bool {
        self.inspections.as_ref().is_none_or(|inspections| inspections.contains(&id))
    }

    /// Whether collections of an area are seen.
    pub fn sees_area(&self, area: Area) -> bool {
        self.areas.as_ref().is_none_or(|areas| areas.contains(&area))
    }

    /// Whether a collection is seen.
    pub fn sees(&self, collection: &Collection) -> bool {
        self.sees_inspection(collection.inspection) && self.sees_area(collection.area)
    }

    /// Leaves what is seen.
    pub fn narrow(&self, inspections: &mut Vec<Inspection>, collections: &mut Vec<Collection>) {
        inspections.retain(|inspection| self.sees_inspection(inspection.id));
        collections.retain(|collection| self.sees(collection));
    }
}
