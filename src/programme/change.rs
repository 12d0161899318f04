//! Making and changing programmes, with their entries in the audit log.

use std::collections::BTreeSet;

use super::{NewProgramme, Programme, PublishedFigure, queries};
use crate::{
    audit,
    inspection::Inspection,
    language::numbers::counted,
    store::{Connection, Id, StoreError},
    survey::Framework,
};

/// Why an inspection cannot be in a programme.
#[derive(Debug, thiserror::Error)]
pub enum NotJoined {
    #[error(
        "the programme “{title}” has the framework {theirs}, but the inspection has {own}. Name \
            another programme."
    )]
    OtherFramework { title: String, theirs: Framework, own: Framework },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds a programme with these inspections.
pub fn create(
    connection: &mut Connection,
    programme: &Programme,
    inspections: &[&Inspection],
    actor: &str,
) -> Result<(), StoreError> {
    connection.writing(|connection| {
        queries::add(connection, programme)?;
        for inspection in inspections {
            queries::put(connection, inspection.id, Some(programme.id))?;
        }
        note_created(connection, actor, programme)?;
        inspections.iter().try_for_each(|one| note_joined(connection, actor, one, programme))
    })
}

/// Changes title and framework of a programme, and which of the inspections in `seen` are in it.
/// Others stay where they are.
pub fn change(
    connection: &mut Connection,
    before: &Programme,
    to: &NewProgramme,
    seen: &[&Inspection],
    (from, into): (&BTreeSet<Id>, &BTreeSet<Id>),
    actor: &str,
) -> Result<(), StoreError> {
    let (mut joined, mut left) = (Vec::new(), Vec::new());
    for inspection in seen {
        match (from.contains(&inspection.id), into.contains(&inspection.id)) {
            (false, true) => joined.push(*inspection),
            (true, false) => left.push(*inspection),
            _ => {}
        }
    }
    let mut changed = Vec::new();
    if before.title != to.title {
        changed.push(format!("the title from “{}” to “{}”", before.title, to.title));
    }
    if before.framework != to.framework {
        changed.push(format!("the framework from {} to {}", before.framework, to.framework));
    }
    // Everybody locks the rows of inspections in one order.
    joined.sort_by_key(|one| one.id);
    left.sort_by_key(|one| one.id);
    connection.writing(|connection| {
        queries::change(connection, before.id, to)?;
        for inspection in &joined {
            queries::put(connection, inspection.id, Some(before.id))?;
        }
        for inspection in &left {
            queries::put(connection, inspection.id, None)?;
        }
        if !changed.is_empty() {
            let action = format!("Changed the programme: {}", changed.join("; "));
            audit::record(connection, actor, &action, before)?;
        }
        joined.iter().try_for_each(|one| note_joined(connection, actor, one, before))?;
        left.iter().try_for_each(|one| {
            let action = format!("Took the inspection out of the programme “{}”", before.title);
            audit::record(connection, actor, &action, *one)
        })
    })
}

/// An inspection that was put into a programme, before the audit log says so.
#[must_use = "the audit log must say so"]
pub struct Joined {
    pub programme: Programme,
    is_new: bool,
}

impl Joined {
    /// Adds the entries of the audit log, as the last step of a transaction.
    pub fn record(
        &self,
        connection: &mut Connection,
        actor: &str,
        inspection: &Inspection,
    ) -> Result<(), StoreError> {
        if self.is_new {
            note_created(connection, actor, &self.programme)?;
        }
        note_joined(connection, actor, inspection, &self.programme)
    }
}

/// Puts an inspection into the programme of this title, which is made if there is none. Runs within
/// a transaction of the caller.
///
/// # Errors
///
/// A programme with another framework, and failures of the database.
pub fn join(
    connection: &mut Connection,
    inspection: &Inspection,
    title: &str,
    made_by: Option<&str>,
) -> Result<Joined, NotJoined> {
    let there = queries::by_title(connection, title)?;
    let is_new = there.is_none();
    let programme = if let Some(programme) = there {
        queries::hold(connection, programme.id)?;
        programme
    } else {
        let programme = NewProgramme::new(title, inspection.framework).into_programme(made_by);
        queries::add(connection, &programme)?;
        programme
    };
    if programme.framework != inspection.framework {
        return Err(NotJoined::OtherFramework {
            title: programme.title,
            theirs: programme.framework,
            own: inspection.framework,
        });
    }
    queries::put(connection, inspection.id, Some(programme.id))?;
    Ok(Joined { programme, is_new })
}

fn note_created(
    connection: &mut Connection,
    actor: &str,
    programme: &Programme,
) -> Result<(), StoreError> {
    let action = format!("Created the programme with the framework {}", programme.framework);
    audit::record(connection, actor, &action, programme)
}

fn note_joined(
    connection: &mut Connection,
    actor: &str,
    inspection: &Inspection,
    programme: &Programme,
) -> Result<(), StoreError> {
    let action = format!("Put the inspection into the programme “{}”", programme.title);
    audit::record(connection, actor, &action, inspection)
}

/// Replaces the published figures of a programme by those of a file. Returns how many there were.
pub fn import(
    connection: &mut Connection,
    programme: &Programme,
    figures: &[PublishedFigure],
    actor: &str,
) -> Result<usize, StoreError> {
    connection.writing(|connection| {
        queries::hold(connection, programme.id)?;
        let replaced = queries::replace(connection, programme.id, figures)?;
        let imported = counted(figures.len(), "published figure", "published figures");
        let action = match replaced {
            0 => format!("Imported {imported}"),
            before => format!("Imported {imported} in place of {before}"),
        };
        audit::record(connection, actor, &action, programme)?;
        Ok(replaced)
    })
}
