use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    console::{
        pages::inspections::setup::sentence::sentence,
        shell::form::Errors,
        views::{
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
        },
    },
    inspection::{Area, create::NewCollection, file::Sound},
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    survey::Audience,
    users::User,
};

/// What a file looks like, for whoever has none yet.
const EXAMPLE: &str = "title = \"Midlothian joint inspection 2026\"
kind = \"joint-inspection\"
lead = \"lead@example.org\"
opens_on = 2026-11-02
closes_on = 2026-11-20

[[collections]]
area = \"Midlothian\"
audience = \"staff\"
population = 297
target_percent = 80";

const PLACE: &str = "/console/inspections/new/file";

/// The form for a file, empty or as it was sent.
pub fn form(viewer: &User, text: &str, errors: &Errors) -> Markup {
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
            "A text file in TOML, such as inspection.toml. An inspection that is there already \
                gives one on its own page.",
        ),
        ..Field::new("file", "Choose the file")
    };
    let written = Field {
        errors,
        value: text,
        hint: Some("It counts where no file is chosen."),
        ..Field::new("text", "Or write it here")
    };
    frame::page(
        &head,
        &html! {
            div.narrow.setup {
                (fields::summary(errors))
                p.step { "Step 1 of 2" }
                h1 { (title) }
                p.lead { "You see what the file makes before anything is made." }
                form method="post" action=(PLACE) enctype="multipart/form-data" novalidate {
                    (fields::file(&file, ".toml,text/plain,application/toml"))
                    (fields::lines(&written, 14))
                    button.main type="submit" name="step" value="check" { "Check the file" }
                }
                details {
                    summary { "What such a file looks like" }
                    pre tabindex="0" role="region" aria-label="An example" { code { (EXAMPLE) } }
                    p { "Another " code { "[[collections]]" } " follows for each area and \
                        audience." }
                }
            }
        },
    )
}

/// What the file makes.
pub fn check(viewer: &User, sound: &Sound, text: &str, now: DateTime<Utc>) -> Markup {
    let inspection = &sound.inspection;
    let trail = trail(true);
    let head = Head {
        trail: &trail,
        ..Head::of("Check what the file makes", viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.wide.setup {
                p.step { "Step 2 of 2: " (inspection.title) }
                h1 { "Check what the file makes" }
                dl.facts {
                    div { dt { "Kind" } dd { (inspection.kind.name()) } }
                    div { dt { "Days" } dd { (calendar::span(inspection.opens_on, inspection.closes_on)) } }
                    div { dt { "Led by" } dd { (email(&inspection.lead)) } }
                    div { dt { "Threshold" } dd { (inspection.threshold) " responses" } }
                    div { dt { "Kept for" } dd { (counted(usize::try_from(inspection.keep_days).unwrap_or(0), "day", "days")) " from release" } }
                }
                @if !sound.collections.is_empty() {
                    h2 #people { "Who is asked" }
                    (people(&sound.collections))
                }
                form.will method="post" action=(PLACE) enctype="multipart/form-data" {
                    p { strong { (sentence(&sound.collections, now)) } }
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
        ("/console".to_owned(), "Inspections".to_owned()),
        ("/console/inspections/new".to_owned(), "Set up an inspection".to_owned()),
    ];
    if second {
        trail.push((PLACE.to_owned(), "Set up from a file".to_owned()));
    }
    trail
}

fn people(collections: &[NewCollection]) -> Markup {
    let audiences: BTreeSet<Audience> = collections.iter().map(|one| one.audience).collect();
    let of: BTreeMap<(Area, Audience), &NewCollection> =
        collections.iter().map(|one| ((one.area, one.audience), one)).collect();
    let areas: BTreeSet<Area> = collections.iter().map(|one| one.area).collect();
    html! {
        table.people aria-labelledby="people" {
            thead { tr { th scope="col" { "Area" } @for audience in &audiences { th scope="col" { (audience.name()) } } } }
            tbody {
                @for area in areas {
                    tr {
                        th scope="row" { (area.name()) }
                        @for audience in &audiences {
                            td { span.label { (audience.name()) } @match of.get(&(area, *audience)) { Some(one) => (cell(one)), None => span.none { "Not asked here" } } }
                        }
                    }
                }
            }
        }
    }
}

fn cell(one: &NewCollection) -> Markup {
    let people = one.population.map_or_else(
        || "Not known yet how many".to_owned(),
        |all| format!("{} {}", grouped(all.into()), if all == 1 { "person" } else { "people" }),
    );
    let way = if one.open_link { "by the link" } else { "by invitation or slip" };
    html! {
        (people) br;
        "Target " (one.target_percent) "%, " (way) br;
        span.quiet {
            "Version " (one.version) ", " (calendar::short_date(calendar::day(one.opens_at))) " to " (calendar::short_date(calendar::day(one.closes_at)))
            @if !one.strata.is_empty() { ", " (counted(one.strata.len(), "part", "parts")) }
        }
    }
}
