use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    audit,
    invitation::{
        bounce::{self, Effect, Notification, Verdict},
        refusal::Refusal,
    },
    store::{
        Connection, Id, Moment, StoreError,
        schema::{password_links, users},
    },
};

/// Acts on a message to a user of the console that came back: their page says so where there is no
/// such mailbox.
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

/// Notes that mail about `about`, an account or a link by which somebody joins, came back since
/// there is no such mailbox. Gives whether there is such an account. It locks the audit log, so it
/// comes last in a transaction.
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
    let account = users::table.find(link.unwrap_or(about));
    let Some(email) = account.select(users::email).first::<String>(connection).optional()? else {
        return Ok(false);
    };
    diesel::update(account)
        .set(users::mail_returned_at.eq(Moment::from(now)))
        .execute(connection)?;
    audit::record(
        connection,
        audit::SERVICE,
        "Mail came back: there is no such mailbox",
        email.as_str(),
    )?;
    Ok(true)
}

/// When mail to an account came back, unless a link was sent to it since.
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
