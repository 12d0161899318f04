use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{
    audit::{self, Filter, Reader},
    console::shell::access,
    inspection::Inspection,
    store::{Connection, Id, StoreError},
    users::{Role, Scope},
};

/// The filter of the log, from the query of the address. Actors are identified by a digest, because
/// others may log addresses.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    inspection: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    before: String,
}

/// The choices for the filter.
pub struct Choices {
    pub reader: Reader,
    pub inspections: Vec<Inspection>,
    pub actors: Vec<String>,
}

impl Choices {
    pub fn of(connection: &mut Connection, scope: &Scope) -> Result<Self, StoreError> {
        let (inspections, user) = (scope.inspections(connection)?, scope.user());
        let reader = if user.role == Role::Admin {
            Reader::Everything
        } else {
            Reader::Of {
                email: user.email.clone(),
                inspections: inspections.iter().map(|one| one.id).collect(),
            }
        };
        let actors = audit::actors(connection, &reader)?;
        Ok(Self { reader, inspections, actors })
    }

    /// The filter, as far as it is among the choices.
    pub fn filter(&self, params: &Params) -> Filter {
        Filter {
            inspection: self
                .inspections
                .iter()
                .map(|one| one.id)
                .find(|id| id.to_string() == params.inspection),
            actor: self.actors.iter().find(|actor| key(actor) == params.who).cloned(),
        }
    }
}

impl Params {
    /// The entry after which the page begins.
    pub fn before(&self) -> Option<Id> {
        access::entry(&self.before)
    }
}

/// The digest that identifies an actor in an address.
pub fn key(actor: &str) -> String {
    Sha256::digest(actor).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The query of an address with this filter.
pub fn query(filter: &Filter, before: Option<Id>) -> String {
    let inspection = filter.inspection.map(|id| format!("inspection={id}"));
    let who = filter.actor.as_deref().map(|actor| format!("who={}", key(actor)));
    let before = before.map(|id| format!("before={id}"));
    let parts: Vec<String> = inspection.into_iter().chain(who).chain(before).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}
