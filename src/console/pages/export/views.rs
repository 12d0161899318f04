use maud::{Markup, html};

use super::file::File;
use crate::{
    console::views::{
        email::email,
        frame::{self, Head, Section},
    },
    export::{Format, Selection, What},
    survey::Audience,
    users::User,
};

/// Where the files are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Collection,
    Inspection,
}

/// The files that can be taken away, with what each is for.
pub fn offers(viewer: &User, scope: &Selection, place: Place) -> Markup {
    let inspection = format!("/console/inspections/{}", scope.inspection.id);
    let mut trail = vec![
        ("/console".to_owned(), "Inspections".to_owned()),
        (inspection.clone(), scope.inspection.title.clone()),
    ];
    let here = match (place, scope.collections.first()) {
        (Place::Collection, Some(collection)) => {
            let here = format!("/console/collections/{}", collection.id);
            trail.push((here.clone(), collection.name()));
            here
        }
        _ => inspection,
    };
    let head =
        Head { trail: &trail, ..Head::of("Take results away", viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { "Take results away" }
                p.lead { (scope.name) }
                @if scope.released.is_empty() {
                    div.empty {
                        h2 { "Nothing is released yet" }
                        p { "Figures about answers come some hours after a collection closes. \
                            Response rates can be had now." }
                        p { (link(&here, File::new(Some(What::Rates), Format::Csv), None)) }
                    }
                } @else {
                    (tables(&here))
                    (rows(viewer, scope, &here, place))
                    (reading(scope.threshold()))
                }
            }
        },
    )
}

fn tables(here: &str) -> Markup {
    let csv = |what| link(here, File::new(Some(what), Format::Csv), None);
    html! {
        section aria-labelledby="all" {
            h2 #all { "Everything in one file" }
            p { "Figures, questions and response rates, with notes and a codebook that explains \
                every column." }
            ul.files {
                li { (link(here, File::new(None, Format::Xlsx), None)) ", for a spreadsheet: one \
                    table a sheet." }
                li { (link(here, File::new(None, Format::Json), None)) ", for programs." }
            }
        }
        section aria-labelledby="tables" {
            h2 #tables { "One table" }
            p { "As comma-separated values, which every program for statistics reads." }
            ul.files {
                li { (csv(What::Figures)) ": what was answered, with base, percentage and the \
                    fixed words of reports." }
                li { (csv(What::Rates)) ": how many answered, of how many." }
                li { (csv(What::Questions)) ": the questions as they were asked." }
                @if here.starts_with("/console/collections/") {
                    li { (csv(What::Codebook)) ": what every column and every value means." }
                }
            }
        }
    }
}

fn rows(viewer: &User, scope: &Selection, here: &str, place: Place) -> Markup {
    let of = |audience: Audience| {
        scope.released.iter().any(|results| results.survey.audience == audience)
    };
    let audiences: Vec<Option<Audience>> = match place {
        Place::Collection => vec![None],
        Place::Inspection => {
            Audience::ALL.into_iter().filter(|audience| of(*audience)).map(Some).collect()
        }
    };
    html! {
        section aria-labelledby="rows" {
            h2 #rows { "Responses, a row each" }
            @if viewer.role.may_take_rows() {
                p {
                    "For analysis that figures cannot answer. The order is random and differs in \
                        each file. What could single somebody "
                    "out is withheld, and comments are not among the rows. Each download is \
                        written into the audit log."
                }
                ul.files {
                    @for audience in audiences { @for format in Format::ALL {
                        li { (link(here, File::new(Some(What::Rows), format), audience)) }
                    } }
                }
            } @else {
                p { "Administrators and analysts can take the responses away, a row each. The \
                    figures above tell the same to everybody else." }
            }
        }
    }
}

fn reading(k: u64) -> Markup {
    html! {
        section aria-labelledby="reading" {
            h2 #reading { "How to read the files" }
            p { "No figure about answers rests on fewer than " (k) " people. A hidden number is \
                an empty cell, never a nought, and the column “hidden_why” says why." }
            p {
                "A CSV or JSON file ends in a line with its number of rows and a check sum of all \
                    before that line. If it is not there, or "
                "differs from what " code { "head -n -1 FILE | sha256sum" } " gives, the download \
                    was cut off: take it again. "
                "A workbook has its numbers of rows on its last sheet."
            }
            p { "In a CSV file, a text that a spreadsheet would take for a formula has an \
                apostrophe before it." }
        }
    }
}

fn link(here: &str, file: File, audience: Option<Audience>) -> Markup {
    let query = audience.map(|audience| format!("?audience={audience}")).unwrap_or_default();
    let what = match file.what {
        None => "Everything",
        Some(What::Figures) => "Figures",
        Some(What::Rows) => "Responses",
        Some(What::Questions) => "Questions",
        Some(What::Rates) => "Response rates",
        Some(What::Codebook) => "Codebook",
    };
    html! {
        a href={ (here) "/export/" (file.name()) (query) } download {
            (what) @if let Some(audience) = audience { " of " (audience.name()) } " (" (file.format.name()) ")"
        }
    }
}

/// The viewer's role takes figures away, not rows.
pub fn may_not_take_rows(viewer: &User) -> Markup {
    let head = Head { viewer: Some(viewer), ..Head::new("Your role takes figures away, not rows") };
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { "Your role takes figures away, not rows" }
                p { "Administrators and analysts can take responses away, a row each. You are \
                    signed in \
                    as " (email(&viewer.email)) ", whose role \
                        is " (viewer.role.name().to_lowercase()) "." }
                p { "Ask one of them for what you need, or an administrator to change your role." }
                p { a href="/console" { "See the inspections" } }
            }
        },
    )
}
