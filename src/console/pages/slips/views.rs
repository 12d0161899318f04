use maud::{Markup, html};

use super::model::SlipsPage;
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::Part,
    invitation::code::Batch,
    language::{calendar, numbers::grouped},
    store::Id,
    users::User,
    web::paths,
};

fn around(viewer: &User, page: &SlipsPage, title: &str, failed: bool, main: &Markup) -> Markup {
    let trail = [
        trail::inspections(),
        trail::inspection(&page.inspection),
        trail::collection(&page.collection),
    ];
    frame::page(
        &Head { failed, trail: &trail, ..Head::of(title, viewer, Section::Inspections) },
        main,
    )
}

/// The slips of a collection, with the form for more. `typed` contains the id of the form's batch.
pub fn slips(viewer: &User, page: &SlipsPage, typed: &Typed, errors: &Errors) -> Markup {
    let main = html! {
        div.narrow {
            (fields::summary(errors))
            h1 { "Paper slips" }
            p.lead { "A slip has a code and a QR code that open the form for one person, once. \
                Use slips for people who have no email, or if a link could be passed on." }
            @if page.collection.open_link { p { a href=(paths::collection::POSTER.of(page.collection.id)) { "Print a poster" } " for the link that anybody may open." } }
            @if page.is_over() {
                p.notice { "This collection has closed. New slips would not work." }
            } @else if viewer.role.may_reach() {
                (more(page, typed, errors))
            }
        }
        div.wide {
            (batches(viewer, page))
        }
    };
    around(viewer, page, &format!("Slips, {}", page.collection.name()), !errors.is_empty(), &main)
}

fn more(page: &SlipsPage, typed: &Typed, errors: &Errors) -> Markup {
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let all = (Part::NONE.to_owned(), "All of the collection".to_owned());
    let part = |part: &Part| (part.key.clone(), part.name.clone());
    let parts: Vec<_> = std::iter::once(all).chain(page.parts.iter().map(part)).collect();
    html! {
        section.correct aria-labelledby="more" {
            h2 #more { "Make slips" }
            form method="post" action=(paths::collection::SLIPS.of(page.collection.id)) novalidate autocomplete="off" {
                input type="hidden" name="batch" value=(typed.one("batch"));
                (fields::input(&Field { hint: Some("From 8 to 5,000. Eight come on a sheet of \
                    A4."), ..field("number", "How many?") }, FieldKind::Number))
                (fields::input(&Field { hint: Some("Such as a school or a house, never a person. \
                    It identifies this batch and is not printed on the slips. \
                    Optional."), ..field("place", "Where are they handed out?") }, FieldKind::Text))
                @if !page.parts.is_empty() { (fields::select(&field("part", "For which \
                    part?"), &parts)) }
                p { "The next page shows the slips, once only. Have a printer ready." }
                button.main type="submit" { "Make the slips" }
            }
        }
    }
}

fn batches(viewer: &User, page: &SlipsPage) -> Markup {
    html! {
        section aria-labelledby="made" {
            @if page.batches.is_empty() {
                h2 #made { "Made so far" }
                p { "No slips have been made yet." }
            } @else {
                table.stack role="table" {
                    caption #made { "Made so far" }
                    thead role="rowgroup" { tr role="row" {
                        @for name in ["Place", "Part", "Slips", "Used", "Made on", "State"] { th role="columnheader" scope="col" { (name) } }
                    } }
                    tbody role="rowgroup" { @for batch in &page.batches { (row(viewer, page, batch)) } }
                }
                p.quiet { "Speir counts how many slips were used but not which. It does not store \
                    the codes: if a sheet is lost, cancel its slips and make new ones." }
            }
        }
    }
}

fn row(viewer: &User, page: &SlipsPage, batch: &Batch) -> Markup {
    let cell = |name: &str, value: Markup| html! { td role="cell" { span.label aria-hidden="true" { (name) } (value) } };
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (place(batch)) }
            (cell("Part", html! { (page.part_of(batch)) }))
            (cell("Slips", html! { (grouped(batch.number)) }))
            (cell("Used", html! { (batch.used) }))
            (cell("Made on", html! { (calendar::named_date(batch.made_on)) }))
            (cell("State", html! {
                @if batch.revoked {
                    "Cancelled"
                } @else if viewer.role.may_reach() {
                    a href=(paths::collection::REVOKE_SLIPS.of(page.collection.id, batch.id)) { "Cancel" span.unseen { " " (named(batch)) } }
                } @else {
                    "Handed out"
                }
            }))
        }
    }
}

fn place(batch: &Batch) -> &str {
    if batch.place.is_empty() { "No place named" } else { &batch.place }
}

/// "33 slips for Penicuik High School".
fn named(batch: &Batch) -> String {
    let place =
        if batch.place.is_empty() { String::new() } else { format!(" for {}", batch.place) };
    format!("{} slips{place}", grouped(batch.number))
}

/// The confirmation page for cancelling a batch.
pub fn revoke(viewer: &User, page: &SlipsPage, batch: &Batch) -> Markup {
    let back = paths::collection::SLIPS.of(page.collection.id);
    let main = html! {
        div.narrow {
            h1 { @if batch.revoked { "These slips were \
                cancelled" } @else { "Cancel " (named(batch)) "?" } }
            @if batch.revoked {
                p { "Their unused codes no longer work." }
                p { a href=(back) { "Back to the slips" } }
            } @else {
                p { @if let Some(used) = batch.used.count() { (grouped(used)) " of "
                    (grouped(batch.number)) " were used; those answers stay. " } @else { "The \
                    answers of those that were used stay. " } "The others stop working at once, and people who try one are \
                    told that it was cancelled." }
                p { strong { "This cannot be undone." } " People who still hold such a slip need \
                    a new one." }
                form method="post" action=(paths::collection::REVOKE_SLIPS.of(page.collection.id, batch.id)) { button.main type="submit" { "Cancel the slips" } }
                p { a.button.second href=(back) { "Keep them" } }
            }
        }
    };
    around(viewer, page, "Cancel slips", false, &main)
}

/// The same form was sent twice: the second time made nothing.
pub fn made_already(viewer: &User, page: &SlipsPage, id: Id) -> Markup {
    let batch = page.batches.iter().find(|batch| batch.id == id);
    let back = paths::collection::SLIPS.of(page.collection.id);
    let main = html! {
        div.narrow {
            h1 { "These slips have already been made" }
            p { "The form was sent a second time, for example by reloading the page. No new slips \
                were made, and the codes cannot be shown again." }
            @if let Some(batch) = batch.filter(|batch| !batch.revoked) {
                p { "If you printed them, you do not need to do anything. If not, cancel them and \
                    make new \
                    ones: " a href=(paths::collection::REVOKE_SLIPS.of(page.collection.id, batch.id)) { "cancel " (named(batch)) } "." }
            }
            p { a href=(back) { "Back to the slips" } }
        }
    };
    around(viewer, page, "These slips have already been made", false, &main)
}

/// A poster would lead nowhere.
pub fn no_poster(viewer: &User, page: &SlipsPage) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "There is no poster" }
            p { "This collection has no open link: people answer with an email invitation or a \
                paper slip." }
            p { a href=(paths::collection::SLIPS.of(page.collection.id)) { "Make slips" } }
        }
    };
    around(viewer, page, "There is no poster", false, &main)
}
