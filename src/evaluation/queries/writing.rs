use diesel::prelude::*;

use super::reading::{evaluation, team};
use crate::{
    audit,
    evaluation::{Evaluation, Place, Refusal, State, Step, Wording, differences},
    inspection::Inspection,
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{evaluation_changes, evaluations, inspections},
    },
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the inspection no longer exists")]
    Gone,
    #[error(transparent)]
    Not(#[from] Refusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Saves a wording over that which its author saw.
pub fn save(
    connection: &mut Connection,
    (inspection, place): (&Inspection, &Place),
    seen: Option<u32>,
    to: &Wording,
    actor: &str,
) -> Result<(), Refused> {
    taking(connection, (inspection, place), actor, |_, now| Ok(now.reworded(seen, to)?))
}

/// Somebody agrees to the wording that they saw.
pub fn agree(
    connection: &mut Connection,
    (inspection, place): (&Inspection, &Place),
    seen: Option<u32>,
    actor: &str,
) -> Result<(), Refused> {
    taking(connection, (inspection, place), actor, |connection, now| {
        let team = team(connection, place.inspection)?.ok_or(Refused::Gone)?;
        Ok(now.agreed_by(actor, seen, &team)?)
    })
}

/// Somebody withdraws their agreement.
pub fn withdraw(
    connection: &mut Connection,
    (inspection, place): (&Inspection, &Place),
    actor: &str,
) -> Result<(), Refused> {
    taking(connection, (inspection, place), actor, |_, now| Ok(now.withdrawn_by(actor)))
}

/// Takes a step from the evaluation as it is now, and keeps its outcome, if there is one, with an
/// entry in the history and one in the audit log.
fn taking(
    connection: &mut Connection,
    (inspection, place): (&Inspection, &Place),
    actor: &str,
    step: impl FnOnce(&mut Connection, &Evaluation) -> Result<Option<(Step, Evaluation)>, Refused>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        hold(connection, place.inspection)?;
        let now = evaluation(connection, place)?;
        let Some((step, after)) = step(connection, &now)? else { return Ok(()) };
        keep(connection, place, &after)?;
        add(connection, place, (step, after.number), actor, (&now, &after))?;
        let action = said(inspection, step, &now, &after);
        Ok(audit::record(connection, actor, &action, place.subject(inspection))?)
    })
}

/// Deletes what was evaluated in an inspection, with its history.
pub fn delete_all(connection: &mut Connection, inspection: Id) -> Result<(), StoreError> {
    let changes = evaluation_changes::table.filter(evaluation_changes::inspection.eq(inspection));
    diesel::delete(changes).execute(connection)?;
    diesel::delete(evaluations::table.filter(evaluations::inspection.eq(inspection)))
        .execute(connection)?;
    Ok(())
}

/// Locks the inspection until the transaction ends, so that changes to its evaluations and to its
/// people come one after the other.
fn hold(connection: &mut Connection, inspection: Id) -> Result<(), Refused> {
    let there = diesel::update(inspections::table.find(inspection))
        .set(inspections::keep_days.eq(inspections::keep_days))
        .execute(connection)?;
    if there == 0 { Err(Refused::Gone) } else { Ok(()) }
}

fn keep(
    connection: &mut Connection,
    place: &Place,
    evaluation: &Evaluation,
) -> Result<(), Refused> {
    let Evaluation { wording, agreement, number, worded } = evaluation;
    let key = (place.inspection, place.area.code(), &place.indicator);
    let values = (
        evaluations::grade.eq(&wording.grade),
        evaluations::rationale.eq(&wording.rationale),
        evaluations::evidence.eq(written(&wording.evidence)?),
        evaluations::number.eq(Count(*number)),
        evaluations::worded.eq(Count(*worded)),
        evaluations::agreed_lead.eq(&agreement.lead),
        evaluations::agreed_deputy.eq(&agreement.deputy),
    );
    if diesel::update(evaluations::table.find(key)).set(values.clone()).execute(connection)? == 0 {
        diesel::insert_into(evaluations::table)
            .values((
                evaluations::inspection.eq(place.inspection),
                evaluations::area.eq(place.area.code()),
                evaluations::indicator.eq(&place.indicator),
                values,
            ))
            .execute(connection)?;
    }
    Ok(())
}

fn add(
    connection: &mut Connection,
    place: &Place,
    (step, number): (Step, u32),
    actor: &str,
    (before, after): (&Evaluation, &Evaluation),
) -> Result<(), Refused> {
    let (before, after) = match step {
        Step::Worded => (Some(written(&before.wording)?), Some(written(&after.wording)?)),
        Step::AgreedAsLead | Step::AgreedAsDeputy | Step::Withdrew => (None, None),
    };
    diesel::insert_into(evaluation_changes::table)
        .values((
            evaluation_changes::inspection.eq(place.inspection),
            evaluation_changes::area.eq(place.area.code()),
            evaluation_changes::indicator.eq(&place.indicator),
            evaluation_changes::number.eq(Count(number)),
            evaluation_changes::at.eq(Moment::now()),
            evaluation_changes::actor.eq(actor),
            evaluation_changes::kind.eq(step.key()),
            evaluation_changes::wording_before.eq(before),
            evaluation_changes::wording_after.eq(after),
        ))
        .execute(connection)?;
    Ok(())
}

fn written(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()).into())
}

/// The entry in the audit log.
fn said(inspection: &Inspection, step: Step, before: &Evaluation, after: &Evaluation) -> String {
    match step {
        Step::AgreedAsLead => "Agreed to the evaluation as lead".to_owned(),
        Step::AgreedAsDeputy => "Agreed to the evaluation as deputy".to_owned(),
        Step::Withdrew => "Withdrew the agreement to the evaluation".to_owned(),
        Step::Worded => {
            let parts = reworded(inspection, &before.wording, &after.wording);
            let again = before.agreement.state() == State::Agreed;
            let again = if again { "; it is a draft again" } else { "" };
            format!("Changed the evaluation: {parts}{again}")
        }
    }
}

/// The grade from what to what, and of the rest only that it changed.
fn reworded(inspection: &Inspection, before: &Wording, after: &Wording) -> String {
    let name = |grade: &str| if grade.is_empty() { "none".to_owned() } else { grade.to_owned() };
    let parts = differences(inspection.framework, before, after);
    let parts: Vec<String> = parts
        .iter()
        .map(|(what, before, after)| match *what {
            "grade" => format!("the grade from {} to {}", name(before), name(after)),
            what => format!("the {what}"),
        })
        .collect();
    parts.join(", ")
}
