use diesel::{prelude::*, result::Error};

use crate::store::{
    Connection, HashValue, Id, Moment, StoreError,
    chain::{Link, is_plain},
    schema::{audit_log, users},
};

/// How many entries are read at a time.
const AT_ONCE: i64 = 500;

/// An entry with its stored SHA-256.
pub struct Stored {
    pub link: Link,
    pub digest: HashValue,
    /// Whether every column has the form in which it was written.
    pub is_plain: bool,
}

/// The next entries in the order of numbers.
pub enum Next {
    Entries(Vec<Stored>),
    /// An unreadable entry. Its number, as far as that is readable.
    Unreadable(i64),
}

type Row = (i64, Id, Moment, String, String, String, Option<Id>, HashValue, HashValue);

/// The entries after a number; from the very first without one, which an attacker may have given
/// any number.
pub fn after(connection: &mut Connection, last: Option<i64>) -> Result<Next, StoreError> {
    match read(connection, last, AT_ONCE) {
        Ok(entries) => Ok(Next::Entries(entries)),
        Err(Error::DeserializationError(_)) => one_after(connection, last),
        Err(error) => Err(error.into()),
    }
}

/// The next entry alone, so that all before the unreadable one are checked first.
fn one_after(connection: &mut Connection, last: Option<i64>) -> Result<Next, StoreError> {
    match read(connection, last, 1) {
        Ok(entries) => Ok(Next::Entries(entries)),
        Err(Error::DeserializationError(_)) => {
            let mut numbers =
                audit_log::table.select(audit_log::number).order(audit_log::number).into_boxed();
            if let Some(last) = last {
                numbers = numbers.filter(audit_log::number.gt(last));
            }
            Ok(Next::Unreadable(numbers.first(connection).unwrap_or(last.unwrap_or(0) + 1)))
        }
        Err(error) => Err(error.into()),
    }
}

fn read(connection: &mut Connection, last: Option<i64>, count: i64) -> Result<Vec<Stored>, Error> {
    let columns = (audit_log::all_columns, is_plain(connection));
    let mut query =
        audit_log::table.select(columns).order(audit_log::number).limit(count).into_boxed();
    if let Some(last) = last {
        query = query.filter(audit_log::number.gt(last));
    }
    Ok(query.load::<(Row, bool)>(connection)?.into_iter().map(stored).collect())
}

/// Whether there is any account.
pub fn has_users(connection: &mut Connection) -> Result<bool, StoreError> {
    Ok(users::table.select(users::id).first::<Id>(connection).optional()?.is_some())
}

fn stored(
    ((number, id, at, actor, action, subject, inspection, previous, digest), is_plain): (Row, bool),
) -> Stored {
    Stored {
        link: Link { number, id, at, actor, action, subject, inspection, previous },
        digest,
        is_plain,
    }
}
