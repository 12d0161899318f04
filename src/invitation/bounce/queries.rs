use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;

use super::{Notification, Verdict};
use crate::{
    invitation::sender,
    store::{
        Connection, Id, StoreError,
        schema::{invitations, messages, waves},
    },
};

/// How often a message is sent again that was given up for now. Each server had tried for days already.
const MOST_ATTEMPTS: u8 = 4;
/// How long is waited before that.
const WAIT: TimeDelta = TimeDelta::hours(8);

/// What followed from a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Undeliverable,
    /// It is sent again later.
    Again,
    Nothing,
}

/// Does what follows from a notification. The same one twice does no more than once.
pub fn take(connection: &mut Connection, notification: Notification, now: DateTime<Utc>) -> Result<Effect, StoreError> {
    let reference = notification.reference;
    connection.writing(|connection| match notification.verdict {
        Verdict::Nothing => Ok(Effect::Nothing),
        Verdict::Soft if reference.attempt < MOST_ATTEMPTS => {
            again(connection, reference.invitation, reference.wave.into(), reference.attempt, now)
        }
        Verdict::Hard | Verdict::Soft => {
            let changed = sender::undeliverable(connection, reference.invitation)?;
            Ok(if changed { Effect::Undeliverable } else { Effect::Nothing })
        }
    })
}

/// Puts a message in the queue again, unless it is there.
fn again(
    connection: &mut Connection,
    invitation: Id,
    wave: i32,
    attempt: u8,
    now: DateTime<Utc>,
) -> Result<Effect, StoreError> {
    let row = invitations::table
        .find(invitation)
        .filter(invitations::address.is_not_null().and(invitations::state.ne("undeliverable")))
        .select(invitations::collection)
        .first::<Id>(connection)
        .optional()?;
    let Some(collection) = row else { return Ok(Effect::Nothing) };
    let there = messages::table.filter(messages::invitation.eq(invitation).and(messages::wave.eq(wave)));
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
            messages::returned.eq(i32::from(attempt) + 1),
            messages::due_at.eq((now + WAIT).naive_utc().trunc_subsecs(6)),
        ))
        .execute(connection)?;
    diesel::update(waves::table.find((collection, wave)))
        .set((waves::waiting.eq(waves::waiting + 1), waves::sent.eq(waves::sent - 1)))
        .execute(connection)?;
    Ok(Effect::Again)
}
