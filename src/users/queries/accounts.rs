use std::collections::HashMap;

use diesel::prelude::*;

use super::super::{Account, NewUser, Role, User, scope};
use crate::{
    inspection::Area,
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{user_areas, users},
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
        id: new.id,
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

pub fn set_areas(connection: &mut Connection, id: Id, areas: &[Area]) -> Result<(), StoreError> {
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
