use maud::{Markup, html};

use super::model::SlipsPage;
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
        },
    },
    inspection::Stratum,
    invitation::code::Batch,
    language::{calendar, numbers::grouped},
    store::Id,
    users::User,
};

fn around(viewer: &User, page: &SlipsPage, title: &str, failed: bool, main: &Markup) -> Markup {
    let inspection = format!("/console/inspections/{}", page.inspection.id);
    let trail = [
        ("/console".to_owned(), "Inspections".to_owned()),
        (inspection, page.inspection.title.clone()),
        (page.path(), page.collection.name()),
    ];
    frame::page(
        &Head { failed, trail: &trail, ..Head::of(title, viewer, Section::Inspections) },
        main,
    )
}

/// The slips of a collection, with the form for more. `typed` holds the id of the batch that the
/// form makes.
pub fn slips(viewer: &User, page: &SlipsPage, typed: &Typed, errors: &Errors) -> Markup {
    let main = html! {
        div.narrow {
            (fields::summary(errors))
            h1 { "Slips of paper" }
            p.lead { "A slip has a code and a QR code that open the form for one person, once. \
                Hand them out where there is no email, or where a link would be passed on." }
            @if page.collection.open_link { p { a href={ (page.path()) "/poster" } { "Print a poster" } " for the link that anybody may open." } }
            @if page.is_over() {
                p.notice { "This collection has closed. Slips would open nothing any more." }
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
    let all = (Stratum::NONE.to_owned(), "All of the collection".to_owned());
    let part = |stratum: &Stratum| (stratum.key.clone(), stratum.name.clone());
    let parts: Vec<_> = std::iter::once(all).chain(page.strata.iter().map(part)).collect();
    html! {
        section.correct aria-labelledby="more" {
            h2 #more { "Make slips" }
            form method="post" action={ (page.path()) "/slips" } novalidate autocomplete="off" {
                input type="hidden" name="batch" value=(typed.one("batch"));
                (fields::input(&Field { hint: Some("From 8 to 5,000. Eight come on a sheet of \
                    A4."), ..field("number", "How many?") }, FieldKind::Number))
                (fields::input(&Field { hint: Some("Such as a school or a house, never a person. \
                    It tells these slips from others, and does not stand on them. May be left \
                    empty."), ..field("place", "Where are they handed out?") }, FieldKind::Text))
                @if !page.strata.is_empty() { (fields::select(&field("part", "For which \
                    part?"), &parts)) }
                p { "The next page holds the slips. It is shown once: have a printer ready." }
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
                p { "No slips were made yet." }
            } @else {
                table.stack role="table" {
                    caption #made { "Made so far" }
                    thead role="rowgroup" { tr role="row" {
                        @for name in ["Place", "Part", "Slips", "Used", "Made on", "State"] { th role="columnheader" scope="col" { (name) } }
                    } }
                    tbody role="rowgroup" { @for batch in &page.batches { (row(viewer, page, batch)) } }
                }
                p.quiet { "The count says how many were used, never which. Codes are kept \
                    nowhere: if a sheet is lost, take its slips back and make new ones." }
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
            (cell("Used", html! { (grouped(batch.used)) }))
            (cell("Made on", html! { (calendar::named_date(batch.made_on)) }))
            (cell("State", html! {
                @if batch.revoked {
                    "Taken back"
                } @else if viewer.role.may_reach() {
                    a href={ (page.path()) "/slips/" (batch.id) "/revoke" } { "Take back" span.unseen { " " (named(batch)) } }
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

/// Asks whether a batch is to be taken back.
pub fn revoke(viewer: &User, page: &SlipsPage, batch: &Batch) -> Markup {
    let back = format!("{}/slips", page.path());
    let main = html! {
        div.narrow {
            h1 { @if batch.revoked { "These slips were taken \
                back" } @else { "Take back " (named(batch)) "?" } }
            @if batch.revoked {
                p { "Their unused codes open nothing any more." }
                p { a href=(back) { "Back to the slips" } }
            } @else {
                p { (grouped(batch.used)) " of " (grouped(batch.number)) " were used; what was \
                    answered with them stays. The others stop working at once, and whoever tries \
                    one reads that it was taken back." }
                p { strong { "This cannot be undone." } " People who still hold such a slip need \
                    a new one." }
                form method="post" action={ (back) "/" (batch.id) "/revoke" } { button.main type="submit" { "Take back the slips" } }
                p { a.button.second href=(back) { "Keep them" } }
            }
        }
    };
    around(viewer, page, "Take back slips", false, &main)
}

/// The same form came twice: nothing was made the second time.
pub fn made_already(viewer: &User, page: &SlipsPage, id: Id) -> Markup {
    let batch = page.batches.iter().find(|batch| batch.id == id);
    let back = format!("{}/slips", page.path());
    let main = html! {
        div.narrow {
            h1 { "These slips were made already" }
            p { "The form was sent a second time, as by loading the sheets again. Nothing was \
                made now, and the codes that were made cannot be shown again." }
            @if let Some(batch) = batch.filter(|batch| !batch.revoked) {
                p { "If you printed them, there is nothing to do. If not, take them back and make \
                    new \
                    ones: " a href={ (back) "/" (batch.id) "/revoke" } { "take back " (named(batch)) } "." }
            }
            p { a href=(back) { "Back to the slips" } }
        }
    };
    around(viewer, page, "These slips were made already", false, &main)
}

/// A poster would lead nowhere.
pub fn no_poster(viewer: &User, page: &SlipsPage) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "There is no poster" }
            p { "The link of this collection opens no form by itself: people answer with an \
                emailed invitation or with a slip of paper." }
            p { a href={ (page.path()) "/slips" } { "Make slips" } }
        }
    };
    around(viewer, page, "There is no poster", false, &main)
}
