use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use maud::{Markup, html};

use crate::{
    console::{
        pages::inspections::setup::sentence::sentence,
        shell::{form::Errors, once},
        views::{
            asking::Asking,
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Area, create::DEFAULT_THRESHOLD, create::NewCollection, file::Sound},
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    survey::Instrument,
    users::User,
    web::paths,
};

/// An example, for users without a file.
fn example((opens_on, closes_on): (NaiveDate, NaiveDate)) -> String {
    format!(
        "title = \"Midlothian joint inspection {}\"
kind = \"joint-inspection\"
lead = \"lead@example.org\"
opens_on = {opens_on}
closes_on = {closes_on}

[[collections]]
area = \"Midlothian\"
audience = \"staff\"
population = 297
target_percent = 80",
        opens_on.year()
    )
}

const PLACE: &str = paths::inspection::NEW_FROM_FILE;

/// The form for a file, empty or as sent. `dates` are those of the example.
pub fn form(viewer: &User, text: &str, errors: &Errors, dates: (NaiveDate, NaiveDate)) -> Markup {
    let trail = trail(false);
    let title = "Set up from a file";
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(title, viewer, Section::Inspections)
    };
    let file = Field {
        errors,
        hint: Some(
            "A TOML text file, such as inspection.toml. You can download one from the page of any \
                inspection.",
        ),
        ..Field::new("file", "Choose the file")
    };
    let written = Field {
        errors,
        value: text,
        hint: Some("Used if you choose no file."),
        ..Field::new("text", "Or type it here")
    };
    frame::page(
        &head,
        &html! {
            div.narrow.setup {
                (fields::summary(errors))
                p.step { "Step 1 of 2" }
                h1 { (title) }
                p.lead { "You can check the result before anything is created." }
                form method="post" action=(PLACE) enctype="multipart/form-data" novalidate {
                    (fields::file(&file, ".toml,text/plain,application/toml"))
                    (fields::lines(&written, 14))
                    button.main type="submit" name="step" value="check" { "Check the file" }
                }
                details {
                    summary { "Example file" }
                    pre tabindex="0" role="region" aria-label="An example" { code { (example(dates)) } }
                    p { "Another " code { "[[collections]]" } " follows for each area and \
                        audience." }
                }
            }
        },
    )
}

/// What the file makes.
pub fn check(
    viewer: &User,
    sound: &Sound,
    (text, key): (&str, &str),
    now: DateTime<Utc>,
) -> Markup {
    let inspection = &sound.inspection;
    let trail = trail(true);
    let head = Head { trail: &trail, ..Head::of("Check the result", viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.wide.setup {
                p.step { "Step 2 of 2: " (inspection.title) }
                h1 { "Check the result" }
                dl.facts {
                    div { dt { "Kind" } dd { (inspection.kind.name()) } }
                    @if let Some(programme) = &inspection.programme { div { dt { "Programme" } dd { (programme) } } }
                    div { dt { "Days" } dd { (calendar::span(inspection.opens_on, inspection.closes_on)) } }
                    div { dt { "Led by" } dd { (email(&inspection.lead)) } }
                    div { dt { "Fewest people behind a figure" } dd { (inspection.threshold) @if inspection.threshold < DEFAULT_THRESHOLD { ". It waits for a second person; until then, 10 holds" } } }
                    div { dt { "Kept for" } dd { (counted(inspection.keep_days as usize, "day", "days")) " from release" } }
                }
                @if !sound.collections.is_empty() {
                    h2 #people { "Who is asked" }
                    (people(&sound.collections))
                }
                form.will method="post" action=(PLACE) enctype="multipart/form-data" {
                    p { strong { (sentence(&sound.collections, now)) } }
                    (once::field(key))
                    input type="hidden" name="text" value=(text);
                    div.ways {
                        button.main type="submit" name="step" value="create" { "Create the \
                            inspection" }
                        button type="submit" name="step" value="file" { "Back to the file" }
                    }
                }
            }
        },
    )
}

fn trail(second: bool) -> Vec<(String, String)> {
    let mut trail = vec![
        trail::inspections(),
        (paths::inspection::NEW.to_owned(), "Set up an inspection".to_owned()),
    ];
    if second {
        trail.push((PLACE.to_owned(), "Set up from a file".to_owned()));
    }
    trail
}

fn people(collections: &[NewCollection]) -> Markup {
    let surveys: BTreeSet<Instrument> = collections.iter().map(|one| one.survey).collect();
    let of: BTreeMap<(Area, Instrument), &NewCollection> =
        collections.iter().map(|one| ((one.area, one.survey), one)).collect();
    let areas: BTreeSet<Area> = collections.iter().map(|one| one.area).collect();
    html! {
        table.people aria-labelledby="people" {
            thead { tr { th scope="col" { "Area" } @for survey in &surveys { th scope="col" { (survey.name()) } } } }
            tbody {
                @for area in areas {
                    tr {
                        th scope="row" { (area.name()) }
                        @for survey in &surveys {
                            td { span.label { (survey.name()) } @match of.get(&(area, *survey)) { Some(one) => (cell(one)), None => span.none { "Not asked here" } } }
                        }
                    }
                }
            }
        }
    }
}

fn cell(one: &NewCollection) -> Markup {
    if let Some(how) = Asking::from(one.audience()).not_by_people() {
        return html! { (how) br; span.quiet { (version_and_days(one)) } };
    }
    let people = one.population.map_or_else(
        || "Not known yet how many".to_owned(),
        |all| format!("{} {}", grouped(all.into()), if all == 1 { "person" } else { "people" }),
    );
    let way = if one.open_link { "by the link" } else { "by invitation or slip" };
    html! {
        (people) br;
        "Target " (one.target_percent) "%, " (way) br;
        span.quiet {
            (version_and_days(one))
            @if !one.parts.is_empty() { ", " (counted(one.parts.len(), "part", "parts")) }
        }
    }
}

fn version_and_days(one: &NewCollection) -> String {
    let day = |at| calendar::short_date(calendar::day(at));
    format!("Version {}, {} to {}", one.version, day(one.opens_at), day(one.closes_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{console::pages::inspections::setup::dates, inspection::file};

    #[test]
    fn the_example_is_a_file_that_sets_up_an_inspection() {
        for day in ["2026-11-27", "2027-02-28"] {
            let today = day.parse().expect("a day");
            let (opens_on, closes_on) = dates::proposed(today);
            let sound = file::sound(
                &example((opens_on, closes_on)),
                |_| vec![1],
                |_, _| Ok(()),
                (&[], Utc::now()),
            )
            .expect("a file");
            assert_eq!(
                (sound.inspection.opens_on, sound.inspection.closes_on),
                (opens_on, closes_on)
            );
            assert!(opens_on > today);
        }
    }
}
