//! Making and changing programmes, with their entries in the audit log.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::{NewProgramme, Programme, PublishedFigure, may_change, queries};
use crate::{
    audit,
    inspection::Inspection,
    language::numbers::counted,
    store::{Connection, Id, StoreError},
    survey::Framework,
    users::Scope,
};

/// Why an inspection cannot be in a programme.
#[derive(Debug, thiserror::Error)]
pub enum NotJoined {
    #[error(
        "the programme “{title}” has the framework {theirs}, but the inspection has {own}. Name \
            another programme."
    )]
    OtherFramework { title: String, theirs: Framework, own: Framework },
    #[error(
        "there is a programme “{0}” that you cannot change. Write another title, or ask an \
            administrator to put the inspection into it."
    )]
    NotYours(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NotJoined {
    /// What to do, for the console; `None` for failures of the database.
    pub fn sentence(&self) -> Option<String> {
        let text = match self {
            Self::Store(_) => return None,
            own => own.to_string(),
        };
        let (first, rest) = text.split_at_checked(1)?;
        Some(format!("{}{rest}", first.to_uppercase()))
    }
}

/// Why figures were not imported, or a programme was not deleted.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("it no longer exists, or you may no longer change it")]
    Gone,
    /// Somebody else has imported figures since.
    #[error("other figures were imported in the meantime")]
    Stale,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Locks a programme until the transaction ends, if it is there and `scope` may change it.
/// Returns it
/// with the ids of its inspections.
fn hold_own(
    connection: &mut Connection,
    programme: Id,
    scope: &Scope,
) -> Result<Option<(Programme, Vec<Id>)>, StoreError> {
    if !queries::hold(connection, programme)? {
        return Ok(None);
    }
    let Some(programme) = queries::by_id(connection, programme)? else { return Ok(None) };
    let members = queries::members(connection, programme.id)?;
    Ok(may_change(scope, &programme, &members).then_some((programme, members)))
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
/// a transaction of the caller. Without a `scope`, everything may be changed.
///
/// # Errors
///
/// A programme with another framework or outside of the scope, and failures of the database.
pub fn join(
    connection: &mut Connection,
    inspection: &Inspection,
    title: &str,
    (made_by, scope): (Option<&str>, Option<&Scope>),
) -> Result<Joined, NotJoined> {
    let there = queries::by_title(connection, title)?;
    let is_new = there.is_none();
    let programme = if let Some(programme) = there {
        match scope {
            None => {
                queries::hold(connection, programme.id)?;
            }
            Some(scope) if hold_own(connection, programme.id, scope)?.is_none() => {
                return Err(NotJoined::NotYours(title.to_owned()));
            }
            Some(_) => {}
        }
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

/// The same for somebody who may have lost the programme meanwhile. `seen` is the
/// [`fingerprint`] of the figures that they saw.
///
/// # Errors
///
/// That they may no longer change it, that others have imported figures since, and failures of the
/// database.
pub fn import_as(
    connection: &mut Connection,
    programme: Id,
    figures: &[PublishedFigure],
    (scope, seen): (&Scope, &str),
) -> Result<usize, NotDone> {
    connection.writing(|connection| {
        let (programme, _) = hold_own(connection, programme, scope)?.ok_or(NotDone::Gone)?;
        if fingerprint(&queries::figures(connection, programme.id)?) != seen {
            return Err(NotDone::Stale);
        }
        Ok(import(connection, &programme, figures, &scope.user().email)?)
    })
}

/// What tells two lists of figures apart.
pub fn fingerprint(figures: &[PublishedFigure]) -> String {
    let mut digest = Sha256::new();
    for one in figures {
        digest.update(format!("{one:?}\n"));
    }
    let digest = digest.finalize();
    digest.iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Deletes a programme without inspections, with its published figures. `seen` is the
/// [`fingerprint`] of the figures that were seen.
///
/// # Errors
///
/// That it may no longer be changed, that it has changed since, and failures of the database.
pub fn delete(
    connection: &mut Connection,
    programme: Id,
    (scope, seen): (&Scope, &str),
) -> Result<(), NotDone> {
    connection.writing(|connection| {
        let (programme, members) = hold_own(connection, programme, scope)?.ok_or(NotDone::Gone)?;
        if !members.is_empty() || fingerprint(&queries::figures(connection, programme.id)?) != seen
        {
            return Err(NotDone::Stale);
        }
        let figures = queries::remove(connection, programme.id)?;
        let action = match figures {
            0 => "Deleted the programme".to_owned(),
            some => format!(
                "Deleted the programme with {}",
                counted(some, "published figure", "published figures")
            ),
        };
        audit::record(connection, &scope.user().email, &action, &programme).map_err(NotDone::Store)
    })
}
