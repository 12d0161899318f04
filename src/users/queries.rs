use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use diesel::prelude::*;

use super::{Account, NewUser, Role, User};
use crate::{
    inspection::Area,
    store::{
        Connection, Id, StoreError,
        schema::{inspection_team, password_links, recovery_codes, user_areas, users},
    },
};

/// What stands in place of a hash until somebody has chosen a password.
const NONE_YET: &str = "";

type Row = (Id, String, Role, String, i32, Option<NaiveDateTime>, Option<Vec<u8>>, i64);

macro_rules! columns {
    () => {
        (
            users::id,
            users::email,
            users::role,
            users::password,
            users::sessions,
            users::signed_in_at,
            users::second_step,
            users::second_step_used,
        )
    };
}

fn account((id, email, role, hash, sessions, at, second_step, second_step_used): Row, areas: Vec<Area>) -> Account {
    Account {
        user: User { id, email, role, areas },
        password: (hash != NONE_YET).then_some(hash),
        sessions,
        signed_in_at: at.map(|at| at.and_utc()),
        second_step,
        second_step_used,
    }
}

/// Adds a user with the hash of a password. An address that is there already is a duplicate.
pub fn add(connection: &mut Connection, new: &NewUser, password_hash: &str) -> Result<User, StoreError> {
    let user = User { id: Id::random(), email: new.email.clone(), role: new.role, areas: new.areas.clone() };
    connection.writing(|connection| {
        diesel::insert_into(users::table)
            .values((
                users::id.eq(user.id),
                users::email.eq(&user.email),
                users::password.eq(password_hash),
                users::role.eq(user.role.key()),
                users::sessions.eq(0),
                users::second_step_used.eq(0),
            ))
            .execute(connection)?;
        set_areas(connection, user.id, &user.areas)
    })?;
    Ok(user)
}

/// Adds a user who has still to choose a password.
pub fn add_without_password(connection: &mut Connection, new: &NewUser) -> Result<User, StoreError> {
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

fn with_areas(connection: &mut Connection, row: Option<Row>) -> Result<Option<Account>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    // Nobody else has any.
    let areas = if row.2 == Role::Coordinator { areas_of(connection, row.0)? } else { Vec::new() };
    Ok(Some(account(row, areas)))
}

/// The account with this address, in lower case.
pub fn by_email(connection: &mut Connection, email: &str) -> Result<Option<Account>, StoreError> {
    // PostgreSQL fails on a text with NUL in it, which is nobody's address.
    if email.contains('\0') {
        return Ok(None);
    }
    let row = users::table.filter(users::email.eq(email)).select(columns!()).first(connection).optional()?;
    with_areas(connection, row)
}

/// The account with this id, if it is still there.
pub fn by_id(connection: &mut Connection, id: Id) -> Result<Option<Account>, StoreError> {
    let row = users::table.find(id).select(columns!()).first(connection).optional()?;
    with_areas(connection, row)
}

/// Every account, by address.
pub fn all(connection: &mut Connection) -> Result<Vec<Account>, StoreError> {
    let mut areas: HashMap<Id, Vec<Area>> = HashMap::new();
    for (id, area) in
        user_areas::table.select((user_areas::user_id, user_areas::area)).load::<(Id, Area)>(connection)?
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
    let count: i64 = users::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Whether somebody else is an administrator and can sign in.
pub fn has_other_admin(connection: &mut Connection, id: Id) -> Result<bool, StoreError> {
    let others = users::table
        .filter(users::role.eq(Role::Admin.key()).and(users::id.ne(id)).and(users::password.ne(NONE_YET)))
        .count()
        .get_result::<i64>(connection)?;
    Ok(others > 0)
}

/// Does something, unless nobody would be left who can look after accounts. Whether it was done.
pub fn unless_last_admin(
    connection: &mut Connection,
    id: Id,
    stays_admin: bool,
    work: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let account = by_id(connection, id)?;
        let is_admin = account.is_some_and(|account| account.user.role == Role::Admin && account.password.is_some());
        if is_admin && !stays_admin && !has_other_admin(connection, id)? {
            return Ok(false);
        }
        work(connection)?;
        Ok(true)
    })
}

/// Gives a user another role, and a co-ordinator their areas.
pub fn set_role(connection: &mut Connection, id: Id, role: Role, areas: &[Area]) -> Result<(), StoreError> {
    diesel::update(users::table.find(id)).set(users::role.eq(role.key())).execute(connection)?;
    set_areas(connection, id, if role == Role::Coordinator { areas } else { &[] })
}

/// Removes a user, with all that is kept for them.
pub fn remove(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    set_areas(connection, id, &[])?;
    forget_second_step(connection, id)?;
    withdraw_links(connection, id)?;
    diesel::delete(users::table.find(id)).execute(connection)?;
    Ok(())
}

/// Sets a password by its hash, and ends every sign-in.
pub fn set_password(connection: &mut Connection, id: Id, hash: &str) -> Result<(), StoreError> {
    diesel::update(users::table.find(id)).set(users::password.eq(hash)).execute(connection)?;
    withdraw_links(connection, id)?;
    end_sign_ins(connection, id)
}

/// Ends every sign-in of a user, on all devices.
pub fn end_sign_ins(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    diesel::update(users::table.find(id)).set(users::sessions.eq(users::sessions + 1)).execute(connection)?;
    Ok(())
}

/// Notes that a user has signed in.
pub fn signed_in(connection: &mut Connection, id: Id, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(users::table.find(id)).set(users::signed_in_at.eq(stored(now))).execute(connection)?;
    Ok(())
}

/// Turns two-step sign-in on, with its sealed key and the digests of the recovery codes.
pub fn set_second_step(
    connection: &mut Connection,
    id: Id,
    sealed: &[u8],
    step: i64,
    codes: &[crate::store::Digest],
) -> Result<(), StoreError> {
    forget_second_step(connection, id)?;
    diesel::update(users::table.find(id))
        .set((users::second_step.eq(sealed), users::second_step_used.eq(step)))
        .execute(connection)?;
    for code in codes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::user_id.eq(id), recovery_codes::digest.eq(*code)))
            .execute(connection)?;
    }
    Ok(())
}

/// Turns two-step sign-in off.
pub fn forget_second_step(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(id))).execute(connection)?;
    diesel::update(users::table.find(id)).set(users::second_step.eq(None::<Vec<u8>>)).execute(connection)?;
    Ok(())
}

/// Notes that the code of a step was taken. `false` if one of it, or of a later one, was taken before.
pub fn use_step(connection: &mut Connection, id: Id, step: i64) -> Result<bool, StoreError> {
    let unused = users::table.find(id).filter(users::second_step_used.lt(step));
    Ok(diesel::update(unused).set(users::second_step_used.eq(step)).execute(connection)? > 0)
}

/// Spends a recovery code. `false` if there is none like it.
pub fn use_recovery_code(connection: &mut Connection, id: Id, code: crate::store::Digest) -> Result<bool, StoreError> {
    Ok(diesel::delete(recovery_codes::table.find((id, code))).execute(connection)? > 0)
}

/// How many recovery codes are left.
pub fn recovery_codes_left(connection: &mut Connection, id: Id) -> Result<u64, StoreError> {
    let left: i64 = recovery_codes::table.filter(recovery_codes::user_id.eq(id)).count().get_result(connection)?;
    Ok(u64::try_from(left).unwrap_or(0))
}

/// Makes a link by which a user chooses a password, in place of any earlier one.
pub fn make_link(connection: &mut Connection, id: Id, expires_at: DateTime<Utc>) -> Result<Id, StoreError> {
    withdraw_links(connection, id)?;
    let link = Id::random();
    diesel::insert_into(password_links::table)
        .values((
            password_links::id.eq(link),
            password_links::user_id.eq(id),
            password_links::expires_at.eq(stored(expires_at)),
        ))
        .execute(connection)?;
    Ok(link)
}

/// Makes the links of a user lead nowhere, and takes back the messages that would carry them.
pub fn withdraw_links(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    let links = password_links::table.filter(password_links::user_id.eq(id));
    for link in links.select(password_links::id).load::<Id>(connection)? {
        crate::notice::withdraw(connection, link)?;
    }
    diesel::delete(links).execute(connection)?;
    Ok(())
}

/// Whose password a link is for, if it still works at `now`.
pub fn by_link(connection: &mut Connection, link: Id, now: DateTime<Utc>) -> Result<Option<Account>, StoreError> {
    let user = password_links::table
        .find(link)
        .filter(password_links::expires_at.gt(stored(now)))
        .select(password_links::user_id)
        .first::<Id>(connection)
        .optional()?;
    match user {
        Some(id) => by_id(connection, id),
        None => Ok(None),
    }
}

/// The link of a user, and until when it works.
pub fn link_of(connection: &mut Connection, id: Id) -> Result<Option<(Id, DateTime<Utc>)>, StoreError> {
    let row = password_links::table
        .filter(password_links::user_id.eq(id))
        .select((password_links::id, password_links::expires_at))
        .first::<(Id, NaiveDateTime)>(connection)
        .optional()?;
    Ok(row.map(|(link, at)| (link, at.and_utc())))
}

/// Spends a link. `false` if it was spent before.
pub fn spend_link(connection: &mut Connection, link: Id) -> Result<bool, StoreError> {
    Ok(diesel::delete(password_links::table.find(link)).execute(connection)? > 0)
}

/// Until when each user who has still to choose a password can do so.
pub fn links(connection: &mut Connection) -> Result<HashMap<Id, DateTime<Utc>>, StoreError> {
    let rows = password_links::table
        .select((password_links::user_id, password_links::expires_at))
        .load::<(Id, NaiveDateTime)>(connection)?;
    Ok(rows.into_iter().map(|(id, at)| (id, at.and_utc())).collect())
}

/// Who leads an inspection beside its lead, by address.
pub fn team(connection: &mut Connection, inspection: Id) -> Result<Vec<String>, StoreError> {
    Ok(inspection_team::table
        .filter(inspection_team::inspection.eq(inspection))
        .order(inspection_team::email)
        .select(inspection_team::email)
        .load(connection)?)
}

/// Says who leads an inspection beside its lead.
pub fn set_team(connection: &mut Connection, inspection: Id, emails: &[String]) -> Result<(), StoreError> {
    diesel::delete(inspection_team::table.filter(inspection_team::inspection.eq(inspection))).execute(connection)?;
    for email in emails {
        diesel::insert_into(inspection_team::table)
            .values((inspection_team::inspection.eq(inspection), inspection_team::email.eq(email)))
            .execute(connection)?;
    }
    Ok(())
}

fn stored(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc().trunc_subsecs(6)
}
