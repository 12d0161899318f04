use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::{
    catalogue::Published,
    console::views::frame::{self, Head, Section},
    inspection::Uses,
    language::calendar,
    survey::Instrument,
    users::User,
    web::paths,
};

/// Every published version of every survey, with the digest of each file, which proves that it has
/// not changed.
pub fn surveys(viewer: &User, published: &[Published], uses: &Uses) -> Markup {
    frame::page(
        &Head::of("Surveys", viewer, Section::Surveys),
        &html! {
            div.wide {
                h1 { "Surveys" }
                p.lead { "A published version never changes. Each of its files is stored byte for \
                    byte, with its SHA-256 hash." }
                @if published.is_empty() {
                    div.empty {
                        h2 { "No survey is published yet" }
                        p { "Check one with " code { "speir survey check" } " and publish it \
                            with " code { "speir survey publish" } " on the server." }
                    }
                }
                @for survey in published.iter().map(|one| one.survey).collect::<BTreeSet<_>>() {
                    @let files: Vec<_> = published.iter().filter(|p| p.survey == survey).collect();
                    @if !files.is_empty() { (versions(survey, &files, uses)) }
                }
            }
        },
    )
}

fn versions(survey: Instrument, files: &[&Published], uses: &Uses) -> Markup {
    html! {
        table.stack role="table" {
            caption { (survey.name()) }
            thead role="rowgroup" {
                tr role="row" {
                    @for name in ["Version", "Language", "Published", "Preview", "Asked in", "SHA-256"] { th role="columnheader" scope="col" { (name) } }
                }
            }
            tbody role="rowgroup" {
                @for file in files.iter().rev() {
                    tr role="row" {
                        th role="rowheader" scope="row" { "Version " (file.version) }
                        td role="cell" { span lang=(file.language) { (file.language.own_name()) } }
                        td role="cell" { (calendar::named_date(file.published_on)) }
                        td role="cell" { (preview(file)) }
                        td role="cell" { (asked_in(file, uses)) }
                        td role="cell" { code.digest { (file.sha256) } }
                    }
                }
            }
        }
    }
}

/// The inspections that ask this version, as far as the viewer sees them.
fn asked_in(file: &Published, uses: &Uses) -> Markup {
    let titles: Vec<&str> = uses.titles(file.survey, file.version).collect();
    html! {
        @if titles.is_empty() { span.quiet { "No inspection" } } @else { (titles.join("; ")) }
    }
}

/// The link to the preview of one file.
fn preview(file: &Published) -> Markup {
    let language = file.language;
    html! {
        a href={ (paths::SURVEY.of(file.survey.key(), file.version)) "?lang=" (language) } {
            "Preview"
            span.unseen { ": " (file.survey.name()) ", version " (file.version) ", " span lang=(language) { (language.own_name()) } }
        }
    }
}
