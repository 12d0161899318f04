use diesel::{connection::SimpleConnection, prelude::*};

use super::{New, append};
use crate::store::{Connection, Id, Moment, StoreError};

/// How many entries are read at a time.
const AT_ONCE: i64 = 1_000;

diesel::table! {
    /// The audit log of versions before the chain.
    audit_log_unchained (id) {
        id -> Binary,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        subject -> Text,
        inspection -> Nullable<Binary>,
    }
}

type Row = (Id, Moment, String, String, String, Option<Id>);

/// Moves the entries of versions before the chain into it, in the order of time and id, and drops
/// their table. From then on any change to them shows, with its number. Call it in the transaction
/// of the migrations.
pub(in crate::store) fn chain_earlier(connection: &mut Connection) -> Result<(), StoreError> {
    let mut last: Option<(Moment, Id)> = None;
    loop {
        let rows = after(connection, last)?;
        let Some((id, at, ..)) = rows.last() else { break };
        last = Some((*at, *id));
        for (id, at, actor, action, subject, inspection) in rows {
            append(connection, New { id, at, actor, action, subject, inspection })?;
        }
    }
    Ok(connection.batch_execute("DROP TABLE audit_log_unchained")?)
}

fn after(connection: &mut Connection, last: Option<(Moment, Id)>) -> Result<Vec<Row>, StoreError> {
    use audit_log_unchained::{at, id, table};
    let mut query = table.order((at, id)).limit(AT_ONCE).into_boxed();
    if let Some((last_at, last_id)) = last {
        query = query.filter(at.gt(last_at).or(at.eq(last_at).and(id.gt(last_id))));
    }
    Ok(query.load(connection)?)
}
