use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{Lifetime, NewSession, Session, SessionToken};
use crate::{
    audit::{self, Ended},
    store::{
        Connection, HashValue, Id, Moment, StoreError,
        schema::{sessions, users},
    },
};

/// How often the stored time of last use is updated.
const EXACT_TO: TimeDelta = TimeDelta::minutes(1);

type Row = (HashValue, Id, bool, bool, String, Moment, Moment);

fn session(row: Row) -> Session {
    let (digest, owner, awaits_code, known_device, device, began, used) = row;
    let (began_at, used_at) = (began.utc(), used.utc());
    Session { digest, user: owner, awaits_code, known_device, device, began_at, used_at }
}

/// Stores a session that begins at `now`.
pub fn begin(
    connection: &mut Connection,
    token: &SessionToken,
    new: &NewSession,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::digest.eq(token.digest()),
            sessions::user_id.eq(new.user),
            sessions::awaits_code.eq(new.awaits_code),
            sessions::known_device.eq(new.known_device),
            sessions::device.eq(&new.device),
            sessions::began_at.eq(Moment::from(now)),
            sessions::used_at.eq(Moment::from(now)),
        ))
        .execute(connection)?;
    Ok(())
}

/// The session with this digest, if it is valid at `now`.
pub fn find(
    connection: &mut Connection,
    digest: HashValue,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<Option<Session>, StoreError> {
    let row = sessions::table.find(digest).first::<Row>(connection).optional()?;
    Ok(row.map(session).filter(|session| lifetime.holds(session, now)))
}

/// Notes that a session was used, at most once a minute.
pub fn touch(
    connection: &mut Connection,
    session: &Session,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if now - session.used_at >= EXACT_TO {
        diesel::update(sessions::table.find(session.digest))
            .set(sessions::used_at.eq(Moment::from(now)))
            .execute(connection)?;
    }
    Ok(())
}

/// The complete sessions of a user that are valid at `now`, the newest first.
pub fn of(
    connection: &mut Connection,
    user: Id,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, StoreError> {
    let rows = sessions::table
        .filter(sessions::user_id.eq(user).and(sessions::awaits_code.eq(false)))
        .order((sessions::began_at.desc(), sessions::digest))
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(session).filter(|session| lifetime.holds(session, now)).collect())
}

/// Ends a session. Returns its owner's address if it was complete.
pub fn end_of_anybody(
    connection: &mut Connection,
    digest: HashValue,
) -> Result<Option<String>, StoreError> {
    let rows = sessions::table.inner_join(users::table).filter(sessions::digest.eq(digest));
    let found = rows
        .select((users::email, sessions::awaits_code))
        .first::<(String, bool)>(connection)
        .optional()?;
    let ended = diesel::delete(sessions::table.find(digest)).execute(connection)? > 0;
    Ok(found.filter(|(_, awaits_code)| ended && !awaits_code).map(|(email, _)| email))
}

/// Gives a session a new token, so that the old one stops working. `false` if it has ended.
pub fn renew(
    connection: &mut Connection,
    old: HashValue,
    token: &SessionToken,
) -> Result<bool, StoreError> {
    let renewed =
        diesel::update(sessions::table.find(old)).set(sessions::digest.eq(token.digest()));
    Ok(renewed.execute(connection)? > 0)
}

/// Ends one session of a user, complete or not. `false` if there is none such.
pub fn end(connection: &mut Connection, user: Id, digest: HashValue) -> Result<bool, StoreError> {
    let its_own =
        sessions::table.filter(sessions::digest.eq(digest).and(sessions::user_id.eq(user)));
    Ok(diesel::delete(its_own).execute(connection)? > 0)
}

/// Ends every session of a user except `kept`. Returns how many were complete.
pub fn end_all(
    connection: &mut Connection,
    user: Id,
    kept: Option<HashValue>,
) -> Result<usize, StoreError> {
    let rows = sessions::table
        .filter(sessions::user_id.eq(user))
        .select((sessions::digest, sessions::awaits_code));
    let mut rows = rows.load::<(HashValue, bool)>(connection)?;
    rows.retain(|(digest, _)| Some(*digest) != kept);
    for (digest, _) in &rows {
        diesel::delete(sessions::table.find(*digest)).execute(connection)?;
    }
    Ok(rows.iter().filter(|(_, awaits_code)| !awaits_code).count())
}

/// Which of the sessions are complete and valid at `now`, in one query.
pub fn holding(
    connection: &mut Connection,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<HashSet<HashValue>, StoreError> {
    let rows = sessions::table
        .filter(sessions::began_at.gt(Moment::from(lifetime.began_after(now))))
        .filter(sessions::used_at.gt(Moment::from(lifetime.used_after(now))))
        .filter(sessions::awaits_code.eq(false))
        .select(sessions::digest)
        .load::<HashValue>(connection)?;
    Ok(rows.into_iter().collect())
}

/// Like [`expire`], but writes nothing if no session has expired.
pub fn expire_any(
    connection: &mut Connection,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if over(connection, lifetime, now)?.is_empty() {
        return Ok(());
    }
    connection.writing(|connection| expire(connection, lifetime, now))
}

/// Deletes the sessions that have expired at `now`, with an entry in the audit log for each
/// complete one.
pub fn expire(
    connection: &mut Connection,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for session in over(connection, lifetime, now)? {
        // Another process may delete the same rows, and a request may have used one since it was
        // read.
        let unused = sessions::table
            .find(session.digest)
            .filter(sessions::used_at.eq(Moment::from(session.used_at)));
        if diesel::delete(unused).execute(connection)? > 0 && !session.awaits_code {
            let email: String =
                users::table.find(session.user).select(users::email).first(connection)?;
            let too_old = session.began_at <= lifetime.began_after(now);
            let why = if too_old { Ended::TooOld } else { Ended::Idle };
            audit::session_ended(connection, audit::SERVICE, &email, why)?;
        }
    }
    Ok(())
}

fn over(
    connection: &mut Connection,
    lifetime: Lifetime,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, StoreError> {
    let rows = sessions::table
        .filter(
            sessions::began_at
                .le(Moment::from(lifetime.began_after(now)))
                .or(sessions::used_at.le(Moment::from(lifetime.used_after(now))))
                .or(sessions::awaits_code
                    .eq(true)
                    .and(sessions::began_at.le(Moment::from(Lifetime::asked_after(now))))),
        )
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(session).collect())
}
