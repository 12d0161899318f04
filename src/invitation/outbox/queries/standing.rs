//! How receiving servers take a collection's messages: refusals for the sender or the content pause
//! them before more are wasted.

use diesel::prelude::*;

use crate::{
    audit,
    inspection::queries as inspections,
    invitation::queries::make_mailing,
    store::{Connection, Id, StoreError, schema::mailings},
};

/// So many refusals at least pause the messages of a collection, if they are one in so many of the
/// recent messages.
pub const FEWEST_REFUSED: i64 = 10;
pub const ONE_IN: i64 = 5;
/// The number of messages that counts as recent. Beyond it, what is older weighs half.
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

/// Counts one refusal that is about the sender or the content
/// ([`Refusal::Sender`](crate::invitation::refusal::Refusal)), in the session or by a bounce, and
/// pauses the collection's messages where such refusals are too many. Gives whether it paused them
/// now. It locks `mailings` and the audit log, so it comes last in a transaction.
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
        "receiving servers refuse the messages of a collection, so they are paused; its page says \
            what to do"
    );
    if let Some(collection) = inspections::unscoped::collection_by_id(connection, collection)? {
        audit::record(
            connection,
            audit::SERVICE,
            "Paused the messages, since mail servers refuse them",
            &collection,
        )?;
    }
    Ok(true)
}
