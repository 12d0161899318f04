//! Figures that were published elsewhere, and their upload.

use maud::{Markup, html};

use super::{model::ProgrammePage, upload::SEEN};
use crate::{
    console::{
        pages::results::{head, printed},
        views::fields::{self, Field},
    },
    language::numbers::{counted, grouped},
    programme::{PublishedFigure, file::Mistake, fingerprint},
    survey::Instrument,
    users::User,
    web::paths,
};

/// How many figures a page lists.
const SHOWN: usize = 500;

/// What a page of a programme says about the last upload.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    Nothing,
    Imported,
    Refused(&'a [Mistake]),
}

/// What happened to the last upload, above everything else.
pub fn told(told: Told<'_>, count: usize) -> Markup {
    match told {
        Told::Nothing => Markup::default(),
        Told::Imported => html! {
            div.notice role="status" { p { "Imported " (counted(count, "figure", "figures")) "." } }
        },
        Told::Refused(mistakes) => html! {
            div.summary role="alert" tabindex="-1" autofocus {
                h2 { "Nothing was imported" }
                @if mistakes.iter().any(|one| one.line.is_some()) {
                    p { "Correct " (counted(mistakes.len(), "mistake", "mistakes")) " in the file \
                        and " a href="#file" { "choose it again" } "." }
                }
                ul { @for one in mistakes { li { (one) } } }
            }
        },
    }
}

/// The figures, and the form for a file.
pub fn section(viewer: &User, page: &ProgrammePage) -> Markup {
    let figures = &page.figures;
    html! {
        @if !figures.is_empty() {
            h2 { "Published elsewhere" }
            p.lead { "These " (counted(figures.len(), "figure", "figures")) " were published \
                outside Speir and imported as printed. Speir cannot check them." }
            (table(figures))
        }
        @if page.may_change && viewer.role.may_change() { (upload(page)) }
    }
}

fn table(figures: &[PublishedFigure]) -> Markup {
    html! {
        table.compact.change role="table" {
            caption.unseen { "Figures published elsewhere" }
            (head(["Question", "As printed", "Source"]))
            tbody role="rowgroup" { @for one in figures.iter().take(SHOWN) { (row(one)) } }
        }
        @if let Some(more @ 1..) = figures.len().checked_sub(SHOWN) {
            p { (counted(grouped(more as u64), "further figure is", "further figures are")) " not \
                listed here. Comparisons use all of them." }
        }
    }
}

fn row(figure: &PublishedFigure) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (figure.question)
                @if let Some(survey) = &figure.survey { span.aside { (name(survey.as_str())) } }
            }
            td.when role="cell" { span.label aria-hidden="true" { "As printed" } (printed(figure)) }
            td.when role="cell" { span.label aria-hidden="true" { "Source" } (figure.source) }
        }
    }
}

/// The name of a survey, or its key if it is not published here.
fn name(key: &str) -> String {
    Instrument::defined(key).map_or_else(|| key.to_owned(), |survey| survey.name().to_owned())
}

fn upload(page: &ProgrammePage) -> Markup {
    let field = Field {
        hint: Some("A CSV file in UTF-8, with up to 5,000 figures and 1 MB."),
        ..Field::new("file", "Choose the file")
    };
    html! {
        section aria-labelledby="import" {
            h2 #import { "Import figures published elsewhere" }
            p { "For a programme from before Speir. Its figures can be compared with those of \
                other programmes and are always marked as published elsewhere." }
            @if !page.figures.is_empty() {
                p { strong { "The file replaces all figures of this programme." } }
            }
            form method="post" action=(paths::programme::FIGURES.of(page.programme.id)) enctype="multipart/form-data" novalidate {
                input type="hidden" name=(SEEN) value=(fingerprint(&page.figures));
                (fields::file(&field, ".csv,text/csv,text/plain"))
                button.main type="submit" { "Import the figures" }
            }
            details {
                summary { "What the file contains" }
                p { "The first line names the columns, in any order. Each further line is one \
                    figure." }
                pre tabindex="0" role="region" aria-label="An example" { code {
                    "question,share,base,term,source,survey,question_id\n"
                    "I know how to report a concern.,92,4120,,Report of 2018 page 12,staff,knows-how-to-report\n"
                    "I am listened to.,,,most,Report of 2018 page 14,age-8-15,\n"
                } }
                ul {
                    li { code { "share" } " is a percentage, such as 62 or 62.5, and " code { "base" } " the number of people it rests on. Either may be empty." }
                    li { code { "term" } " is few, less than half, the majority, most or almost \
                        all. Every figure needs a share or a term." }
                    li { code { "source" } " says where the figure was published." }
                    li { code { "survey" } " and " code { "question_id" } " may be left out. They \
                        say which question the figure compares with; without them, it is the \
                        question with the same text." }
                }
            }
        }
    }
}
