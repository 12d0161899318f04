//! The page that asks which sheet of a workbook is the list.

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{Markup, html};

use super::{
    confirming::{SHEET, WORKBOOK, trail},
    model::InvitationsPage,
};
use crate::{
    console::views::{
        fields::{self, Choice, Field, HowMany},
        frame::{self, Head, Section},
    },
    users::User,
    web::paths,
};

/// The sheets with addresses. The workbook stays in the form, so that nothing is stored until
/// somebody confirms.
pub fn page(viewer: &User, page: &InvitationsPage, workbook: &[u8], names: &[String]) -> Markup {
    let place = paths::invitations::PAGE.of(page.collection.id);
    let title = format!("Choose the sheet for {}", page.collection.name());
    let trail = trail(page);
    let head = Head { trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let choice = |(place, name): (usize, &String)| Choice {
        value: name.clone(),
        text: name.clone(),
        chosen: place == 0,
    };
    let choices: Vec<Choice> = names.iter().enumerate().map(choice).collect();
    frame::page(
        &head,
        &html! {
            div.narrow {
                h1 { (title) }
                p.lead { "Several sheets of this workbook hold email addresses. Nothing is stored \
                    yet." }
                form method="post" action=(paths::invitations::IMPORT.of(page.collection.id)) enctype="multipart/form-data" novalidate {
                    input type="hidden" name=(WORKBOOK) value=(STANDARD.encode(workbook));
                    (fields::choices(&Field::new(SHEET, "Which sheet is the \
                        list?"), HowMany::One, &choices))
                    button.main type="submit" { "Read this sheet" }
                    " " a.beside href=(place) { "Add none" }
                }
            }
        },
    )
}
