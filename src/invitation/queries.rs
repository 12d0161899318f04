use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::store::{
    Connection, Count, Id, Moment, StoreError, on_either,
    schema::{invitations, invited, mailings},
};

/// How many mailboxes were sent an invitation, and how many of these failed. It says nothing about
/// answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Invited {
    pub mailboxes: u64,
    /// Handed to a mail server, or permanently refused by it.
    pub sent: u64,
    /// Permanently refused, at once or later.
    pub undeliverable: u64,
    pub opted_out: u64,
}

impl Invited {
    /// Handed to a mail server, and not permanently refused.
    pub const fn delivered(self) -> u64 {
        self.sent.saturating_sub(self.undeliverable)
    }
}

type Row = (Count, Count, Count, Count);

const fn counts(
    (Count(mailboxes), Count(sent), Count(undeliverable), Count(opted_out)): Row,
) -> Invited {
    Invited { mailboxes, sent, undeliverable, opted_out }
}

/// The counts of one collection by part.
pub(super) fn invited_by_part(
    connection: &mut Connection,
    collection: Id,
) -> Result<HashMap<String, Invited>, StoreError> {
    let rows = invited::table
        .filter(invited::collection.eq(collection))
        .select((
            invited::part,
            (invited::mailboxes, invited::sent, invited::undeliverable, invited::opted_out),
        ))
        .load::<(String, Row)>(connection)?;
    Ok(rows.into_iter().map(|(part, row)| (part, counts(row))).collect())
}

/// The counts of one collection.
pub fn invited(connection: &mut Connection, collection: Id) -> Result<Invited, StoreError> {
    let parts = invited_by_part(connection, collection)?;
    Ok(parts.into_values().fold(Invited::default(), |a, b| Invited {
        mailboxes: a.mailboxes + b.mailboxes,
        sent: a.sent + b.sent,
        undeliverable: a.undeliverable + b.undeliverable,
        opted_out: a.opted_out + b.opted_out,
    }))
}

/// The state of all messages of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mailing {
    pub paused: bool,
    /// Whether Speir paused them because receiving servers refused too many for their sender or
    /// content.
    pub paused_by_refusals: bool,
    /// How many people with an undeliverable address have left, as stated by the co-ordinator: they
    /// could not answer.
    pub departed: u64,
    /// When the addresses were deleted.
    pub erased_at: Option<DateTime<Utc>>,
}

pub fn mailing(connection: &mut Connection, collection: Id) -> Result<Mailing, StoreError> {
    let row = mailings::table
        .find(collection)
        .select((
            mailings::paused,
            mailings::paused_by_refusals,
            mailings::departed,
            mailings::erased_at,
        ))
        .first::<(bool, bool, Count, Option<Moment>)>(connection)
        .optional()?;
    Ok(row.map_or_else(
        Mailing::default,
        |(paused, paused_by_refusals, Count(departed), erased_at)| Mailing {
            paused,
            paused_by_refusals,
            departed,
            erased_at: erased_at.map(Moment::utc),
        },
    ))
}

/// Pauses or resumes the messages of a collection. After that, refusals are counted from zero.
pub fn pause(connection: &mut Connection, collection: Id, paused: bool) -> Result<(), StoreError> {
    make_mailing(connection, collection)?;
    let row = mailings::table.find(collection);
    if paused {
        diesel::update(row).set(mailings::paused.eq(true)).execute(connection)?;
        return Ok(());
    }
    let afresh =
        (mailings::paused_by_refusals.eq(false), mailings::recent.eq(0), mailings::refused.eq(0));
    diesel::update(row).set((mailings::paused.eq(false), afresh)).execute(connection)?;
    Ok(())
}

/// States how many people with an undeliverable address have left.
pub fn state_departed(
    connection: &mut Connection,
    collection: Id,
    departed: u64,
) -> Result<(), StoreError> {
    make_mailing(connection, collection)?;
    diesel::update(mailings::table.find(collection))
        .set(mailings::departed.eq(Count(departed)))
        .execute(connection)?;
    Ok(())
}

/// Makes the row of a collection, if it has none.
pub(super) fn make_mailing(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    let row =
        (mailings::collection.eq(collection), mailings::paused.eq(false), mailings::departed.eq(0));
    let insert = diesel::insert_into(mailings::table).values(row).on_conflict_do_nothing();
    on_either!(connection, |connection| insert.execute(connection)?);
    Ok(())
}

/// Changes the state of an invitation from `from`. Returns its collection and part. If two
/// processes change it at once, the second sees the first one's change.
pub(super) fn change_state(
    connection: &mut Connection,
    invitation: Id,
    from: &str,
    to: &str,
) -> Result<Option<(Id, String)>, StoreError> {
    let changed =
        diesel::update(invitations::table.find(invitation).filter(invitations::state.eq(from)))
            .set(invitations::state.eq(to))
            .returning((invitations::collection, invitations::part));
    Ok(changed.get_result(connection).optional()?)
}
