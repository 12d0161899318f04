use std::collections::BTreeSet;

use maud::{Markup, html};

use super::file::File;
use crate::{
    console::{
        pages::results::waiting,
        views::{
            asking::Asking,
            email::email,
            frame::{self, Head},
            trail,
        },
    },
    export::{Format, Selection, What, word::REPORT},
    store::Id,
    survey::Instrument,
    users::User,
    web::paths::{self, Pattern},
};

/// The page that offers the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Collection,
    Inspection,
    Programme,
}

/// The address below which the files are.
#[derive(Clone, Copy)]
pub struct Here {
    pub files: Pattern<2>,
    pub id: Id,
    pub asking: Asking,
}

/// The files to download, with the purpose of each.
pub fn offers(viewer: &User, scope: &Selection, place: Place) -> Markup {
    let mut trail = vec![trail::inspections(), trail::inspection(&scope.inspection)];
    let here = match (place, scope.collections.first()) {
        (Place::Collection, Some(collection)) => {
            trail.push(trail::collection(collection));
            Here {
                files: paths::collection::EXPORT_FILE,
                id: collection.id,
                asking: collection.into(),
            }
        }
        _ => Here {
            files: paths::inspection::EXPORT_FILE,
            id: scope.inspection.id,
            asking: Asking::Anonymous,
        },
    };
    let head = Head { trail: &trail, ..Head::about("Download results", viewer, here.asking) };
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { "Download results" }
                p.lead { (scope.name) }
                @for survey in answered_by_areas(scope) {
                    p { a href=(paths::officers::ACROSS.of(scope.inspection.id, survey.key())) { (survey.name()) } ": what each area answered, on a page and as files." }
                }
                (waiting::kept(&scope.kept.names()))
                @if scope.released.is_empty() {
                    div.empty {
                        h2 { "Nothing is released yet" }
                        p { "Figures about answers are available a few hours after a collection \
                            closes. Counts are available now." }
                        p { (link(here, File::new(Some(What::Rates), Format::Csv), None)) }
                    }
                } @else {
                    (tables(here, place))
                    (rows(viewer, scope, here, place))
                    (reading(scope.threshold(), here.asking))
                }
            }
        },
    )
}

/// The surveys that areas answer once: no figure is made of their answers.
fn answered_by_areas(scope: &Selection) -> BTreeSet<Instrument> {
    scope.collections.iter().filter(|one| one.is_area()).map(|one| one.survey).collect()
}

pub fn tables(here: Here, place: Place) -> Markup {
    let csv = |what| link(here, File::new(Some(what), Format::Csv), None);
    html! {
        section aria-labelledby="report" {
            h2 #report { "A report to edit" }
            p { "Sentences and tables by inspection question, with the same figures as the files \
                below. Word, LibreOffice and Google Docs open it." }
            ul.files { li { a href=(here.files.of(here.id, REPORT)) download { "Report (Word)" } } }
        }
        section aria-labelledby="all" {
            h2 #all { "Everything in one file" }
            p { "Figures, questions and counts, with notes and a codebook that explains \
                every column." }
            ul.files {
                li { (link(here, File::new(None, Format::Xlsx), None)) ", for a spreadsheet: one \
                    table per sheet." }
                li { (link(here, File::new(None, Format::Json), None)) ", for programs." }
            }
        }
        section aria-labelledby="tables" {
            h2 #tables { "One table" }
            p { "As comma-separated values (CSV), for any statistics program." }
            ul.files {
                li { (csv(What::Figures)) ": the answers, with base, percentage and the \
                    fixed words of reports." }
                li { (csv(What::Rates)) ": " (here.asking.counts_file()) }
                li { (csv(What::Questions)) ": the questions, worded as they were shown." }
                @if place != Place::Inspection {
                    li { (csv(What::Codebook)) ": the meaning of every column and value." }
                }
            }
        }
    }
}

fn rows(viewer: &User, scope: &Selection, here: Here, place: Place) -> Markup {
    let surveys: Vec<Option<Instrument>> = match place {
        Place::Collection => vec![None],
        Place::Inspection | Place::Programme => scope
            .released
            .iter()
            .map(|one| one.survey.instrument)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(Some)
            .collect(),
    };
    html! {
        section aria-labelledby="rows" {
            h2 #rows { (here.asking.rows()) }
            @if viewer.role.may_take_rows() {
                p {
                    "For analysis that needs more than the figures. The order is random and \
                        differs in each file. Details that could single somebody "
                    "out are withheld, and comments are not included. Each download is recorded \
                        in the audit log."
                }
                ul.files {
                    @for survey in surveys { @for format in Format::ALL {
                        li { (link(here, File::new(Some(What::Rows), format), survey)) }
                    } }
                }
            } @else {
                p { "Administrators and analysts can also download every row. \
                    The figures above are the same for everybody." }
            }
        }
    }
}

pub fn reading(k: u64, asking: Asking) -> Markup {
    html! {
        section aria-labelledby="reading" {
            h2 #reading { "How to read the files" }
            p { "No figure about answers rests on fewer than " (k) " " (asking.counted()) ". A hidden number is \
                an empty cell, never a zero, and the column “hidden_why” gives the reason." }
            p {
                "A CSV or JSON file ends with a line that gives its number of rows and a checksum \
                    of everything before that line. If the line is missing, or if the checksum "
                "differs from what " code { "head -n -1 FILE | sha256sum" } " gives, the download \
                    was cut off. Download it again. "
                "The last sheet of a workbook gives the number of rows of each sheet."
            }
            p { "In a CSV file, text that a spreadsheet would read as a formula starts with an \
                apostrophe." }
        }
    }
}

fn link(here: Here, file: File, survey: Option<Instrument>) -> Markup {
    let query = survey.map(|survey| format!("?survey={survey}")).unwrap_or_default();
    let what = match file.what {
        None => "Everything",
        Some(What::Figures) => "Figures",
        Some(What::Rows) => here.asking.rows_file(),
        Some(What::Questions) => "Questions",
        Some(What::Rates) => here.asking.rates_file(),
        Some(What::Codebook) => "Codebook",
    };
    html! {
        a href={ (here.files.of(here.id, file.name())) (query) } download {
            (what) @if let Some(survey) = survey { " of " (survey.name()) } " (" (file.format.name()) ")"
        }
    }
}

/// The viewer's role may download figures, but not rows.
pub fn may_not_take_rows(viewer: &User) -> Markup {
    let head = Head {
        viewer: Some(viewer),
        ..Head::new(
            "Your role can download figures, not \
        responses",
        )
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { "Your role can download figures, not responses" }
                p { "Only administrators and analysts can download the responses, one per row. \
                    You are signed in as " (email(&viewer.email)) ", whose role \
                        is " (viewer.role.name().to_lowercase()) "." }
                p { "Ask one of them for what you need, or an administrator to change your role." }
                p { a href=(paths::CONSOLE) { "See the inspections" } }
            }
        },
    )
}
