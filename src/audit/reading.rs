//! Reading the log: page by page, as far as somebody may.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::store::{Connection, Id, StoreError, schema::audit_log};

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Id,
    pub at: DateTime<Utc>,
    /// Who did it: the email address of a user of the console, or the service itself.
    pub actor: String,
    /// What was done, as a sentence that names no respondent and no address of one.
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
    /// Those of these inspections, and what they did themselves.
    Of {
        email: String,
        inspections: Vec<Id>,
    },
}

/// Which of them are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub inspection: Option<Id>,
    pub actor: Option<String>,
}

type Row = (Id, NaiveDateTime, String, String, String, Option<Id>);

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

/// At most `count` entries that are older than the entry `before`, the newest first; from the newest on without it, or where
/// there is no such entry.
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
    let place = match before {
        Some(id) => audit_log::table
            .find(id)
            .select(audit_log::at)
            .first::<NaiveDateTime>(connection)
            .optional()?
            .map(|at| (at, id)),
        None => None,
    };
    if let Some((at, id)) = place {
        query = query.filter(audit_log::at.lt(at).or(audit_log::at.eq(at).and(audit_log::id.gt(id))));
    }
    let rows = query
        .order((audit_log::at.desc(), audit_log::id))
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

/// Everybody who stands in the entries that a reader may see, in alphabetical order.
pub fn actors(connection: &mut Connection, reader: &Reader) -> Result<Vec<String>, StoreError> {
    Ok(seen!(reader).select(audit_log::actor).distinct().order(audit_log::actor).load(connection)?)
}

fn entry((id, at, actor, action, subject, inspection): Row) -> Entry {
    Entry { id, at: at.and_utc(), actor, action, subject, inspection }
}
