use diesel::prelude::*;

use crate::{
    evaluation::{Agreement, Change, Evaluation, Evidence, Graded, Place, Step, Team, Wording},
    inspection::Area,
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{evaluation_changes, evaluations, inspections},
        sought,
    },
    users,
};

/// What says something: it was not emptied again.
macro_rules! is_written {
    () => {
        evaluations::grade
            .is_not_null()
            .or(evaluations::rationale.ne(""))
            .or(evaluations::evidence.ne(Evidence::NOTHING))
    };
}

/// All evaluations of an inspection, without their wording. What was emptied again is left out.
pub fn evaluations(connection: &mut Connection, inspection: Id) -> Result<Vec<Graded>, StoreError> {
    type Row = (Area, String, Option<String>, Option<String>, Option<String>);
    let rows = evaluations::table
        .filter(evaluations::inspection.eq(inspection))
        .filter(is_written!())
        .order((evaluations::area, evaluations::indicator))
        .select((
            evaluations::area,
            evaluations::indicator,
            evaluations::grade,
            evaluations::agreed_lead,
            evaluations::agreed_deputy,
        ))
        .load::<Row>(connection)?;
    let graded = |(area, indicator, grade, lead, deputy): Row| {
        (area, indicator, grade, Agreement { lead, deputy }.state())
    };
    Ok(rows.into_iter().map(graded).collect())
}

/// One evaluation; an empty one if nothing was ever written.
pub fn evaluation(connection: &mut Connection, place: &Place) -> Result<Evaluation, StoreError> {
    type Row =
        (Option<String>, String, String, Count<u32>, Count<u32>, Option<String>, Option<String>);
    let row = evaluations::table
        .find((place.inspection, place.area.code(), &place.indicator))
        .select((
            evaluations::grade,
            evaluations::rationale,
            evaluations::evidence,
            evaluations::number,
            evaluations::worded,
            evaluations::agreed_lead,
            evaluations::agreed_deputy,
        ))
        .first::<Row>(connection)
        .optional()?;
    let Some((grade, rationale, evidence, number, worded, lead, deputy)) = row else {
        return Ok(Evaluation::default());
    };
    let evidence: Evidence = read(&evidence)?;
    Ok(Evaluation {
        wording: Wording { grade, rationale, evidence },
        agreement: Agreement { lead, deputy },
        number: number.0,
        worded: worded.0,
    })
}

/// Whether anything was ever evaluated in an inspection.
pub fn is_any(connection: &mut Connection, inspection: Id) -> Result<bool, StoreError> {
    let rows = evaluations::table.filter(evaluations::inspection.eq(inspection));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(connection)?)
}

/// Whether any evaluation of an inspection says something.
pub fn is_any_written(connection: &mut Connection, inspection: Id) -> Result<bool, StoreError> {
    let rows =
        evaluations::table.filter(evaluations::inspection.eq(inspection)).filter(is_written!());
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(connection)?)
}

/// Who can agree to the evaluations of an inspection; `None` if it is gone.
pub fn team(connection: &mut Connection, inspection: Id) -> Result<Option<Team>, StoreError> {
    let lead: Option<String> = inspections::table
        .find(inspection)
        .select(inspections::lead)
        .first(connection)
        .optional()?;
    let Some(lead) = lead else { return Ok(None) };
    Ok(Some(Team { lead, members: users::queries::team(connection, inspection)? }))
}

/// At most `count` changes of an evaluation older than the change `before`, the newest first;
/// without `before`, from the newest on.
pub fn changes(
    connection: &mut Connection,
    place: &Place,
    before: Option<u32>,
    count: i64,
) -> Result<Vec<Change>, StoreError> {
    type Row = (Count<u32>, Moment, String, Step, Option<String>, Option<String>);
    let before = before.and_then(sought).unwrap_or(i32::MAX);
    let rows = evaluation_changes::table
        .filter(evaluation_changes::inspection.eq(place.inspection))
        .filter(evaluation_changes::area.eq(place.area.code()))
        .filter(evaluation_changes::indicator.eq(&place.indicator))
        .filter(evaluation_changes::number.lt(before))
        .order(evaluation_changes::number.desc())
        .limit(count)
        .select((
            evaluation_changes::number,
            evaluation_changes::at,
            evaluation_changes::actor,
            evaluation_changes::kind,
            evaluation_changes::wording_before,
            evaluation_changes::wording_after,
        ))
        .load::<Row>(connection)?;
    let change = |(number, at, actor, step, before, after): Row| {
        let wording = match before.zip(after) {
            Some((before, after)) => Some((read(&before)?, read(&after)?)),
            None => None,
        };
        Ok(Change { number: number.0, at: at.utc(), actor, step, wording })
    };
    rows.into_iter().map(change).collect()
}

/// The wording after the change `number`, which a form was filled with; `None` if there is no such
/// change.
pub fn wording_at(
    connection: &mut Connection,
    place: &Place,
    number: u32,
) -> Result<Option<Wording>, StoreError> {
    let Some(number) = sought(number) else { return Ok(None) };
    if number == 0 {
        return Ok(Some(Wording::default()));
    }
    let text: Option<Option<String>> = evaluation_changes::table
        .filter(evaluation_changes::inspection.eq(place.inspection))
        .filter(evaluation_changes::area.eq(place.area.code()))
        .filter(evaluation_changes::indicator.eq(&place.indicator))
        .filter(evaluation_changes::number.le(number))
        .filter(evaluation_changes::wording_after.is_not_null())
        .order(evaluation_changes::number.desc())
        .select(evaluation_changes::wording_after)
        .first(connection)
        .optional()?;
    text.flatten().map(|text| read(&text)).transpose()
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| {
        diesel::result::Error::DeserializationError("an evaluation cannot be read".into()).into()
    })
}
