use maud::{Markup, html};

use super::{
    list::PEOPLE,
    model::{AreaRow, AreasPage},
};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            asking::Asking,
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
            trail,
        },
    },
    language::calendar,
    users::User,
    web::paths,
};

/// Who is asked in each area, and how far the areas are.
pub fn areas(
    viewer: &User,
    page: &AreasPage,
    typed: &Typed,
    errors: &Errors,
    told: Option<String>,
) -> Markup {
    let trail = [trail::inspections(), trail::inspection(&page.inspection)];
    let title = page.instrument.name();
    let head = Head {
        trail: &trail,
        asking: Some(Asking::Area),
        failed: !errors.is_empty(),
        ..Head::of(title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.wide {
                @if let Some(told) = told { div.saved role="status" { p { (told) } } }
                (fields::summary(errors))
                h1 { (title) span.whose { " " (page.inspection.title) } }
                p.lead { (page.sent()) " of " (page.areas.len()) " areas have sent their answers." }
                @if page.sent() > 0 {
                    p { a.button href=(paths::officers::ACROSS.of(page.inspection.id, page.instrument.key())) { "Read the answers" } }
                }
                (table(page))
                (ask(page, typed, errors))
            }
        },
    )
}

fn table(page: &AreasPage) -> Markup {
    html! {
        table.given role="table" {
            caption { "Areas and who is asked" }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { "Area" }
                th role="columnheader" scope="col" { "State" }
                th role="columnheader" scope="col" { "Who is asked" }
            } }
            tbody role="rowgroup" { @for area in &page.areas { (row(area)) } }
        }
    }
}

fn row(area: &AreaRow) -> Markup {
    let id = area.collection.id;
    let saved = area.response.as_ref().map(|one| one.updated_at);
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { a href=(paths::officers::PAGE.of(id)) { (area.collection.area) } }
            td role="cell" {
                @if area.sent().is_some() {
                    a href=(paths::officers::ANSWERS.of(id)) { (area.standing().name()) span.unseen { ": the answers of " (area.collection.area) } }
                } @else { (area.standing().name()) }
                @if let Some(at) = saved { span.quiet { ", " (calendar::this_year(at)) } }
            }
            td role="cell" {
                @for (place, one) in area.officers.iter().enumerate() {
                    @if place > 0 { br; }
                    (email(&one.email))
                    @if one.mail_returned_at.is_some() { " " strong.returned { "mail came back" } }
                }
                @if area.officers.is_empty() { span.quiet { "Nobody" } }
            }
        }
    }
}

fn ask(page: &AreasPage, typed: &Typed, errors: &Errors) -> Markup {
    let action = paths::officers::ALL.of(page.inspection.id, page.instrument.key());
    html! {
        section aria-labelledby="ask" {
            h2 #ask { "Ask people in several areas" }
            p { "Each gets a link by email when the collection of their area is open. A local co-ordinator can also ask people for their own area." }
            form method="post" action=(action) {
                (fields::lines(&Field {
                    hint: Some("One person a line: the area, a comma and the address. For example: Fife, officer@fife.example"),
                    value: typed.exactly(PEOPLE),
                    errors,
                    ..Field::new(PEOPLE, "Areas and email addresses")
                }, 8))
                button.main type="submit" { "Ask" }
            }
        }
    }
}
