use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    audit,
    invitation::{
        bounce::{self, Effect, Notification, Verdict},
        refusal::Refusal,
    },
    officers::queries as officers,
    store::{
        Connection, Id, Moment, StoreError,
        schema::{password_links, users},
    },
};

const RETURNED: &str = "Recorded returned mail: there is no such mailbox";

/// Handles returned mail to a console user or an officer: if the mailbox does not exist, the page
/// about them says so.
pub fn take(
    connection: &mut Connection,
    notification: &Notification,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    match notification.verdict(None) {
        Verdict::Refused(Refusal::Mailbox) => connection.writing(|connection| {
            let noted = came_back(connection, notification.reference.invitation, now)?;
            Ok(if noted { Effect::Noted } else { Effect::Nothing })
        }),
        Verdict::Unclear => bounce::count_unread(connection, now).map(|()| Effect::Counted),
        Verdict::Refused(_) | Verdict::Nothing | Verdict::Complaint => Ok(Effect::Nothing),
    }
}

/// Records that mail about `about`, an account, a link or an officer, was returned because the
/// mailbox does not exist. Returns whether they exist. It locks the audit log, so call it last in a
/// transaction.
pub fn came_back(
    connection: &mut Connection,
    about: Id,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let link = password_links::table
        .find(about)
        .select(password_links::user_id)
        .first::<Id>(connection)
        .optional()?;
    if let Some(officer) = officers::mail_came_back(connection, about, now)? {
        audit::record(connection, audit::SERVICE, RETURNED, officer.email.as_str())?;
        return Ok(true);
    }
    let account = users::table.find(link.unwrap_or(about));
    let Some(email) = account.select(users::email).first::<String>(connection).optional()? else {
        return Ok(false);
    };
    diesel::update(account)
        .set(users::mail_returned_at.eq(Moment::from(now)))
        .execute(connection)?;
    audit::record(connection, audit::SERVICE, RETURNED, email.as_str())?;
    Ok(true)
}

/// When mail to an account was returned, unless a link was sent to it since.
pub fn returned_at(
    connection: &mut Connection,
    account: Id,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at = users::table
        .find(account)
        .select(users::mail_returned_at)
        .first::<Option<Moment>>(connection);
    Ok(at.optional()?.flatten().map(Moment::utc))
}
