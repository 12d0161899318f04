use diesel::prelude::*;

use super::{NewUser, Role, User};
use crate::store::{Connection, Id, StoreError, schema::users};

/// Adds a user with the hash of a password. An address that is there already is a duplicate.
pub fn add(connection: &mut Connection, new: &NewUser, password_hash: &str) -> Result<User, StoreError> {
    let user = User { id: Id::random(), email: new.email.clone(), role: new.role };
    diesel::insert_into(users::table)
        .values((
            users::id.eq(user.id),
            users::email.eq(&user.email),
            users::password.eq(password_hash),
            users::role.eq(user.role.key()),
        ))
        .execute(connection)?;
    Ok(user)
}

/// The user with this address, in lower case, and the hash of their password.
pub fn by_email(connection: &mut Connection, email: &str) -> Result<Option<(User, String)>, StoreError> {
    let row = users::table
        .filter(users::email.eq(email))
        .select((users::id, users::email, users::role, users::password))
        .first::<(Id, String, Role, String)>(connection)
        .optional()?;
    Ok(row.map(|(id, email, role, hash)| (User { id, email, role }, hash)))
}

/// The user with this id, if they are still there.
pub fn by_id(connection: &mut Connection, id: Id) -> Result<Option<User>, StoreError> {
    let row = users::table
        .find(id)
        .select((users::id, users::email, users::role))
        .first::<(Id, String, Role)>(connection)
        .optional()?;
    Ok(row.map(|(id, email, role)| User { id, email, role }))
}

/// How many users there are.
pub fn count(connection: &mut Connection) -> Result<u64, StoreError> {
    let count: i64 = users::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}
