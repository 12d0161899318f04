//! Giving an inspection to another lead: never to an address that nobody signs in with, and never
//! away without a second yes.

use crate::{
    fieldwork::change::Refused,
    store::{Connection, Id, StoreError},
    users::{Role, User, queries},
};

/// The field of the second yes. Its value is the new lead's address, so that it holds for no other.
pub const SURE: &str = "sure";

/// Why the lead cannot be changed from one address to another as things are.
pub fn refuse(
    connection: &mut Connection,
    actor: &User,
    inspection: Id,
    (from, to): (&str, &str),
    sure: &str,
) -> Result<Option<Refused>, StoreError> {
    if from == to {
        return Ok(None);
    }
    let broken = |field, sentence| Ok(Some(Refused::Broken(vec![(field, sentence)])));
    if !queries::without_role(connection, &[to.to_owned()], &Role::LEADING)?.is_empty() {
        return broken(
            "lead",
            format!(
                "No inspection lead or administrator signs in as “{to}”. Check the spelling, or \
                 have an administrator invite them first."
            ),
        );
    }
    let stays = actor.role == Role::Admin
        || actor.email == to
        || queries::team(connection, inspection)?.contains(&actor.email);
    if !stays && sure != to {
        return broken(
            SURE,
            format!(
                "You would no longer see this inspection once {to} leads it. Tick the box if you \
                 mean that. To keep seeing it, add yourself to its team first."
            ),
        );
    }
    Ok(None)
}
