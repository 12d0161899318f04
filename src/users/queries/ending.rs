use super::{
    super::{Account, sessions, tokens},
    accounts::by_id,
};
use crate::{
    audit::{self, Ended},
    store::{Connection, HashValue, Id, StoreError},
};

/// Signs a user out everywhere: ends every session and revokes every API token, with entries in the
/// audit log.
pub fn end_sign_ins(connection: &mut Connection, actor: &str, id: Id) -> Result<(), StoreError> {
    end_sessions(connection, actor, id, None, Ended::Everywhere)
}

/// Ends every session of a user except `kept` and revokes every API token, with entries in the
/// audit log.
pub fn end_sessions(
    connection: &mut Connection,
    actor: &str,
    id: Id,
    kept: Option<HashValue>,
    why: Ended,
) -> Result<(), StoreError> {
    let Some(Account { user, .. }) = by_id(connection, id)? else { return Ok(()) };
    let ended = sessions::queries::end_all(connection, id, kept)?;
    audit::sessions_ended(connection, actor, &user.email, ended, why)?;
    for token in tokens::queries::of(connection, id)? {
        tokens::queries::take_back(connection, actor, &user, &token)?;
    }
    Ok(())
}

/// Ends every session of a user but `kept` because they changed their own account; that change has
/// its own entry in the audit log.
pub fn end_others(
    connection: &mut Connection,
    id: Id,
    kept: HashValue,
    why: Ended,
) -> Result<(), StoreError> {
    let ended = sessions::queries::end_all(connection, id, Some(kept))?;
    let Some(Account { user, .. }) = by_id(connection, id)? else { return Ok(()) };
    audit::sessions_ended(connection, &user.email, &user.email, ended, why)
}

/// Ends every session of a user because of a change that has its own entry in the audit log.
pub fn end_by_itself(connection: &mut Connection, id: Id, why: Ended) -> Result<(), StoreError> {
    let ended = sessions::queries::end_all(connection, id, None)?;
    let Some(Account { user, .. }) = by_id(connection, id)? else { return Ok(()) };
    audit::sessions_ended(connection, audit::SERVICE, &user.email, ended, why)
}
