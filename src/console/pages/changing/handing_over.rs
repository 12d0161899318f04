//! Giving an inspection to another lead: only to an existing account, and only after a
//! confirmation.

use crate::{
    console::views::email::{InvitedBy, nobody_has},
    fieldwork::change::Refused,
    store::{Connection, Id, StoreError},
    users::{Role, User, queries},
};

/// The confirmation field. Its value is the new lead's address, so it confirms no other.
pub const SURE: &str = "sure";

/// Why the lead cannot be changed from one address to another now.
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
            nobody_has(
                "inspection lead or administrator",
                &[to.to_owned()],
                InvitedBy::Administrator,
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
                "Once {to} leads this inspection, you will no longer see it. Tick the box to \
                    confirm. To keep access, add yourself to its team first."
            ),
        );
    }
    Ok(None)
}
