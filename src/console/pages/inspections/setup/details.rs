//! The first step: what the inspection is, its areas, and who is asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use validator::Validate;

use super::dates;
use crate::{
    console::{
        pages::{
            asked::{Versions, chosen},
            contact, particulars,
        },
        shell::form::{Errors, Typed, number},
    },
    inspection::{
        Area, Earlier, InspectionKind,
        create::{DEFAULT_KEEP_DAYS, DEFAULT_THRESHOLD, NewInspection},
    },
    language::calendar,
    survey::{Framework, Instrument},
};

/// The version of each survey that is asked.
pub type Chosen = BTreeMap<Instrument, u32>;

/// The fields in the order in which the page shows them.
pub const ORDER: [&str; 17] = [
    "framework",
    "title",
    "kind",
    "recommendations",
    "phase",
    "lead",
    "opens_on",
    "closes_on",
    "areas",
    "surveys",
    "threshold",
    "keep_days",
    "team",
    "phone",
    "reply_to",
    "listed",
    "reminders",
];

/// The value of `areas` that means all of them.
pub const EVERYWHERE: &str = "all";

/// The result of the first step.
#[derive(Clone, Debug)]
pub struct Plan {
    pub inspection: NewInspection,
    /// In the order of their names.
    pub areas: Vec<Area>,
    pub surveys: Chosen,
    /// What a progress review can follow; empty for other kinds.
    pub earlier: Vec<Earlier>,
}

/// The proposals of the form for an inspection by `framework`: its first kind, and what it asks.
pub fn proposed(framework: Framework, lead: &str, today: NaiveDate) -> Typed {
    let (opens_on, closes_on) = dates::proposed(today);
    let definition = framework.definition();
    let kinds = definition.map_or(&[][..], |one| &one.kinds);
    let kind = kinds.iter().find_map(|key| key.as_str().parse().ok());
    let asked = definition.map_or(&[][..], |one| &one.surveys);
    let asked = asked.iter().map(|one| ("surveys", format!("{}:{}", one.survey, one.version)));
    let others = [
        ("framework", framework.to_string()),
        ("kind", kind.unwrap_or(InspectionKind::JointInspection).to_string()),
        ("lead", lead.to_owned()),
        ("opens_on", opens_on.to_string()),
        ("closes_on", closes_on.to_string()),
        ("threshold", DEFAULT_THRESHOLD.to_string()),
        ("keep_days", DEFAULT_KEEP_DAYS.to_string()),
    ];
    others.into_iter().chain(asked).collect()
}

/// What was typed, or what is wrong with it at `now`.
pub fn read(
    typed: &Typed,
    (versions, earlier): (&Versions, &[Earlier]),
    now: DateTime<Utc>,
) -> Result<Plan, Errors> {
    let mut errors = Errors::default();
    let kind = errors.keep(
        "kind",
        typed.one("kind").parse().ok(),
        "Choose what kind of inspection it is.",
    );
    let threshold = errors.keep(
        "threshold",
        number(typed.one("threshold")),
        "Write the fewest people behind a figure as a whole number, such as 10.",
    );
    let keep_days = errors.keep(
        "keep_days",
        number(typed.one("keep_days")),
        "Write the number of days to keep responses as a whole number, such as 365.",
    );
    let opens_on = date(typed, "opens_on", &mut errors);
    let closes_on = date(typed, "closes_on", &mut errors);
    let areas = areas(typed, &mut errors);
    let surveys = surveys(typed, versions, &mut errors);
    // Fields that could not be read already have errors; a stand-in lets the rest be checked.
    let stand_in = opens_on.or(closes_on).unwrap_or_default();
    let kind = kind.unwrap_or(InspectionKind::JointInspection);
    let inspection = NewInspection {
        title: typed.one("title").to_owned(),
        kind,
        framework: framework(typed),
        lead: typed.one("lead").to_owned(),
        threshold: threshold.unwrap_or(DEFAULT_THRESHOLD),
        opens_on: opens_on.unwrap_or(stand_in),
        closes_on: closes_on.unwrap_or(stand_in),
        keep_days: keep_days.unwrap_or(DEFAULT_KEEP_DAYS),
        contact: contact::read(typed),
        particulars: particulars::read(typed, kind, &[]),
        programme: None,
        follows: None,
    };
    if let Err(found) = inspection.validate() {
        errors.add_found(&found);
    }
    if let Some(closes_on) = closes_on.filter(|day| dates::closing(*day) <= now) {
        errors.add("closes_on", past(closes_on, now));
    }
    let own: BTreeSet<Area> = areas.iter().copied().collect();
    let earlier = match opens_on {
        Some(opens_on) if kind == InspectionKind::ProgressReview => {
            let earlier = Earlier::before(earlier, &own, opens_on);
            if earlier.is_empty() && !own.is_empty() {
                errors.add("kind", particulars::nothing_to_follow(opens_on, &own));
            }
            earlier
        }
        _ => Vec::new(),
    };
    if errors.is_empty() {
        Ok(Plan { inspection, areas, surveys, earlier })
    } else {
        Err(errors.in_order(&ORDER))
    }
}

fn past(closes_on: NaiveDate, now: DateTime<Utc>) -> &'static str {
    if closes_on < calendar::day(now) {
        "This day is in the past. Choose a last day in the future."
    } else {
        "The surveys close at 17:00, and it is later than that today. Choose a later day."
    }
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
    if typed.has("areas", EVERYWHERE) {
        return Area::all().collect();
    }
    let mut areas: Vec<Area> = typed.all("areas").filter_map(|code| code.parse().ok()).collect();
    areas.sort_unstable();
    areas.dedup();
    if areas.is_empty() {
        errors.add("areas", "Choose at least one area.");
    }
    areas
}

/// The framework whose proposals were shown.
pub fn framework(typed: &Typed) -> Framework {
    typed.one("framework").parse().unwrap_or_else(|_| Framework::first())
}

fn surveys(typed: &Typed, versions: &Versions, errors: &mut Errors) -> Chosen {
    let mut surveys = Chosen::new();
    for (survey, version) in typed.all("surveys").filter_map(|value| chosen(value, versions)) {
        if surveys.insert(survey, version).is_some_and(|other| other != version) {
            let name = survey.name();
            errors.add("surveys", format!("Choose only one version of the survey “{name}”."));
        }
    }
    if surveys.is_empty() {
        errors.add("surveys", "Choose at least one survey.");
    }
    surveys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        serde_urlencoded::from_str(&serde_urlencoded::to_string(pairs).expect("a form"))
            .expect("a form")
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
        ("surveys", "age-8-15:3"),
        ("keep_days", "90"),
    ];

    fn read(typed: &Typed, versions: &Versions) -> Result<Plan, Errors> {
        super::read(typed, (versions, &[]), "2090-01-01T00:00:00Z".parse().expect("a time"))
    }

    fn versions() -> Versions {
        let (children, young) = (Instrument::children(), Instrument::young_people());
        Versions::from([(children, [1, 2, 3].into()), (young, [1].into())])
    }

    #[test]
    fn the_areas_and_surveys_come_in_order_with_the_chosen_versions() {
        let plan = read(&typed(&GOOD), &versions()).expect("sound");
        assert_eq!(
            (plan.inspection.title.as_str(), plan.inspection.keep_days),
            ("Midlothian 2026", 90)
        );
        assert_eq!(
            plan.areas.iter().map(|area| area.name()).collect::<Vec<_>>(),
            ["City of Edinburgh", "Midlothian"]
        );
        assert_eq!(plan.surveys, Chosen::from([(Instrument::children(), 3)]));
    }

    #[test]
    fn one_box_means_all_areas() {
        let mut pairs = GOOD;
        pairs[6].1 = EVERYWHERE;
        assert_eq!(read(&typed(&pairs), &versions()).expect("sound").areas.len(), 32);
    }

    #[test]
    fn proposals_lack_only_title_and_areas() {
        let now: DateTime<Utc> = "2090-01-01T00:00:00Z".parse().expect("a time");
        let errors = super::read(
            &proposed(Framework::first(), "lead@example.org", now.date_naive()),
            (&versions(), &[]),
            now,
        )
        .expect_err("a gap");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "areas"]);
    }

    #[test]
    fn on_the_last_day_the_surveys_can_be_opened_until_they_close() {
        let mut pairs = GOOD;
        pairs[4].1 = "2096-02-22";
        for (now, sound) in [("2096-02-22T16:59:00Z", true), ("2096-02-22T17:00:00Z", false)] {
            let read =
                super::read(&typed(&pairs), (&versions(), &[]), now.parse().expect("a time"));
            assert_eq!(read.is_ok(), sound, "{now}");
        }
    }

    #[test]
    fn all_errors_are_shown_in_page_order() {
        let errors = read(&Typed::default(), &versions()).expect_err("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        let needed: Vec<_> = ORDER
            .into_iter()
            .filter(|field| {
                *field != "framework"
                    && !particulars::FIELDS.contains(field)
                    && !crate::inspection::Contact::FIELDS.contains(field)
            })
            .collect();
        assert_eq!(fields, needed);
    }

    #[test]
    fn unreadable_and_invalid_values_are_reported_together() {
        let mut pairs = GOOD;
        pairs[0].1 = "";
        pairs[2].1 = "nobody";
        pairs[3].1 = "three";
        pairs[5].1 = "2096-02-01";
        let errors = read(&typed(&pairs), &versions()).expect_err("four mistakes");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "lead", "closes_on", "threshold"]);
        assert_eq!(errors.of("title"), Some("Write a title."));
    }

    #[test]
    fn a_title_of_two_lines_is_refused_with_its_sentence() {
        for title in ["Fife\r\n2096", "Fife\u{2028}2096", "\u{202e}Fife"] {
            let mut pairs = GOOD;
            pairs[0].1 = title;
            let errors = read(&typed(&pairs), &versions()).expect_err("two lines");
            assert_eq!(
                errors.of("title"),
                Some("Write the title in one line, without control characters."),
                "{title:?}"
            );
        }
    }

    #[test]
    fn a_last_day_that_is_past_is_refused() {
        let mut pairs = GOOD;
        pairs[4].1 = "2026-02-02";
        pairs[5].1 = "2026-02-22";
        let errors = read(&typed(&pairs), &versions()).expect_err("closed");
        assert!(errors.of("closes_on").expect("an error").starts_with("This day is in the past."));
    }

    #[test]
    fn a_survey_that_is_not_published_cannot_be_chosen_and_none_in_two_versions() {
        let mut pairs = GOOD;
        pairs[8].1 = "staff:1";
        let errors = read(&typed(&pairs), &versions()).expect_err("no staff survey");
        assert_eq!(errors.of("surveys"), Some("Choose at least one survey."));
        pairs[8].1 = "age-8-15:3";
        pairs[9] = ("surveys", "age-8-15:1");
        let errors = read(&typed(&pairs), &versions()).expect_err("two versions");
        assert_eq!(errors.of("surveys"), Some("Choose only one version of the survey “8 to 15”."));
    }

    #[test]
    fn closing_before_opening_is_an_error_at_the_closing_day() {
        let mut pairs = GOOD;
        pairs[5].1 = "2096-02-01";
        let errors = read(&typed(&pairs), &versions()).expect_err("closes first");
        assert_eq!(errors.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["closes_on"]);
    }
}
