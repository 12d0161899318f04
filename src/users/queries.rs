mod second_step;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

pub use second_step::{
    clear_second_step, forget_second_step, recovery_codes_left, recovery_hash, set_recovery_codes,
    set_second_step, set_second_step_due, spend_recovery_code, use_step,
};

use super::{Account, NewUser, Role, User, scope, sessions, tokens};
use crate::{
    audit::{self, Ended},
    inspection::Area,
    store::{
        Connection, Count, HashValue, Id, Moment, StoreError,
        schema::{inspection_team, notices, password_links, user_areas, users},
    },
};

/// The placeholder for a hash until a password is chosen.
const NONE_YET: &str = "";

type Row =
    (Id, String, Role, String, Option<Moment>, Option<Vec<u8>>, i64, bool, Option<Moment>, bool);

macro_rules! columns {
    () => {
        (
            users::id,
            users::email,
            users::role,
            users::password,
            users::signed_in_at,
            users::second_step,
            users::second_step_used,
            users::password_expired,
            users::second_step_due,
            users::everywhere,
        )
    };
}

fn account(row: Row, areas: Vec<Area>) -> Account {
    let (
        id,
        email,
        role,
        hash,
        at,
        second_step,
        second_step_used,
        password_expired,
        due,
        everywhere,
    ) = row;
    Account {
        user: User { id, email, role, areas, everywhere, second_step_due: None },
        password: (hash != NONE_YET).then_some(hash),
        signed_in_at: at.map(Moment::utc),
        second_step,
        second_step_used,
        password_expired,
        second_step_due: due.map(Moment::utc),
    }
}

/// Adds a user with a password hash. An existing address is a duplicate error.
pub fn add(
    connection: &mut Connection,
    new: &NewUser,
    password_hash: &str,
) -> Result<User, StoreError> {
    let user = User {
        id: Id::random(),
        email: new.email.clone(),
        role: new.role,
        areas: new.areas.clone(),
        everywhere: new.everywhere(),
        second_step_due: None,
    };
    connection.writing(|connection| {
        diesel::insert_into(users::table)
            .values((
                users::id.eq(user.id),
                users::email.eq(&user.email),
                users::password.eq(password_hash),
                users::role.eq(user.role.key()),
                users::second_step_used.eq(0),
                users::everywhere.eq(user.everywhere),
            ))
            .execute(connection)?;
        scope::queries::set_read_by(connection, &user.email, &new.inspections)?;
        set_areas(connection, user.id, &user.areas)
    })?;
    Ok(user)
}

/// Adds a user without a password.
pub fn add_without_password(
    connection: &mut Connection,
    new: &NewUser,
) -> Result<User, StoreError> {
    add(connection, new, NONE_YET)
}

fn set_areas(connection: &mut Connection, id: Id, areas: &[Area]) -> Result<(), StoreError> {
    diesel::delete(user_areas::table.filter(user_areas::user_id.eq(id))).execute(connection)?;
    for area in areas {
        diesel::insert_into(user_areas::table)
            .values((user_areas::user_id.eq(id), user_areas::area.eq(area.code())))
            .execute(connection)?;
    }
    Ok(())
}

fn areas_of(connection: &mut Connection, id: Id) -> Result<Vec<Area>, StoreError> {
    let areas = user_areas::table.filter(user_areas::user_id.eq(id)).select(user_areas::area);
    let mut areas: Vec<Area> = areas.load(connection)?;
    areas.sort_unstable();
    Ok(areas)
}

fn with_areas(
    connection: &mut Connection,
    row: Option<Row>,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    // Nobody else has any.
    let areas = if row.2 == Role::Coordinator { areas_of(connection, row.0)? } else { Vec::new() };
    Ok(Some(account(row, areas)))
}

/// The account with this address, in lower case.
pub fn by_email(connection: &mut Connection, email: &str) -> Result<Option<Account>, StoreError> {
    // PostgreSQL refuses text with NUL, which no address contains.
    if email.contains('\0') {
        return Ok(None);
    }
    let row = users::table
        .filter(users::email.eq(email))
        .select(columns!())
        .first(connection)
        .optional()?;
    with_areas(connection, row)
}

/// The lower-case addresses without an account in one of the roles. Accounts without a password
/// count.
pub fn without_role(
    connection: &mut Connection,
    emails: &[String],
    roles: &[Role],
) -> Result<Vec<String>, StoreError> {
    let mut without = Vec::new();
    for email in emails {
        if !by_email(connection, email)?.is_some_and(|account| roles.contains(&account.user.role)) {
            without.push(email.clone());
        }
    }
    Ok(without)
}

/// The account with this id, if it still exists.
pub fn by_id(connection: &mut Connection, id: Id) -> Result<Option<Account>, StoreError> {
    let row = users::table.find(id).select(columns!()).first(connection).optional()?;
    with_areas(connection, row)
}

/// Every account, by address.
pub fn all(connection: &mut Connection) -> Result<Vec<Account>, StoreError> {
    let mut areas: HashMap<Id, Vec<Area>> = HashMap::new();
    for (id, area) in user_areas::table
        .select((user_areas::user_id, user_areas::area))
        .load::<(Id, Area)>(connection)?
    {
        areas.entry(id).or_default().push(area);
    }
    for areas in areas.values_mut() {
        areas.sort_unstable();
    }
    let rows: Vec<Row> = users::table.select(columns!()).load(connection)?;
    let mut all: Vec<Account> = rows
        .into_iter()
        .map(|row| (areas.remove(&row.0).unwrap_or_default(), row))
        .map(|(a, row)| account(row, a))
        .collect();
    all.sort_by(|a, b| a.user.email.cmp(&b.user.email));
    Ok(all)
}

/// How many users there are.
pub fn count(connection: &mut Connection) -> Result<u64, StoreError> {
    Ok(users::table.count().get_result::<Count>(connection)?.0)
}

/// Whether another administrator can sign in.
pub fn has_other_admin(connection: &mut Connection, id: Id) -> Result<bool, StoreError> {
    let others = users::table
        .filter(
            users::role
                .eq(Role::Admin.key())
                .and(users::id.ne(id))
                .and(users::password.ne(NONE_YET)),
        )
        .count()
        .get_result::<i64>(connection)?;
    Ok(others > 0)
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

/// Ends every session of a user but `kept` because of a change that they made to their own account
/// and that has its own entry in the audit log.
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
fn end_by_itself(connection: &mut Connection, id: Id, why: Ended) -> Result<(), StoreError> {
    let ended = sessions::queries::end_all(connection, id, None)?;
    let Some(Account { user, .. }) = by_id(connection, id)? else { return Ok(()) };
    audit::sessions_ended(connection, audit::SERVICE, &user.email, ended, why)
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

/// Makes a link for choosing a password. It replaces any earlier one.
pub fn make_link(
    connection: &mut Connection,
    id: Id,
    expires_at: DateTime<Utc>,
) -> Result<Id, StoreError> {
    withdraw_links(connection, id)?;
    let link = Id::random();
    diesel::insert_into(password_links::table)
        .values((
            password_links::id.eq(link),
            password_links::user_id.eq(id),
            password_links::expires_at.eq(Moment::from(expires_at)),
        ))
        .execute(connection)?;
    Ok(link)
}

/// Invalidates a user's links, and cancels the messages that would carry them.
pub fn withdraw_links(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    let links = password_links::table.filter(password_links::user_id.eq(id));
    for link in links.select(password_links::id).load::<Id>(connection)? {
        diesel::delete(notices::table.filter(notices::about.eq(link))).execute(connection)?;
    }
    diesel::delete(links).execute(connection)?;
    Ok(())
}

/// The user of a link, if the link works at `now`.
pub fn by_link(
    connection: &mut Connection,
    link: Id,
    now: DateTime<Utc>,
) -> Result<Option<Account>, StoreError> {
    let user = password_links::table
        .find(link)
        .filter(password_links::expires_at.gt(Moment::from(now)))
        .select(password_links::user_id)
        .first::<Id>(connection)
        .optional()?;
    match user {
        Some(id) => by_id(connection, id),
        None => Ok(None),
    }
}

/// The link of a user, and until when it works.
pub fn link_of(
    connection: &mut Connection,
    id: Id,
) -> Result<Option<(Id, DateTime<Utc>)>, StoreError> {
    let row = password_links::table
        .filter(password_links::user_id.eq(id))
        .select((password_links::id, password_links::expires_at))
        .first::<(Id, Moment)>(connection)
        .optional()?;
    Ok(row.map(|(link, at)| (link, at.utc())))
}

/// Spends a link. `false` if it was spent before.
pub fn spend_link(connection: &mut Connection, link: Id) -> Result<bool, StoreError> {
    Ok(diesel::delete(password_links::table.find(link)).execute(connection)? > 0)
}

/// When the link of each user without a password expires.
pub fn links(connection: &mut Connection) -> Result<HashMap<Id, DateTime<Utc>>, StoreError> {
    let rows = password_links::table
        .select((password_links::user_id, password_links::expires_at))
        .load::<(Id, Moment)>(connection)?;
    Ok(rows.into_iter().map(|(id, at)| (id, at.utc())).collect())
}

/// The other leads of an inspection, by address.
pub fn team(connection: &mut Connection, inspection: Id) -> Result<Vec<String>, StoreError> {
    Ok(inspection_team::table
        .filter(inspection_team::inspection.eq(inspection))
        .order(inspection_team::email)
        .select(inspection_team::email)
        .load(connection)?)
}

/// Sets the other leads of an inspection.
pub fn set_team(
    connection: &mut Connection,
    inspection: Id,
    emails: &[String],
) -> Result<(), StoreError> {
    diesel::delete(inspection_team::table.filter(inspection_team::inspection.eq(inspection)))
        .execute(connection)?;
    for email in emails {
        diesel::insert_into(inspection_team::table)
            .values((inspection_team::inspection.eq(inspection), inspection_team::email.eq(email)))
            .execute(connection)?;
    }
    Ok(())
}
