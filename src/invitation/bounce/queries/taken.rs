use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{
    super::{Notification, Verdict},
    count_unread,
};
use crate::{
    intake::mac,
    invitation::{
        AddressBook,
        outbox::{self, Lost},
        reference::Reference,
        refusal::Refusal,
        retention,
        unreached::{self, Why},
        wave::INVITATION,
    },
    store::{
        Connection, HashValue, Id, Moment, Secret, StoreError, on_either,
        schema::{invitations, messages, taken_bounces, waves},
    },
};

/// How many times a message is sent again after a temporary failure. Each server had retried for
/// days already.
const MOST_AGAIN: u8 = 4;
/// How long to wait before that.
const WAIT: TimeDelta = TimeDelta::hours(8);

/// The effect of a returned message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Undeliverable,
    /// It is sent again later.
    Again,
    /// It was returned too often to be sent again.
    GivenUp,
    /// It is not about the mailbox, and counts against the collection.
    NotTheMailbox,
    /// It was mail to a user of the console. Their page says so.
    Noted,
    /// The recipient gets no more messages.
    Stopped,
    /// It was not understood, and is counted.
    Counted,
    Nothing,
}

/// The invitation of a message, if messages are still sent to it.
struct Invitation {
    collection: Id,
    state: String,
    sealed: Vec<u8>,
}

/// Acts on a returned message to a respondent. The same one twice has no further effect. It has
/// none if the address was corrected or removed meanwhile.
pub fn take(
    connection: &mut Connection,
    notification: &Notification,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    let reference = notification.reference;
    let invitation = find(connection, reference.invitation)?;
    let address = invitation.as_ref().and_then(|found| {
        AddressBook::of(secret, found.collection).open(reference.invitation, &found.sealed)
    });
    match (notification.verdict(address.as_deref()), invitation) {
        (Verdict::Unclear, _) => count_unread(connection, now).map(|()| Effect::Counted),
        (Verdict::Nothing, _) | (_, None) => Ok(Effect::Nothing),
        (Verdict::Complaint, Some(_)) => {
            let changed = retention::opt_out(connection, reference.invitation)?;
            Ok(if changed { Effect::Stopped } else { Effect::Nothing })
        }
        (Verdict::Refused(refusal), Some(found)) => connection.writing(|connection| {
            if is_outdated(connection, reference)?
                || !take_once(connection, reference, found.collection, secret)?
            {
                return Ok(Effect::Nothing);
            }
            refuse(connection, reference, &found, refusal, now)
        }),
    }
}

fn find(connection: &mut Connection, invitation: Id) -> Result<Option<Invitation>, StoreError> {
    let row = invitations::table
        .find(invitation)
        .filter(invitations::opted_out.eq(false))
        .select((invitations::collection, invitations::state, invitations::address))
        .first::<(Id, String, Option<Vec<u8>>)>(connection)
        .optional()?;
    Ok(row.and_then(|(collection, state, sealed)| {
        Some(Invitation { collection, state, sealed: sealed? })
    }))
}

/// Whether the same message is queued again, by a later report or by a person.
fn is_outdated(connection: &mut Connection, reference: Reference) -> Result<bool, StoreError> {
    let later = messages::table
        .filter(
            messages::invitation
                .eq(reference.invitation)
                .and(messages::wave.eq(i32::from(reference.wave))),
        )
        .filter(messages::returned.gt(i32::from(reference.attempt)));
    Ok(later.count().get_result::<i64>(connection)? > 0)
}

/// Records that a returned message was handled. Returns whether this is the first time.
fn take_once(
    connection: &mut Connection,
    reference: Reference,
    collection: Id,
    secret: &Secret,
) -> Result<bool, StoreError> {
    let parts: [&[u8]; 2] = [reference.invitation.as_bytes(), &[reference.wave, reference.attempt]];
    let digest = HashValue(mac(&secret.key(&[b"returned messages"]), &parts));
    let row = (taken_bounces::digest.eq(digest), taken_bounces::collection.eq(collection));
    let insert = diesel::insert_into(taken_bounces::table).values(row).on_conflict_do_nothing();
    let inserted = on_either!(connection, |connection| insert.execute(connection)?);
    Ok(inserted > 0)
}

fn refuse(
    connection: &mut Connection,
    reference: Reference,
    found: &Invitation,
    refusal: Refusal,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    let (invitation, wave) = (reference.invitation, i32::from(reference.wave));
    let tries = i32::from(reference.attempt) + 1;
    let is_sent = matches!(found.state.as_str(), "sent" | "waiting");
    match refusal {
        Refusal::Mailbox => {
            let changed =
                outbox::undeliverable(connection, invitation, Lost { wave, tries, sent: true })?;
            Ok(if changed { Effect::Undeliverable } else { Effect::Nothing })
        }
        Refusal::Later if !is_sent || is_superseded(connection, found.collection, wave)? => {
            Ok(Effect::Nothing)
        }
        Refusal::Later if reference.attempt < MOST_AGAIN => {
            again(connection, (found.collection, invitation), wave, tries, now)
        }
        Refusal::Later => {
            unreached::not_delivered(
                connection,
                (found.collection, invitation),
                wave,
                Why::GivenUp,
                tries,
            )?;
            Ok(Effect::GivenUp)
        }
        Refusal::Sender => {
            // A reminder changes no count: only those who have not answered get one.
            if wave == INVITATION && found.state == "sent" {
                unreached::not_delivered(
                    connection,
                    (found.collection, invitation),
                    wave,
                    Why::Refused,
                    tries,
                )?;
            }
            outbox::count_refused(connection, found.collection)?;
            Ok(Effect::NotTheMailbox)
        }
    }
}

/// Whether a later wave has begun. Its message says the same.
fn is_superseded(
    connection: &mut Connection,
    collection: Id,
    wave: i32,
) -> Result<bool, StoreError> {
    let later = waves::table
        .filter(waves::collection.eq(collection).and(waves::number.gt(wave)).and(waves::begun));
    Ok(later.count().get_result::<i64>(connection)? > 0)
}

/// Queues a message again, unless it is queued.
fn again(
    connection: &mut Connection,
    (collection, invitation): (Id, Id),
    wave: i32,
    tries: i32,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    let there =
        messages::table.filter(messages::invitation.eq(invitation).and(messages::wave.eq(wave)));
    if there.count().get_result::<i64>(connection)? > 0 {
        return Ok(Effect::Nothing);
    }
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(Id::random()),
            messages::collection.eq(collection),
            messages::wave.eq(wave),
            messages::invitation.eq(invitation),
            messages::state.eq("queued"),
            messages::attempts.eq(0),
            messages::returned.eq(tries),
            messages::due_at.eq(Moment::from(now + WAIT)),
        ))
        .execute(connection)?;
    diesel::update(waves::table.find((collection, wave)))
        .set(waves::waiting.eq(waves::waiting + 1))
        .execute(connection)?;
    unreached::came_back(connection, collection, wave)?;
    if wave == INVITATION {
        unreached::no_longer_sent(connection, invitation)?;
    }
    Ok(Effect::Again)
}
