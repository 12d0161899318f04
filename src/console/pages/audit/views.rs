use maud::{Markup, html};

use super::{
    file::LogFile,
    params::{Choices, key, query},
};
use crate::{
    audit::{Entry, Filter},
    console::views::{
        email::email,
        frame::{self, Head, Section},
    },
    export::Format,
    language::calendar,
    users::{Role, User},
    web::paths,
};

/// The contents of the page.
pub struct Log {
    pub choices: Choices,
    pub filter: Filter,
    pub entries: Vec<Entry>,
    /// Whether there are older ones.
    pub more: bool,
    /// Whether there are newer ones.
    pub later: bool,
}

pub fn log(viewer: &User, log: &Log) -> Markup {
    let params = query(&log.filter, None);
    frame::page(
        &Head::of("Audit log", viewer, Section::Audit),
        &html! {
            div.wide {
                h1 { "Audit log" }
                p.lead { (about(viewer)) " Entries can be added but not changed or deleted." }
                (choose(log))
                @if log.entries.is_empty() {
                    div.empty { h2 { "Nothing here" } p { "Imports, changes and deletions will \
                        appear here." } }
                } @else {
                    (table(&log.entries))
                    nav.pages aria-label="Pages of the log" {
                        @if log.later { a.button.second href={ (paths::AUDIT) (params) } { "Newest entries" } }
                        @if let (true, Some(last)) = (log.more, log.entries.last()) {
                            a.button.second href={ (paths::AUDIT) (query(&log.filter, Some(last.id))) } { "Older entries" }
                        }
                    }
                    p {
                        "Download " @if params.is_empty() { "the whole log" } @else { "this selection" } " as "
                        @for (place, format) in Format::ALL.iter().enumerate() {
                            @if place > 0 { ", " }
                            a href={ (paths::AUDIT_FILE.of(LogFile(*format).name())) (params) } { (format.name()) }
                        }
                        ". The download is recorded too."
                    }
                }
            }
        },
    )
}

const fn about(viewer: &User) -> &'static str {
    match viewer.role {
        Role::Admin => {
            "The audit log of the whole service. It contains nothing about people who answer anonymously."
        }
        _ => {
            "The audit log of your inspections, and of what you did yourself. It contains nothing \
                about people who answer."
        }
    }
}

fn choose(log: &Log) -> Markup {
    let Log { choices, filter, .. } = log;
    html! {
        form.choosing method="get" action=(paths::AUDIT) {
            div.field {
                label for="inspection" { "Inspection" }
                select #inspection name="inspection" {
                    option value="" { "All" }
                    @for one in &choices.inspections {
                        option value=(one.id) selected[filter.inspection == Some(one.id)] { (one.title) }
                    }
                }
            }
            div.field {
                label for="who" { "Who did it" }
                select #who name="who" {
                    option value="" { "Everybody" }
                    @for actor in &choices.actors {
                        option value=(key(actor)) selected[filter.actor.as_ref() == Some(actor)] { (actor) }
                    }
                }
            }
            button type="submit" { "Show" }
        }
    }
}

fn table(entries: &[Entry]) -> Markup {
    let label = |name: &str| html! { span.label aria-hidden="true" { (name) } };
    html! {
        table.stack role="table" {
            caption { "The newest first" }
            thead role="rowgroup" {
                tr role="row" { @for name in ["When", "Who", "What", "Where"] { th role="columnheader" scope="col" { (name) } } }
            }
            tbody role="rowgroup" {
                @for entry in entries {
                    tr role="row" {
                        th role="rowheader" scope="row" { (calendar::named_date_and_time(entry.at)) }
                        td role="cell" { (label("Who")) (email(&entry.actor)) }
                        td role="cell" { (label("What")) (entry.action) }
                        td role="cell" {
                            (label("Where"))
                            @match entry.inspection {
                                Some(id) => a href=(paths::inspection::PAGE.of(id)) { (entry.subject) },
                                None => (entry.subject),
                            }
                        }
                    }
                }
            }
        }
    }
}
