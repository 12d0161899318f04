use diesel::prelude::*;

use crate::{
    audit::{self, Subject},
    comments::{Comment, shown},
    store::{
        Connection, Id, RowLock, StoreError,
        schema::{collections, comments},
        upkeep,
    },
};

/// The outcome of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    /// Somebody has changed it since it was shown. It stays as they left it.
    Meanwhile,
    /// The comment is gone: purged, or stored again at closing.
    Gone,
}

/// Marks a comment as read or unread. The audit log records who did it in which inspection, and
/// nothing of the text.
pub fn set_seen(
    connection: &mut Connection,
    comment: &Comment,
    seen: bool,
    (actor, subject): (&str, &Subject),
) -> Result<Changed, StoreError> {
    connection.writing(|connection| {
        hold(connection, comment.collection)?;
        let row = comments::table.find((comment.collection, comment.id));
        let count = diesel::update(row).set(comments::seen.eq(seen)).execute(connection)?;
        let action = if seen { "Marked a comment as read" } else { "Marked a comment as unread" };
        conclude(connection, count, Changed::Gone, (actor, action, subject))
    })
}

/// Replaces the text of a comment by one without the removed words. The old text is gone after the
/// next sweep, which is due from now on.
pub fn redact(
    connection: &mut Connection,
    comment: &Comment,
    redacted: &str,
    (actor, subject): (&str, &Subject),
) -> Result<Changed, StoreError> {
    connection.writing(|connection| {
        hold(connection, comment.collection)?;
        // Only as it was shown: concurrent redactions would undo each other.
        let row = comments::table
            .find((comment.collection, comment.id))
            .filter(comments::text.eq(&comment.text));
        let change = (comments::text.eq(redacted), comments::redacted.eq(true));
        let count = diesel::update(row).set(change).execute(connection)?;
        upkeep::sweep_is_due(connection)?;
        conclude(connection, count, Changed::Meanwhile, (actor, "Redacted a comment", subject))
    })
}

/// Records what was done about a comment, or with `None` that it is no concern. `was_shown` is the
/// [`shown`] of the previous record.
pub fn set_concern(
    connection: &mut Connection,
    comment: &Comment,
    was_shown: &str,
    concern: Option<&str>,
    (actor, subject): (&str, &Subject),
) -> Result<Changed, StoreError> {
    connection.writing(|connection| {
        hold(connection, comment.collection)?;
        let row = || comments::table.find((comment.collection, comment.id));
        let there: Option<Option<String>> =
            row().select(comments::concern).first(connection).optional()?;
        let Some(before) = there else { return Ok(Changed::Gone) };
        if shown(before.as_deref().unwrap_or_default()) != was_shown {
            return Ok(Changed::Meanwhile);
        }
        let action = match (&before, concern) {
            (None, None) => return Ok(Changed::Done),
            (None, Some(_)) => "Marked a comment as a concern",
            (Some(_), Some(_)) => "Changed the account of a concern",
            (Some(_), None) => "Unmarked a comment as a concern",
        };
        let unchanged = match &before {
            Some(before) => diesel::update(row().filter(comments::concern.eq(before))).into_boxed(),
            None => diesel::update(row().filter(comments::concern.is_null())).into_boxed(),
        };
        let count = unchanged.set(comments::concern.eq(concern)).execute(connection)?;
        conclude(connection, count, Changed::Meanwhile, (actor, action, subject))
    })
}

fn conclude(
    connection: &mut Connection,
    count: usize,
    otherwise: Changed,
    (actor, action, subject): (&str, &str, &Subject),
) -> Result<Changed, StoreError> {
    if count == 0 {
        return Ok(otherwise);
    }
    audit::record(connection, actor, action, subject.clone())?;
    Ok(Changed::Done)
}

/// Keeps the release from storing a collection's comments again until the transaction ends: it
/// would restore the text that it has read.
fn hold(connection: &mut Connection, collection: Id) -> Result<(), StoreError> {
    connection.wait_at_most("2s")?;
    connection.lock(collections::table.find(collection).select(collections::id), RowLock::Share)?;
    Ok(())
}
