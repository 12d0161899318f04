//! The links for joining and for new passwords, and the messages that carry them.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Notice, NoticeKind, queue};
use crate::{
    audit,
    store::{Connection, Id, StoreError},
    users::{Account, NewUser, User, queries},
};

/// The number of days that a link works.
pub const LINK_DAYS: i64 = 7;

/// How many hours a link works that somebody asked for on the sign-in page.
pub const FORGOTTEN_HOURS: i64 = 4;

/// Creates an account without a password, and sends its link. An existing address is a duplicate
/// error.
pub fn invite(
    connection: &mut Connection,
    new: &NewUser,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(User, Id), StoreError> {
    let action = format!("Invited as {} {}", new.role.article(), described(new));
    audit::with(connection, actor, &action, new.email.as_str(), |connection| {
        let user = queries::add_without_password(connection, new)?;
        let link = make(connection, &user, true, actor, (now, TimeDelta::days(LINK_DAYS)))?;
        Ok((user, link))
    })
}

/// Makes a new link for an account, in place of any earlier one, and sends it.
pub fn send_link(
    connection: &mut Connection,
    account: &Account,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Id, StoreError> {
    let joins = account.password.is_none();
    let action = if joins { "Sent the invitation again" } else { "Sent a link for a new password" };
    audit::with(connection, actor, action, account.user.email.as_str(), |connection| {
        make(connection, &account.user, joins, actor, (now, TimeDelta::days(LINK_DAYS)))
    })
}

/// Sends a link for a new password to somebody who has forgotten theirs, in place of any earlier link.
/// Whoever was invited and has not joined yet gets none: an administrator sends them another.
pub fn send_forgotten(
    connection: &mut Connection,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if account.password.is_none() {
        return Ok(());
    }
    let (actor, action) = (audit::SIGN_IN_PAGE, "Asked for a link for a new password");
    audit::with(connection, actor, action, account.user.email.as_str(), |connection| {
        let works = (now, TimeDelta::hours(FORGOTTEN_HOURS));
        make(connection, &account.user, false, actor, works).map(drop)
    })
}

fn make(
    connection: &mut Connection,
    user: &User,
    joins: bool,
    actor: &str,
    (now, works): (DateTime<Utc>, TimeDelta),
) -> Result<Id, StoreError> {
    let until = now + works;
    let link = queries::make_link(connection, user.id, until)?;
    let kind = if joins {
        NoticeKind::Join { joining: link, role: user.role }
    } else {
        NoticeKind::NewPassword { joining: link }
    };
    let is_person = ![audit::COMMAND_LINE, audit::SIGN_IN_PAGE].contains(&actor);
    let actor = is_person.then_some(actor);
    queue(
        connection,
        &Notice { kind, recipient: &user.email, due_at: now, ends_at: until, actor },
    )?;
    Ok(link)
}

/// "local co-ordinator of Fife, Angus", "reader of 2 inspections".
pub fn described(new: &NewUser) -> String {
    let role = new.role.name().to_lowercase();
    let areas: Vec<&str> = new.areas.iter().map(|area| area.name()).collect();
    match (areas.is_empty(), new.inspections.len()) {
        (false, 0) => format!("{role} of {}", areas.join(", ")),
        (false, 1) => format!("{role} of {} in one inspection", areas.join(", ")),
        (false, several) => format!("{role} of {} in {several} inspections", areas.join(", ")),
        (true, 0) => role,
        (true, 1) => format!("{role} of one inspection"),
        (true, several) => format!("{role} of {several} inspections"),
    }
}
