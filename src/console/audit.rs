//! The audit log as a page: what was done, by whom, to what. It names no respondent.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use maud::{Markup, html};

use super::{
    ConsoleError,
    access::MayChange,
    users::User,
    views::{
        email::email,
        frame::{self, Head, Section},
        times,
    },
};
use crate::{
    audit::{Entry, entries},
    store::Store,
};

/// How many entries the page shows.
const SHOWN: i64 = 200;

/// `GET /console/audit`.
pub async fn show(MayChange(user): MayChange, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let log = store.run(|connection| entries(connection, SHOWN)).await?;
    Ok(frame::answer(StatusCode::OK, view(&user, &log)))
}

fn view(viewer: &User, log: &[Entry]) -> Markup {
    let head = Head::of("What was done", viewer, Section::Audit);
    let label = |name: &str| html! { span.label aria-hidden="true" { (name) } };
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { "What was done" }
                p.lead { "The audit log: the latest " (SHOWN) " entries. Nothing in it is about somebody who answers." }
                @if log.is_empty() {
                    div.empty { h2 { "Nothing yet" } p { "Imports, changes and deletions will stand here." } }
                } @else {
                    table.stack role="table" {
                        caption { "The newest first" }
                        thead role="rowgroup" {
                            tr role="row" { @for name in ["When", "Who", "What", "Where"] { th role="columnheader" scope="col" { (name) } } }
                        }
                        tbody role="rowgroup" {
                            @for entry in log {
                                tr role="row" {
                                    th role="rowheader" scope="row" { (times::moment(entry.at)) }
                                    td role="cell" { (label("Who")) (email(&entry.actor)) }
                                    td role="cell" { (label("What")) (entry.action) }
                                    td role="cell" { (label("Where")) (entry.subject) }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}
