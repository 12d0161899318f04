use diesel::prelude::*;

use super::{Link, START};
use crate::store::{
    Connection, HashValue, Id, Moment, StoreError, on_either,
    schema::{audit_head, audit_log},
};

/// The key of the row in `audit_head`.
pub(super) const ONLY_ROW: i32 = 1;

/// An entry that has no place in the chain yet.
#[derive(Clone, Debug)]
pub struct New {
    pub id: Id,
    pub at: Moment,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub inspection: Option<Id>,
}

/// Adds an entry at the end of the chain. Call it inside a transaction: the head of the chain is
/// locked until that ends.
pub fn append(connection: &mut Connection, new: New) -> Result<(), StoreError> {
    let (number, previous) = next(connection)?;
    let New { id, at, actor, action, subject, inspection } = new;
    let link = Link { number, id, at, actor, action, subject, inspection, previous };
    let digest = link.digest();
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::number.eq(link.number),
            audit_log::id.eq(link.id),
            audit_log::at.eq(link.at),
            audit_log::actor.eq(&link.actor),
            audit_log::action.eq(&link.action),
            audit_log::subject.eq(&link.subject),
            audit_log::inspection.eq(link.inspection),
            audit_log::previous.eq(link.previous),
            audit_log::digest.eq(digest),
        ))
        .execute(connection)?;
    diesel::update(audit_head::table.find(ONLY_ROW))
        .set(audit_head::digest.eq(digest))
        .execute(connection)?;
    Ok(())
}

/// Locks the head, making it if the log is empty. Returns the next entry's number, and the SHA-256
/// of the last entry.
fn next(connection: &mut Connection) -> Result<(i64, HashValue), StoreError> {
    if let Some(next) = advance(connection)? {
        return Ok(next);
    }
    let row =
        (audit_head::only_row.eq(ONLY_ROW), audit_head::number.eq(0), audit_head::digest.eq(START));
    let insert = diesel::insert_into(audit_head::table).values(row).on_conflict_do_nothing();
    on_either!(connection, |connection| insert.execute(connection)?);
    Ok(advance(connection)?.ok_or(diesel::result::Error::NotFound)?)
}

fn advance(connection: &mut Connection) -> Result<Option<(i64, HashValue)>, StoreError> {
    let head = diesel::update(audit_head::table.find(ONLY_ROW))
        .set(audit_head::number.eq(audit_head::number + 1));
    Ok(head
        .returning((audit_head::number, audit_head::digest))
        .get_result(connection)
        .optional()?)
}
