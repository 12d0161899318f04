use chrono::{SubsecRound, Utc};
use diesel::prelude::*;

use crate::store::{Connection, Id, StoreError, schema::audit_log};

/// What something was done to: its name, and the inspection that it belongs to, whose leads see the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub name: String,
    pub inspection: Option<Id>,
}

impl Subject {
    /// Part of an inspection, or the inspection itself.
    pub fn of(inspection: Id, name: impl Into<String>) -> Self {
        Self { name: name.into(), inspection: Some(inspection) }
    }
}

/// Something that belongs to no inspection.
impl From<&str> for Subject {
    fn from(name: &str) -> Self {
        Self { name: name.to_owned(), inspection: None }
    }
}

/// Adds an entry.
pub fn record(
    connection: &mut Connection,
    actor: &str,
    action: &str,
    subject: impl Into<Subject>,
) -> Result<(), StoreError> {
    let subject = subject.into();
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::id.eq(Id::random()),
            audit_log::at.eq(Utc::now().naive_utc().trunc_subsecs(6)),
            audit_log::actor.eq(actor),
            audit_log::action.eq(action),
            audit_log::subject.eq(subject.name),
            audit_log::inspection.eq(subject.inspection),
        ))
        .execute(connection)?;
    Ok(())
}

/// Does something and adds an entry for it, both or neither.
pub fn with<T>(
    connection: &mut Connection,
    actor: &str,
    action: &str,
    subject: impl Into<Subject>,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    connection.writing(|connection| {
        let done = work(connection)?;
        record(connection, actor, action, subject)?;
        Ok(done)
    })
}
