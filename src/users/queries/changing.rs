use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    super::{Account, NewUser, Role, User, scope},
    accounts::{by_id, has_other_admin, set_areas},
    ending::{end_by_itself, end_sessions},
    password_links::withdraw_links,
    second_step::clear_second_step,
};
use crate::{
    audit::Ended,
    store::{Connection, HashValue, Id, Moment, StoreError, schema::users},
};

/// Replaces a user's role, areas and inspections with those of `new`. Ends every session, unless
/// nothing changed.
pub fn set_role(connection: &mut Connection, id: Id, new: &NewUser) -> Result<(), StoreError> {
    let before = seen_by(connection, id)?;
    diesel::update(users::table.find(id))
        .set((users::role.eq(new.role.key()), users::everywhere.eq(new.everywhere())))
        .execute(connection)?;
    scope::queries::set_read_by(connection, &new.email, &new.inspections)?;
    set_areas(connection, id, &new.areas)?;
    if before == seen_by(connection, id)? {
        return Ok(());
    }
    end_by_itself(connection, id, Ended::NewRole)
}

/// Does something unless it would leave no administrator. Returns whether it was done.
pub fn unless_last_admin(
    connection: &mut Connection,
    id: Id,
    stays_admin: bool,
    work: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let account = by_id(connection, id)?;
        let is_admin = account
            .is_some_and(|account| account.user.role == Role::Admin && account.password.is_some());
        if is_admin && !stays_admin && !has_other_admin(connection, id)? {
            return Ok(false);
        }
        work(connection)?;
        Ok(true)
    })
}

/// A user's role and scope.
fn seen_by(connection: &mut Connection, id: Id) -> Result<Option<(User, Vec<Id>)>, StoreError> {
    let Some(Account { user, .. }) = by_id(connection, id)? else { return Ok(None) };
    let mut read = scope::queries::read_by(connection, &user.email)?;
    read.sort_unstable();
    Ok(Some((user, read)))
}

/// Removes a user and all of their data.
pub fn remove(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    let email =
        users::table.find(id).select(users::email).first::<String>(connection).optional()?;
    // A later owner of the address must not inherit access through lists of the last owner.
    scope::queries::forget(connection, &email.unwrap_or_default())?;
    set_areas(connection, id, &[])?;
    clear_second_step(connection, id)?;
    withdraw_links(connection, id)?;
    end_by_itself(connection, id, Ended::AccountRemoved)?;
    diesel::delete(users::table.find(id)).execute(connection)?;
    Ok(())
}

/// Sets the hash of a password that its owner chose. Ends every session except `kept` and revokes
/// every API token, with entries in the audit log.
pub fn set_password(
    connection: &mut Connection,
    actor: &str,
    id: Id,
    hash: &str,
    kept: Option<HashValue>,
) -> Result<(), StoreError> {
    diesel::update(users::table.find(id))
        .set((users::password.eq(hash), users::password_expired.eq(false)))
        .execute(connection)?;
    withdraw_links(connection, id)?;
    end_sessions(connection, actor, id, kept, Ended::NewPassword)
}

/// Makes a user replace a printed password before they do anything else.
pub fn expire_password(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    diesel::update(users::table.find(id))
        .set(users::password_expired.eq(true))
        .execute(connection)?;
    Ok(())
}

/// Notes that a user has signed in.
pub fn signed_in(
    connection: &mut Connection,
    id: Id,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::update(users::table.find(id))
        .set(users::signed_in_at.eq(Moment::from(now)))
        .execute(connection)?;
    Ok(())
}
