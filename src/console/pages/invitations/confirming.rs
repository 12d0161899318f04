//! The page that shows how a list was read and what it changes, before anything is stored.

use maud::{Markup, html};

use super::model::InvitationsPage;
use crate::{
    console::{
        shell::form::Errors,
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
            trail,
        },
    },
    invitation::import::{Changes, List, ReadList, number},
    language::numbers::grouped,
    store::Id,
    users::User,
    web::paths,
};

/// The field with the number that the page showed.
pub const SEEN: &str = "seen";
/// The field in which the number of a large list is typed.
pub const COUNTED: &str = "counted";
/// The fields with the chosen sheet and with its workbook.
pub const SHEET: &str = "sheet";
pub const WORKBOOK: &str = "workbook";

/// The pages above the page of a collection's invitations, and that page.
pub fn trail(page: &InvitationsPage) -> [(String, String); 4] {
    [
        trail::inspections(),
        trail::inspection(&page.inspection),
        trail::collection(&page.collection),
        trail::invitations(&page.collection),
    ]
}

/// The changes by a list, with the list itself in the form, so that nothing is stored until
/// somebody confirms.
pub fn page(
    viewer: &User,
    page: &InvitationsPage,
    reading: &ReadList,
    changes: &Changes,
    errors: &Errors,
) -> Markup {
    let place = paths::invitations::PAGE.of(page.collection.id);
    let trail = trail(page);
    let title = format!("Check the list for {}", page.collection.name());
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(&title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { (title) }
                p.lead {
                    "Nothing is stored yet."
                    @match (changes.begun, page.mailing.paused) {
                        (false, _) => {}
                        (true, false) => " Invitations to this survey are already being sent, so \
                            new ones are sent as soon as you confirm."
                        (true, true) => " Messages for this survey are paused, so new ones wait \
                            until sending starts again."
                    }
                }
                (facts(changes))
                (understood(reading))
                (left_out(&reading.left_out()))
                @if changes.added + changes.again > 0 { (form(page.collection.id, &reading.list, changes, errors)) } @else {
                    p { "All of these mailboxes are already in the list, so there is nothing to \
                        add." }
                    p { a href=(place) { "Back to the invitations" } }
                }
            }
        },
    )
}

fn facts(changes: &Changes) -> Markup {
    html! {
        dl.facts {
            div { dt { "New mailboxes" } dd { (number(changes.added)) } }
            @for (part, count) in &changes.parts {
                div { dt { @if part.is_empty() { "New, in no \
                    part" } @else { "New in " (part) } } dd { (number(*count)) } }
            }
            div { dt { "In an earlier list, and not invited \
                again" } dd { (number(changes.known)) } }
            div { dt { "Mailboxes so far" } dd { (grouped(changes.there)) } }
            @if changes.again > 0 { div { dt { "Not reached so far, and invited \
                again" } dd { (number(changes.again)) } } }
        }
    }
}

/// How the file was read.
fn understood(reading: &ReadList) -> Markup {
    html! {
        section aria-labelledby="understood" {
            h2 #understood { "How the file was read" }
            dl.facts {
                @for (name, value) in reading.facts() { div { dt { (name) } dd { (value) } } }
                @if let Some(example) = reading.example() { div { dt { "The first and the last \
                    address" } dd { (example) } } }
                @for (part, count) in reading.parts() { div { dt { "People in " (part) } dd { (number(*count)) } } }
            }
        }
    }
}

/// What is left out of a list, one line per reason.
pub fn left_out(reasons: &[String]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            section.bad-rows aria-labelledby="left-out" {
                h2 #left-out { "Left out" }
                ul { @for reason in reasons { li { (reason) "." } } }
            }
        }
    }
}

fn form(collection: Id, list: &List, changes: &Changes, errors: &Errors) -> Markup {
    let added = changes.added.to_string();
    let many = if changes.added == 1 {
        "1 mailbox".to_owned()
    } else {
        format!("{} mailboxes", number(changes.added))
    };
    let hint = "This list adds more than a tenth to the present mailboxes. Type the number to \
        confirm that it is the right list.";
    let field = Field {
        hint: Some(hint),
        errors,
        ..Field::new(COUNTED, "How many new mailboxes does the list have?")
    };
    html! {
        form method="post" action=(paths::invitations::IMPORT.of(collection)) enctype="multipart/form-data" novalidate {
            input type="hidden" name="list" value=(as_csv(list));
            input type="hidden" name=(SEEN) value=(added);
            @if changes.are_large() { (fields::input(&field, FieldKind::Number)) }
            button.main type="submit" {
                @if changes.added == 0 { "Try " (number(changes.again)) " again" } @else {
                    "Add " (many) @if changes.begun { " and invite \
                        them" } @if changes.again > 0 { ", and try " (number(changes.again)) " again" }
                }
            }
            " " a.beside href=(paths::invitations::PAGE.of(collection)) { "Add none" }
        }
    }
}

/// The list as CSV, to be read again.
fn as_csv(list: &List) -> String {
    let with_parts = list.mailboxes.iter().any(|(_, part)| part.is_some());
    let mut text = if with_parts { "email,part\n".to_owned() } else { "email\n".to_owned() };
    for (email, part) in &list.mailboxes {
        text.push_str(email);
        if with_parts {
            text.push(',');
            text.push_str(part.as_deref().unwrap_or_default());
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::import::{self, PartNames};

    #[test]
    fn a_list_is_read_again_as_it_was() {
        let parts = PartNames::named([("health".to_owned(), "Health, and care".to_owned())]);
        for text in [
            "a@example.org\nb@example.org\n",
            "o^b@example.org\no|b@example.org\n",
            "email;stratum\na@example.org;Health, and Care\n\"o'b+x@example.org\";\n",
        ] {
            let list = import::read(text.as_bytes(), &parts, None).expect("a list").list;
            assert_eq!((list.mailboxes.len(), list.bad.len()), (2, 0));
            // Browsers send line breaks in a field as CR LF.
            let again = import::read(as_csv(&list).replace('\n', "\r\n").as_bytes(), &parts, None)
                .expect("a list");
            assert_eq!(again.list.mailboxes, list.mailboxes);
        }
    }
}
