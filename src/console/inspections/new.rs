use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use validator::Validate;

use crate::{
    console::form::{Errors, Typed, number},
    inspection::{
        Area, InspectionKind,
        create::{DEFAULT_KEEP_DAYS, DEFAULT_THRESHOLD, NewCollection, NewInspection, end_of, start_of, usual_target},
    },
    survey::Audience,
};

/// The latest published version of each audience that has one.
pub type Latest = BTreeMap<Audience, u32>;

/// The fields in the order in which the page shows them.
const ORDER: [&str; 9] =
    ["title", "kind", "lead", "opens_on", "closes_on", "areas", "audiences", "threshold", "keep_days"];

/// What the form proposes before anything is typed.
pub fn proposed(lead: &str) -> Typed {
    Typed::of([
        ("kind", InspectionKind::JointInspection.key().to_owned()),
        ("lead", lead.to_owned()),
        ("threshold", DEFAULT_THRESHOLD.to_string()),
        ("keep_days", DEFAULT_KEEP_DAYS.to_string()),
    ])
}

/// The inspection that was typed, with a collection for each of its areas and audiences, or what is wrong with it at
/// `now`.
pub fn read(typed: &Typed, latest: &Latest, now: DateTime<Utc>) -> Result<(NewInspection, Vec<NewCollection>), Errors> {
    let mut errors = Errors::default();
    let kind = errors.keep("kind", typed.one("kind").parse().ok(), "Choose what kind of inspection it is.");
    let threshold =
        errors.keep("threshold", number(typed.one("threshold")), "Write the threshold as a whole number, such as 10.");
    let keep_days = errors.keep(
        "keep_days",
        number(typed.one("keep_days")),
        "Write for how many days responses are kept as a whole number, such as 365.",
    );
    let opens_on = date(typed, "opens_on", &mut errors);
    let closes_on = date(typed, "closes_on", &mut errors);
    let areas = areas(typed, &mut errors);
    let audiences = audiences(typed, latest, &mut errors);
    // What could not be read has its sentence already; a stand-in lets the rest be checked as well.
    let stand_in = opens_on.or(closes_on).unwrap_or_default();
    let inspection = NewInspection {
        title: typed.one("title").to_owned(),
        kind: kind.unwrap_or(InspectionKind::JointInspection),
        lead: typed.one("lead").to_owned(),
        threshold: threshold.unwrap_or(DEFAULT_THRESHOLD),
        opens_on: opens_on.unwrap_or(stand_in),
        closes_on: closes_on.unwrap_or(stand_in),
        keep_days: keep_days.unwrap_or(DEFAULT_KEEP_DAYS),
    };
    if let Err(found) = inspection.validate() {
        errors.add_found(&found);
    }
    if inspection.has_closed(now) {
        errors.add("closes_on", "This day is past. Choose a last day that is still to come.");
    }
    if !errors.is_empty() {
        return Err(errors.in_order(&ORDER));
    }
    let collections = areas.iter().flat_map(|area| {
        audiences.iter().map(|(audience, version)| NewCollection {
            area: *area,
            audience: *audience,
            version: *version,
            population: None,
            target_percent: usual_target(*audience),
            opens_at: start_of(inspection.opens_on),
            closes_at: end_of(inspection.closes_on),
            strata: Vec::new(),
            open_link: true,
            coordinator: None,
        })
    });
    let collections: Vec<_> = collections.collect();
    Ok((inspection, collections))
}

fn date(typed: &Typed, field: &'static str, errors: &mut Errors) -> Option<NaiveDate> {
    let sentence = if field == "opens_on" {
        "Choose the day on which the surveys open."
    } else {
        "Choose the last day on which people can answer."
    };
    errors.keep(field, typed.one(field).parse().ok(), sentence)
}

fn areas(typed: &Typed, errors: &mut Errors) -> Vec<Area> {
    let mut areas: Vec<Area> = typed.all("areas").filter_map(|code| code.parse().ok()).collect();
    areas.sort_unstable();
    areas.dedup();
    if areas.is_empty() {
        errors.add("areas", "Choose the area, or the areas, that the inspection looks at.");
    }
    areas
}

fn audiences(typed: &Typed, latest: &Latest, errors: &mut Errors) -> Latest {
    let chosen = typed.all("audiences").filter_map(|key| key.parse().ok());
    let chosen: Latest = chosen.filter_map(|audience| Some((audience, *latest.get(&audience)?))).collect();
    if chosen.is_empty() {
        errors.add("audiences", "Choose who will be asked.");
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        serde_urlencoded::from_str(&serde_urlencoded::to_string(pairs).expect("a form")).expect("a form")
    }

    const GOOD: [(&str, &str); 10] = [
        ("title", "Midlothian 2026"),
        ("kind", "joint-inspection"),
        ("lead", "Lead@example.org"),
        ("threshold", "10"),
        ("opens_on", "2096-02-02"),
        ("closes_on", "2096-02-22"),
        ("areas", "S12000019"),
        ("areas", "S12000036"),
        ("audiences", "age-8-15"),
        ("keep_days", "90"),
    ];

    fn read(typed: &Typed, latest: &Latest) -> Result<(NewInspection, Vec<NewCollection>), Errors> {
        super::read(typed, latest, "2090-01-01T00:00:00Z".parse().expect("a time"))
    }

    fn latest() -> Latest {
        Latest::from([(Audience::Age8To15, 3), (Audience::Age16Plus, 1)])
    }

    #[test]
    fn each_area_and_audience_becomes_a_collection_with_the_usual_target() {
        let (inspection, collections) = read(&typed(&GOOD), &latest()).expect("sound");
        assert_eq!((inspection.title.as_str(), inspection.keep_days), ("Midlothian 2026", 90));
        let made: Vec<_> = collections.iter().map(|c| (c.area.name(), c.version, c.target_percent)).collect();
        assert_eq!(made, [("City of Edinburgh", 3, 40), ("Midlothian", 3, 40)]);
        assert_eq!(collections[0].closes_at.to_rfc3339(), "2096-02-22T23:59:00+00:00");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_in_the_order_of_the_page() {
        let errors = read(&Typed::default(), &latest()).expect_err("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ORDER);
    }

    #[test]
    fn what_cannot_be_read_what_is_out_of_range_and_what_does_not_fit_are_said_together() {
        let mut pairs = GOOD;
        pairs[0].1 = "";
        pairs[2].1 = "nobody";
        pairs[3].1 = "three";
        pairs[5].1 = "2096-02-01";
        let errors = read(&typed(&pairs), &latest()).expect_err("four mistakes");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "lead", "closes_on", "threshold"]);
        assert_eq!(errors.of("title"), Some("Write a title."));
    }

    #[test]
    fn a_last_day_that_is_past_is_refused() {
        let mut pairs = GOOD;
        pairs[4].1 = "2026-02-02";
        pairs[5].1 = "2026-02-22";
        let errors = read(&typed(&pairs), &latest()).expect_err("closed");
        assert!(errors.of("closes_on").expect("an error").starts_with("This day is past."));
    }

    #[test]
    fn an_audience_without_a_published_survey_cannot_be_chosen() {
        let mut pairs = GOOD;
        pairs[8].1 = "staff";
        let errors = read(&typed(&pairs), &latest()).expect_err("no staff survey");
        assert!(errors.of("audiences").is_some());
    }

    #[test]
    fn closing_before_opening_is_said_at_the_closing_day() {
        let mut pairs = GOOD;
        pairs[5].1 = "2096-02-01";
        let errors = read(&typed(&pairs), &latest()).expect_err("closes first");
        assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["closes_on"]);
    }
}
