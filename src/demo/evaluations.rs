//! The demo's evaluations: two areas of the joint inspections of 2018 to 2020 are agreed, and one
//! has drafts. All of it is made up.

use super::{
    error::FillError,
    plan::{LEAD, STAFF},
    programmes::IN_2018,
};
use crate::{
    evaluation::{Evidence, Figure, Place, Wording, queries},
    inspection::{Area, Collection, Inspection, queries::unscoped},
    store::Connection,
    users::queries::set_team,
};

/// Agrees to what the lead has agreed to.
const DEPUTY: &str = "admin@speir.example";

/// The grades of the framework's indicators in an area, and how many of them are agreed.
const GRADES: [(&str, [&str; 6], usize); 3] = [
    ("Midlothian", ["good", "very-good", "good", "adequate", "good", "good"], 6),
    ("South Lanarkshire", ["very-good", "good", "good", "good", "excellent", "adequate"], 6),
    ("Fife", ["good", "adequate", "weak", "good", "good", "good"], 1),
];

/// How many indicators of the last area nobody has written about yet.
const OPEN: usize = 2;

/// Evaluates some areas of the joint inspections.
pub fn evaluate(connection: &mut Connection) -> Result<(), FillError> {
    let all = unscoped::inspections(connection)?;
    let Some(inspection) = all.into_iter().find(|one| one.title == IN_2018) else {
        return Ok(());
    };
    set_team(connection, inspection.id, &[DEPUTY.to_owned()])?;
    let collections = unscoped::collections_of(connection, inspection.id)?;
    for (area, grades, agreed) in GRADES {
        let Ok(area) = area.parse::<Area>() else { continue };
        let written = if agreed < grades.len() { grades.len() - OPEN } else { grades.len() };
        let indicators = inspection.framework.indicators().iter().zip(grades).take(written);
        for (number, (indicator, grade)) in indicators.enumerate() {
            let place =
                Place { inspection: inspection.id, area, indicator: indicator.number.clone() };
            let wording = wording(area, grade, &collections);
            let about = (&inspection, &place);
            write(connection, about, &wording, number < agreed)?;
        }
    }
    Ok(())
}

fn write(
    connection: &mut Connection,
    about: (&Inspection, &Place),
    wording: &Wording,
    is_agreed: bool,
) -> Result<(), FillError> {
    let refused = |_| FillError::Evaluation;
    queries::save(connection, about, Some(0), wording, LEAD).map_err(refused)?;
    if is_agreed {
        queries::agree(connection, about, Some(1), LEAD).map_err(refused)?;
        queries::agree(connection, about, Some(1), DEPUTY).map_err(refused)?;
    }
    Ok(())
}

fn wording(area: Area, grade: &str, collections: &[Collection]) -> Wording {
    let of_staff = |one: &&Collection| one.area == area && one.survey.key() == STAFF;
    let figure = |one: &Collection| Figure {
        key: one.id.to_string(),
        name: format!("{}: all results", one.name()),
    };
    Wording {
        grade: Some(grade.to_owned()),
        rationale: format!(
            "Made up for this demo. Staff in {area} knew what was expected of them and could say \
                what had improved. Children and young people described support that came early, \
                and some gaps in how they were told about decisions."
        ),
        evidence: Evidence {
            figures: collections.iter().filter(of_staff).map(figure).collect(),
            references: vec!["Made up: records, item plan".to_owned()],
        },
    }
}
