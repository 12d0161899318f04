use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Kept, MOST, NewToken, Token};
use crate::{
    audit,
    language::calendar,
    store::{
        Connection, HashValue, Id, StoreError,
        schema::{api_tokens, users},
    },
    users::User,
};

type Row = (Id, Id, String, NaiveDate, NaiveDate, Option<NaiveDate>);

macro_rules! columns {
    () => {
        (
            api_tokens::id,
            api_tokens::owner,
            api_tokens::name,
            api_tokens::created_on,
            api_tokens::expires_on,
            api_tokens::last_used_on,
        )
    };
}

fn kept((id, owner, name, created_on, expires_on, last_used_on): Row) -> Kept {
    Kept { id, owner, name, created_on, expires_on, last_used_on }
}

/// The outcome of making a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    Kept(Kept),
    /// The owner already has a token with this name.
    NameTaken,
    /// The owner already has the maximum number of tokens.
    Enough,
    /// The owner no longer exists.
    NoOwner,
}

/// Stores the digest of a token of `owner`, with an entry in the audit log.
pub fn add(
    connection: &mut Connection,
    actor: &str,
    owner: &User,
    (id, new): (Id, &NewToken),
    token: &Token,
    today: NaiveDate,
) -> Result<Made, StoreError> {
    connection.writing(|connection| {
        // Lock, so that concurrent calls are serialised: neither database counts uncommitted rows.
        let there = diesel::update(users::table.find(owner.id))
            .set(users::email.eq(users::email))
            .execute(connection)?;
        if there == 0 {
            return Ok(Made::NoOwner);
        }
        let others = of(connection, owner.id)?;
        if others.iter().any(|other| other.name == new.name) {
            return Ok(Made::NameTaken);
        }
        if others.len() >= MOST {
            return Ok(Made::Enough);
        }
        let made = Kept {
            id,
            owner: owner.id,
            name: new.name.clone(),
            created_on: today,
            expires_on: new.expires_on(today),
            last_used_on: None,
        };
        diesel::insert_into(api_tokens::table)
            .values((
                api_tokens::id.eq(made.id),
                api_tokens::owner.eq(made.owner),
                api_tokens::digest.eq(token.digest()),
                api_tokens::name.eq(&made.name),
                api_tokens::created_on.eq(made.created_on),
                api_tokens::expires_on.eq(made.expires_on),
            ))
            .execute(connection)?;
        let action = format!(
            "Made the token “{}”, which works until {}",
            made.name,
            calendar::date(made.expires_on)
        );
        audit::record(connection, actor, &action, owner.email.as_str())?;
        Ok(Made::Kept(made))
    })
}

/// The tokens of a user, by name.
pub fn of(connection: &mut Connection, owner: Id) -> Result<Vec<Kept>, StoreError> {
    let rows = api_tokens::table
        .filter(api_tokens::owner.eq(owner))
        .order(api_tokens::name)
        .select(columns!())
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(kept).collect())
}

/// Every token with its owner's address, by address and name.
pub fn all(connection: &mut Connection) -> Result<Vec<(String, Kept)>, StoreError> {
    let rows = api_tokens::table
        .inner_join(users::table.on(users::id.eq(api_tokens::owner)))
        .order((users::email, api_tokens::name))
        .select((users::email, columns!()))
        .load::<(String, Row)>(connection)?;
    Ok(rows.into_iter().map(|(email, row)| (email, kept(row))).collect())
}

/// The token with this digest, if it was not revoked. It may have expired.
pub fn by_digest(
    connection: &mut Connection,
    digest: HashValue,
) -> Result<Option<Kept>, StoreError> {
    let row = api_tokens::table
        .filter(api_tokens::digest.eq(digest))
        .select(columns!())
        .first::<Row>(connection);
    Ok(row.optional()?.map(kept))
}

/// Revokes a token of `owner` at once. `false` if it was revoked before.
pub fn take_back(
    connection: &mut Connection,
    actor: &str,
    owner: &User,
    token: &Kept,
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let its_own = api_tokens::table
            .filter(api_tokens::id.eq(token.id).and(api_tokens::owner.eq(owner.id)));
        let gone = diesel::delete(its_own).execute(connection)? > 0;
        if gone {
            audit::record(
                connection,
                actor,
                &format!("Revoked the token “{}”", token.name),
                owner.email.as_str(),
            )?;
        }
        Ok(gone)
    })
}

/// Records the day of use, and nothing finer. The first use is an entry of the audit log.
pub fn used(
    connection: &mut Connection,
    token: &Kept,
    owner: &str,
    today: NaiveDate,
) -> Result<(), StoreError> {
    if token.last_used_on.is_some_and(|day| day >= today) {
        return Ok(());
    }
    connection.writing(|connection| {
        let row = api_tokens::table.find(token.id);
        let first = diesel::update(row.filter(api_tokens::last_used_on.is_null()))
            .set(api_tokens::last_used_on.eq(Some(today)))
            .execute(connection)?
            > 0;
        if first {
            return audit::token_first_used(connection, owner, &token.name);
        }
        diesel::update(row).set(api_tokens::last_used_on.eq(Some(today))).execute(connection)?;
        Ok(())
    })
}
