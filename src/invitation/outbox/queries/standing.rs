//! How receiving servers treat a collection's messages: refusals because of sender or content pause
//! them before more are wasted.

use diesel::prelude::*;

use crate::{
    audit,
    inspection::queries as inspections,
    invitation::queries::make_mailing,
    store::{Connection, Id, StoreError, schema::mailings},
};

/// The minimum number of refusals that pause a collection's messages, if they are one in so many of
/// the recent messages.
pub const FEWEST_REFUSED: i64 = 10;
pub const ONE_IN: i64 = 5;
/// How many messages count as recent. Beyond that, older ones weigh half.
const RECENT: i64 = 200;

/// Counts messages that a server accepted or refused.
pub fn count_recent(
    connection: &mut Connection,
    collection: Id,
    messages: i64,
) -> Result<(), StoreError> {
    let row = mailings::table.find(collection);
    if diesel::update(row)
        .set(mailings::recent.eq(mailings::recent + messages))
        .execute(connection)?
        == 0
    {
        return Ok(());
    }
    diesel::update(row.filter(mailings::recent.ge(RECENT)))
        .set((
            mailings::recent.eq(mailings::recent / 2),
            mailings::refused.eq(mailings::refused / 2),
        ))
        .execute(connection)?;
    Ok(())
}

/// Counts one refusal because of sender or content
/// ([`Refusal::Sender`](crate::invitation::refusal::Refusal)), in the session or by a bounce, and
/// pauses the collection's messages if there are too many. Returns whether it paused them now. It
/// locks `mailings` and the audit log, so it must be last in a transaction.
pub fn count_refused(connection: &mut Connection, collection: Id) -> Result<bool, StoreError> {
    make_mailing(connection, collection)?;
    let row = mailings::table.find(collection);
    diesel::update(row).set(mailings::refused.eq(mailings::refused + 1)).execute(connection)?;
    let too_many =
        mailings::refused.ge(FEWEST_REFUSED).and((mailings::refused * ONE_IN).ge(mailings::recent));
    let paused = diesel::update(row.filter(mailings::paused.eq(false).and(too_many)))
        .set((mailings::paused.eq(true), mailings::paused_by_refusals.eq(true)))
        .execute(connection)?;
    if paused == 0 {
        return Ok(false);
    }
    tracing::warn!(
        "receiving mail servers refuse the messages of a collection, so they are paused; its page \
            says what to do"
    );
    if let Some(collection) = inspections::unscoped::collection_by_id(connection, collection)? {
        audit::record(
            connection,
            audit::SERVICE,
            "Paused the messages because mail servers refuse them",
            &collection,
        )?;
    }
    Ok(true)
}
