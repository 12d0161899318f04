use chrono::{DateTime, NaiveDateTime, Utc};
use validator::{Validate, ValidationErrorsKind};

use crate::{
    console::{
        pages::asked::{Versions, chosen},
        shell::{
            form::{self, Errors, Typed, number},
            once,
        },
    },
    inspection::{
        Area, Inspection,
        create::{NewCollection, NewPart, has_none},
    },
    language::calendar::instant,
};

/// The fields in the order in which the page shows them.
const ORDER: [&str; 9] = [
    "area",
    "survey",
    "population",
    "target_percent",
    "opens_at",
    "closes_at",
    "way",
    "coordinator",
    "parts",
];
/// The way in with a personal ticket.
pub const PERSONAL: &str = "personal";

/// The proposed form: the inspection's own dates.
pub fn proposed(inspection: &Inspection) -> Typed {
    Typed::of([
        ("opens_at", format!("{}T00:00", inspection.opens_on)),
        ("closes_at", format!("{}T23:59", inspection.closes_on)),
        ("way", "link".to_owned()),
        (once::KEY, once::key()),
    ])
}

/// The same for what the inspection's team records.
pub fn proposed_to_record(inspection: &Inspection) -> Typed {
    Typed::of([
        ("opens_at", format!("{}T00:00", inspection.opens_on)),
        ("closes_at", format!("{}T23:59", inspection.closes_on)),
        (once::KEY, once::key()),
    ])
}

/// The typed collection, or what is wrong with it at `now`.
pub fn read(
    typed: &Typed,
    versions: &Versions,
    now: DateTime<Utc>,
) -> Result<NewCollection, Errors> {
    let mut errors = Errors::default();
    let area: Option<Area> =
        errors.keep("area", typed.one("area").parse().ok(), "Choose the area.");
    let asked = chosen(typed.one("survey"), versions);
    let asked = errors.keep("survey", asked, "Choose which survey is asked.");
    let target = match (typed.one("target_percent"), asked) {
        ("", Some((survey, _))) => Some(survey.audience().usual_target()),
        ("", None) => None,
        (_, Some((survey, _))) if !survey.audience().is_anonymous() => {
            errors.add("target_percent", has_none(survey, "a target"));
            None
        }
        (text, _) => {
            let percent = number(text.trim_end_matches('%'));
            errors.keep(
                "target_percent",
                percent,
                "Write the target as a whole number from 1 to 100, such as 80.",
            )
        }
    };
    let population = population(typed, &mut errors);
    let recorded = asked.is_some_and(|(survey, _)| !survey.audience().is_anonymous());
    let opens_at =
        moment(typed, "opens_at", "Choose the day and time when the survey opens.", &mut errors);
    let closes_at =
        moment(typed, "closes_at", "Choose the day and time when the survey closes.", &mut errors);
    let parts = parts(typed_parts(typed), &mut errors);
    // Fields that could not be read already have errors; a stand-in lets the rest be checked.
    let stand_in = opens_at.or(closes_at).unwrap_or(now);
    let stand_in_for = || Some((*versions.first_key_value()?.0, 1));
    let (area, asked) = (area.or_else(|| Area::all().next()), asked.or_else(stand_in_for));
    let (Some(area), Some((survey, version))) = (area, asked) else {
        return Err(errors.in_order(&ORDER));
    };
    let new = NewCollection {
        area,
        survey,
        version,
        population,
        target_percent: target.unwrap_or(100),
        opens_at: opens_at.unwrap_or(stand_in),
        closes_at: closes_at.unwrap_or(stand_in),
        parts,
        open_link: match typed.one("way") {
            "" => !recorded,
            way => way != PERSONAL,
        },
        coordinator: Some(typed.one("coordinator").to_owned())
            .filter(|address| !address.is_empty()),
    };
    // One time alone cannot be compared; the other already has an error.
    if let Err(found) = new.validate() {
        errors.add_found(&found);
    }
    if new.has_closed(now) {
        errors.add("closes_at", "This time is in the past. Choose a closing time in the future.");
    }
    if errors.is_empty() { Ok(new) } else { Err(errors.in_order(&ORDER)) }
}

/// The typed population, if any.
fn population(typed: &Typed, errors: &mut Errors) -> Option<u32> {
    match typed.one("population") {
        "" => None,
        text => form::population(text).map_err(|reason| errors.add("population", reason)).ok(),
    }
}

fn moment(
    typed: &Typed,
    field: &'static str,
    sentence: &str,
    errors: &mut Errors,
) -> Option<DateTime<Utc>> {
    let text = typed.one(field);
    let time = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    errors.keep(field, time.map(instant), sentence)
}

/// The typed parts. Forms of earlier versions call them `strata`.
pub fn typed_parts(typed: &Typed) -> &str {
    if typed.is_there("parts") { typed.exactly("parts") } else { typed.exactly("strata") }
}

/// One part per line: `key, name, population`. A name may contain commas.
fn parts(text: &str, errors: &mut Errors) -> Vec<NewPart> {
    let mut parts: Vec<NewPart> = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match part(line, &parts) {
            Ok(part) => parts.push(part),
            Err(problem) => errors.add("parts", format!("Line {}: {problem}", place + 1)),
        }
    }
    parts
}

fn part(line: &str, before: &[NewPart]) -> Result<NewPart, String> {
    const SHAPE: &str = "Write a key, a name and a number, with commas between them, such as: \
        health, NHS Lothian, 120";
    let (key, rest) = line.split_once(',').ok_or(SHAPE)?;
    let (name, population) = rest.rsplit_once(',').ok_or(SHAPE)?;
    let population = form::population(population)?;
    let part = NewPart { key: key.trim().to_owned(), name: name.trim().to_owned(), population };
    if before.iter().any(|other| other.key == part.key) {
        return Err(format!(
            "The key “{}” is used twice. Give each part a different \
            key.",
            part.key
        ));
    }
    match part.validate() {
        Ok(()) => Ok(part),
        Err(found) => Err(first_sentence(&found).unwrap_or_else(|| SHAPE.to_owned())),
    }
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
    use super::*;
    use crate::survey::Instrument;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        serde_urlencoded::from_str(&serde_urlencoded::to_string(pairs).expect("a form"))
            .expect("a form")
    }

    fn read(typed: &Typed, versions: &Versions) -> Result<NewCollection, Errors> {
        super::read(typed, versions, "2090-01-01T00:00:00Z".parse().expect("a time"))
    }

    fn versions() -> Versions {
        Versions::from([(Instrument::children(), [1, 2].into())])
    }

    const GOOD: [(&str, &str); 7] = [
        ("area", "S12000019"),
        ("survey", "age-8-15:2"),
        ("population", "1,306"),
        ("target_percent", ""),
        ("opens_at", "2096-07-01T09:00"),
        ("closes_at", "2096-07-21T17:00"),
        ("parts", "health, NHS Lothian, Midlothian, 120\r\n\r\npolice, Police, 9"),
    ];

    #[test]
    fn a_collection_is_read_with_its_parts_on_the_clocks_of_scotland() {
        let new = read(&typed(&GOOD), &versions()).expect("sound");
        assert_eq!((new.version, new.target_percent, new.population), (2, 40, Some(1_306)));
        assert_eq!(new.opens_at.to_rfc3339(), "2096-07-01T08:00:00+00:00");
        assert_eq!(new.parts[0].name, "NHS Lothian, Midlothian");
        assert_eq!(new.parts[1].population, 9);
    }

    #[test]
    fn parts_are_read_from_a_form_that_was_open_before_an_upgrade() {
        let mut pairs = GOOD;
        pairs[6].0 = "strata";
        let new = read(&typed(&pairs), &versions()).expect("sound");
        assert_eq!(new.parts.len(), 2);
    }

    #[test]
    fn a_wrong_part_is_named_by_its_line() {
        for (text, says) in [
            ("health, NHS, 120\nhealth, Again, 3", "Line 2: The key “health” is used twice."),
            ("health NHS 120", "Line 1: Write a key, a name and a number"),
            ("health, NHS, 0", "Line 1: Write at least 1"),
            (
                "health, NHS, 1307",
                "The parts have 1307 people in total, but the collection has only 1306.",
            ),
            ("Health, NHS, 120", "Line 1: Write a key of lower-case letters"),
            ("other, The rest, 120", "Line 1: Write a key of lower-case letters"),
        ] {
            let mut pairs = GOOD;
            pairs[6].1 = text;
            let errors = read(&typed(&pairs), &versions()).expect_err(text);
            assert!(errors.of("parts").expect("an error").starts_with(says), "{errors:?}");
        }
    }

    #[test]
    fn a_version_that_is_not_published_is_refused() {
        let mut pairs = GOOD;
        for value in ["age-8-15:3", "staff:1", "age-8-15", ""] {
            pairs[1].1 = value;
            let errors = read(&typed(&pairs), &versions()).expect_err(value);
            assert_eq!(errors.of("survey"), Some("Choose which survey is asked."), "{value}");
        }
    }

    #[test]
    fn a_closing_time_that_is_past_is_refused_beside_every_other_mistake() {
        let mut pairs = GOOD;
        pairs[0].1 = "";
        pairs[4].1 = "2026-07-01T09:00";
        pairs[5].1 = "2026-07-21T17:00";
        let errors = read(&typed(&pairs), &versions()).expect_err("closed");
        assert_eq!(errors.iter().map(|(f, _)| f).collect::<Vec<_>>(), ["area", "closes_at"]);
        assert!(errors.of("closes_at").expect("an error").starts_with("This time is in the past."));
    }

    #[test]
    fn an_empty_form_gets_every_error_at_once() {
        let errors = read(&Typed::default(), &versions()).expect_err("empty");
        assert_eq!(
            errors.iter().map(|(f, _)| f).collect::<Vec<_>>(),
            ["area", "survey", "opens_at", "closes_at"]
        );
    }
}
