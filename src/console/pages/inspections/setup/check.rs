//! The second step: the population of each area, the target, and the way in.

use validator::{Validate, ValidationErrorsKind};

use super::{dates, details::Plan, origin::Origin};
use crate::{
    console::{
        pages::particulars,
        shell::form::{self, Errors, Typed, number},
    },
    inspection::{Area, InspectionKind, create::NewCollection},
    store::Id,
    survey::Instrument,
};

/// The ways to the form, as values of the field.
pub const LINK: &str = "link";
pub const PERSONAL: &str = "personal";

/// The fields of this step, which the first step keeps when somebody goes back.
const OWN: [&str; 4] = ["population-", "target-", "way-", "follows"];

pub fn population_field(area: Area, survey: Instrument) -> String {
    format!("population-{}-{survey}", area.code())
}

pub fn target_field(survey: Instrument) -> String {
    format!("target-{survey}")
}

pub fn way_field(survey: Instrument) -> String {
    format!("way-{survey}")
}

/// Whether a field belongs to this step.
pub fn is_own(name: &str) -> bool {
    OWN.iter().any(|own| name.starts_with(own))
}

/// Whether a survey is asked in an area. A copy omits what its original did.
pub fn asks(origin: Option<&Origin>, area: Area, survey: Instrument) -> bool {
    origin.is_none_or(|origin| !origin.leaves_out(area, survey))
}

/// What was typed, and proposals for the rest.
pub fn filled(typed: &Typed, plan: &Plan, origin: Option<&Origin>) -> Typed {
    let mut typed = typed.clone();
    if let [only] = plan.earlier.as_slice() {
        typed = typed.or("follows", || only.id.to_string());
    }
    for survey in plan.surveys.keys().copied() {
        typed = typed
            .or(&target_field(survey), || target(origin, survey).to_string())
            .or(&way_field(survey), || {
                if open_link(origin, survey) { LINK } else { PERSONAL }.to_owned()
            });
        for area in &plan.areas {
            let before = origin.and_then(|origin| origin.of(*area, survey)?.population);
            typed = typed.or(&population_field(*area, survey), || {
                before.map(|all| all.to_string()).unwrap_or_default()
            });
        }
    }
    typed
}

fn target(origin: Option<&Origin>, survey: Instrument) -> u8 {
    origin
        .and_then(|origin| origin.target(survey))
        .unwrap_or_else(|| survey.audience().usual_target())
}

fn open_link(origin: Option<&Origin>, survey: Instrument) -> bool {
    origin.and_then(|origin| origin.open_link(survey)).unwrap_or(true)
}

/// The collections of a filled form, or what is wrong with it.
pub fn read(
    typed: &Typed,
    plan: &Plan,
    origin: Option<&Origin>,
) -> Result<Vec<NewCollection>, Errors> {
    let mut errors = Errors::default();
    let ways: Vec<_> = plan
        .surveys
        .iter()
        .map(|(survey, version)| (*survey, *version, way(typed, *survey, &mut errors)))
        .collect();
    let mut collections = Vec::new();
    for area in &plan.areas {
        for (survey, version, (percent, open)) in
            ways.iter().copied().filter(|(one, ..)| asks(origin, *area, *one))
        {
            let before = origin.and_then(|origin| origin.of(*area, survey));
            let percent = percent.unwrap_or_else(|| survey.audience().usual_target());
            let field = population_field(*area, survey);
            let name = format!("{area}, {}", survey.name());
            let population = match typed.one(&field) {
                "" => None,
                text => form::population(text)
                    .map_err(|reason| errors.add(field.clone(), format!("{name}: {reason}")))
                    .ok(),
            };
            // A field for people that is sent nevertheless is refused, not dropped.
            let recorded = !survey.audience().is_anonymous();
            let collection = NewCollection {
                area: *area,
                survey,
                version,
                population,
                // An area with its own target or way keeps it, unless the common one was changed.
                target_percent: match before {
                    Some(before) if percent == target(origin, survey) => before.target_percent,
                    _ => percent,
                },
                opens_at: dates::opening(plan.inspection.opens_on),
                closes_at: dates::closing(plan.inspection.closes_on),
                parts: before.map(|before| before.parts.clone()).unwrap_or_default(),
                open_link: !recorded
                    && match before {
                        Some(before) if open == open_link(origin, survey) => before.open_link,
                        _ => open,
                    },
                coordinator: None,
            };
            if let Some(reason) =
                collection.validate().err().and_then(|found| first_sentence(&found))
            {
                errors.add(field, format!("{name}: {reason}"));
            }
            collections.push(collection);
        }
    }
    if errors.is_empty() { Ok(collections) } else { Err(errors) }
}

/// The inspection that a progress review follows, or that none was chosen.
pub fn follows(typed: &Typed, plan: &Plan) -> Result<Option<Id>, Errors> {
    let kind = plan.inspection.kind;
    let chosen = particulars::read(typed, kind, &plan.earlier).follows;
    if kind == InspectionKind::ProgressReview && chosen.is_none() {
        return Err(Errors::one("follows", "Choose the inspection that it follows."));
    }
    Ok(chosen)
}

/// The target and the way of a survey.
fn way(typed: &Typed, survey: Instrument, errors: &mut Errors) -> (Option<u8>, bool) {
    let field = target_field(survey);
    let percent = match typed.one(&field) {
        "" => Some(survey.audience().usual_target()),
        text => number(text.trim_end_matches('%')).filter(|percent| (1..=100).contains(percent)),
    };
    if percent.is_none() {
        let name = survey.name();
        errors.add(
            field,
            format!("{name}: Write the target as a whole number from 1 to 100, such as 80."),
        );
    }
    (percent, typed.one(&way_field(survey)) != PERSONAL)
}

fn first_sentence(found: &validator::ValidationErrors) -> Option<String> {
    found.errors().values().find_map(|kind| match kind {
        ValidationErrorsKind::Field(errors) => {
            errors.iter().find_map(|error| Some(error.message.as_ref()?.to_string()))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        inspection::{
            Inspection,
            create::{NewInspection, NewPart},
        },
        language::calendar::{end_of, start_of},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn area(name: &str) -> Area {
        name.parse().expect("an area")
    }

    fn plan() -> Plan {
        let inspection = NewInspection {
            title: "Two areas".to_owned(),
            kind: InspectionKind::JointInspection,
            framework: crate::survey::Framework::first(),
            lead: "lead@example.org".to_owned(),
            threshold: 10,
            opens_on: day("2096-07-02"),
            closes_on: day("2096-07-20"),
            keep_days: 365,
            contact: crate::inspection::Contact::default(),
            particulars: crate::inspection::Particulars::default(),
            programme: None,
            follows: None,
        };
        Plan {
            inspection,
            areas: vec![area("Fife"), area("Midlothian")],
            surveys: [(Instrument::staff(), 2), (Instrument::children(), 3)].into(),
            earlier: Vec::new(),
        }
    }

    fn before(
        area: Area,
        survey: Instrument,
        population: Option<u32>,
        target_percent: u8,
    ) -> NewCollection {
        NewCollection {
            area,
            survey,
            version: 1,
            population,
            target_percent,
            opens_at: start_of(day("2095-07-02")),
            closes_at: end_of(day("2095-07-20")),
            parts: vec![NewPart {
                key: "health".to_owned(),
                name: "Health".to_owned(),
                population: 40,
            }],
            open_link: survey != Instrument::staff(),
            coordinator: Some("somebody@example.org".to_owned()),
        }
    }

    /// Staff in both areas, 8 to 15 only in Fife.
    fn origin() -> Origin {
        let inspection = NewInspection {
            opens_on: day("2095-07-02"),
            closes_on: day("2095-07-20"),
            ..plan().inspection
        };
        let collections = vec![
            before(area("Fife"), Instrument::staff(), Some(300), 75),
            before(area("Midlothian"), Instrument::staff(), Some(200), 60),
            before(area("Angus"), Instrument::staff(), None, 75),
            before(area("Fife"), Instrument::children(), None, 35),
        ];
        Origin::new(
            Inspection { id: Id::random(), ..inspection.into_inspection("lead@example.org") },
            collections,
        )
    }

    #[test]
    fn nothing_typed_makes_every_collection_with_the_usual_target_and_the_hours_of_offices() {
        let typed = filled(&Typed::default(), &plan(), None);
        let made = read(&typed, &plan(), None).expect("sound");
        let all: Vec<_> = made
            .iter()
            .map(|one| (one.area.name(), one.survey, one.version, one.target_percent))
            .collect();
        let (staff, children) = (Instrument::staff(), Instrument::children());
        assert_eq!(
            all,
            [
                ("Fife", staff, 2, 80),
                ("Fife", children, 3, 40),
                ("Midlothian", staff, 2, 80),
                ("Midlothian", children, 3, 40)
            ]
        );
        assert!(
            made.iter()
                .all(|one| one.open_link && one.population.is_none() && one.parts.is_empty())
        );
        assert_eq!(made[0].opens_at.to_rfc3339(), "2096-07-02T08:00:00+00:00");
        assert_eq!(made[0].closes_at.to_rfc3339(), "2096-07-20T16:00:00+00:00");
    }

    #[test]
    fn each_wrong_field_is_named_with_its_area_and_audience() {
        let typed: Typed = [
            ("target-staff", "120".to_owned()),
            ("population-S12000019-staff", "many".to_owned()),
            ("population-S12000047-age-8-15", "0".to_owned()),
        ]
        .into_iter()
        .collect();
        let errors =
            read(&filled(&typed, &plan(), None), &plan(), None).expect_err("three mistakes");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            ["target-staff", "population-S12000047-age-8-15", "population-S12000019-staff"]
        );
        assert!(
            errors
                .of(fields[2])
                .expect("one")
                .starts_with("Midlothian, Staff: Write how many people"),
            "{errors:?}"
        );
    }

    #[test]
    fn a_copy_takes_over_what_its_original_asked_and_no_link_or_coordinator() {
        let origin = origin();
        let typed = filled(&Typed::default(), &plan(), Some(&origin));
        assert_eq!((typed.one("target-staff"), typed.one("way-staff")), ("75", PERSONAL));
        let made = read(&typed, &plan(), Some(&origin)).expect("sound");
        let all: Vec<_> = made
            .iter()
            .map(|one| (one.area.name(), one.survey, one.population, one.target_percent))
            .collect();
        let (staff, children) = (Instrument::staff(), Instrument::children());
        assert_eq!(
            all,
            [
                ("Fife", staff, Some(300), 75),
                ("Fife", children, None, 35),
                ("Midlothian", staff, Some(200), 60)
            ]
        );
        assert_eq!(
            (made[0].version, made[0].open_link, made[0].coordinator.as_deref()),
            (2, false, None)
        );
        assert_eq!(made[0].parts[0].name, "Health");
        let changed: Typed =
            [("target-staff", "90".to_owned()), ("population-S12000047-staff", "30".to_owned())]
                .into_iter()
                .collect();
        let errors = read(&filled(&changed, &plan(), Some(&origin)), &plan(), Some(&origin))
            .expect_err("smaller than its part");
        assert!(
            errors
                .of("population-S12000047-staff")
                .expect("one")
                .contains("The parts have 40 people in total")
        );
        let changed: Typed = std::iter::once(("target-staff", "90".to_owned())).collect();
        let made =
            read(&filled(&changed, &plan(), Some(&origin)), &plan(), Some(&origin)).expect("sound");
        assert!(made.iter().filter(|one| one.survey == staff).all(|one| one.target_percent == 90));
    }

    proptest! {
        #[test]
        fn every_typed_value_is_accepted_or_named_as_wrong(population in "[0-9 ,]{0,9}|\\PC{0,9}", target in "[0-9%]{0,4}") {
            let typed: Typed = [("population-S12000019-staff", population.clone()), ("target-staff", target.clone())].into_iter().collect();
            match read(&filled(&typed, &plan(), None), &plan(), None) {
                Ok(made) => {
                    prop_assert_eq!(made.len(), 4);
                    prop_assert!(made.iter().all(|one| one.validate().is_ok()));
                    let digits: String = population.chars().filter(char::is_ascii_digit).collect();
                    prop_assert_eq!(made[2].population, digits.parse().ok());
                }
                Err(errors) => {
                    let own = ["population-S12000019-staff", "target-staff"];
                    prop_assert!(errors.iter().all(|(field, _)| own.contains(&field)));
                }
            }
        }
    }
}
