use diesel::Connection as _;

use crate::store::{
    Connection, Id, Moment, StoreError,
    chain::{New, append},
};

/// What something was done to: its name, and its inspection, whose leads see the entry.
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
///
/// It locks the head of the log until the transaction ends. Record as the last step of a
/// transaction: then no process waits for another's work, and none waits for a row while it holds
/// the head.
pub fn record(
    connection: &mut Connection,
    actor: &str,
    action: &str,
    subject: impl Into<Subject>,
) -> Result<(), StoreError> {
    let subject = subject.into();
    let entry = New {
        id: Id::random(),
        at: Moment::now(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: subject.name,
        inspection: subject.inspection,
    };
    connection.transaction(|connection| append(connection, entry))
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
