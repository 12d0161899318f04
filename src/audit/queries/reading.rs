//! Reading the log: page by page, within the reader's scope.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::store::{Connection, Id, Moment, StoreError, schema::audit_log};

/// One action.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Id,
    pub at: DateTime<Utc>,
    /// Who did it: the email address of a console user, or the service itself.
    pub actor: String,
    /// What was done, as a sentence that identifies no respondent.
    pub action: String,
    /// What it was done to, such as a collection's name.
    pub subject: String,
    /// The inspection that it belongs to.
    pub inspection: Option<Id>,
}

/// Which entries somebody may read.
#[derive(Clone, Debug)]
pub enum Reader {
    Everything,
    /// Those of these inspections, and the reader's own.
    Of {
        email: String,
        inspections: Vec<Id>,
    },
}

/// The filter of the entries.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub inspection: Option<Id>,
    pub actor: Option<String>,
}

type Row = (Id, Moment, String, String, String, Option<Id>);

/// A query of the entries that a reader may see. PostgreSQL and SQLite differ only where it is run.
macro_rules! seen {
    ($reader:expr) => {{
        let mut query = audit_log::table.into_boxed();
        if let Reader::Of { email, inspections } = $reader {
            query = query.filter(
                audit_log::actor.eq(email).or(audit_log::inspection
                    .eq_any(inspections.iter().map(|id| Some(*id)).collect::<Vec<_>>())
                    .assume_not_null()),
            );
        }
        query
    }};
}

/// At most `count` entries older than the entry `before`, the newest first. Without `before`, or if
/// the reader may not see it, from the newest on.
pub fn page(
    connection: &mut Connection,
    reader: &Reader,
    filter: &Filter,
    before: Option<Id>,
    count: i64,
) -> Result<Vec<Entry>, StoreError> {
    let mut query = seen!(reader);
    if let Some(inspection) = filter.inspection {
        query = query.filter(audit_log::inspection.eq(inspection).assume_not_null());
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit_log::actor.eq(actor));
    }
    if let Some(number) = before.map(|id| number_of(connection, reader, id)).transpose()?.flatten()
    {
        query = query.filter(audit_log::number.lt(number));
    }
    let rows = query
        .order(audit_log::number.desc())
        .limit(count)
        .select((
            audit_log::id,
            audit_log::at,
            audit_log::actor,
            audit_log::action,
            audit_log::subject,
            audit_log::inspection,
        ))
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(entry).collect())
}

/// The place of an entry that the reader may see. Any other is treated as missing, so that a page
/// reveals nothing of it.
fn number_of(
    connection: &mut Connection,
    reader: &Reader,
    id: Id,
) -> Result<Option<i64>, StoreError> {
    let entry = seen!(reader).filter(audit_log::id.eq(id)).select(audit_log::number);
    Ok(entry.first(connection).optional()?)
}

/// The actors of the entries that a reader may see, in alphabetical order.
pub fn actors(connection: &mut Connection, reader: &Reader) -> Result<Vec<String>, StoreError> {
    Ok(seen!(reader)
        .select(audit_log::actor)
        .distinct()
        .order(audit_log::actor)
        .load(connection)?)
}

fn entry((id, at, actor, action, subject, inspection): Row) -> Entry {
    Entry { id, at: at.utc(), actor, action, subject, inspection }
}
