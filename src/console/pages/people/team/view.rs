use maud::{Markup, html};

use super::model::SURE;
use crate::{
    console::{
        pages::changing::{Told, hidden, told},
        shell::form::{Errors, Typed},
        views::{
            email::email,
            fields::{self, Choice, Field, HowMany},
            frame::{self, Head, Section},
        },
    },
    inspection::Inspection,
    users::User,
};

/// What the form shows.
pub struct Shown<'a> {
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    pub told: Told<'a>,
    /// What it is filled from.
    pub from: &'a str,
    /// Whether the lists were just saved.
    pub saved: bool,
}

const TITLE: &str = "Who leads and reads it";

/// The page of the people of an inspection.
pub fn view(viewer: &User, inspection: &Inspection, shown: &Shown<'_>) -> Markup {
    let above = format!("/console/inspections/{}", inspection.id);
    let trail = [
        ("/console".to_owned(), "Inspections".to_owned()),
        (above.clone(), inspection.title.clone()),
    ];
    let failed = !shown.errors.is_empty() || shown.told != Told::Nothing;
    let head = Head { failed, trail: &trail, ..Head::of(TITLE, viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (told(shown.told, "What you typed is still in the form. Include the changes that \
                    somebody else made, then save."))
                (fields::summary(shown.errors))
                h1 { "Who leads and reads “" (inspection.title) "”" }
                @if shown.saved { div.notice role="status" { p { "Saved. The lists below are as \
                    they are now." } } }
                p { "The lead is " (email(&inspection.lead)) ". Like the lead, the team can see \
                    and change the inspection and read its results and comments." }
                (form(&above, shown))
                p { "Does somebody have no account \
                    yet? " a href="/console/users/new" { "Invite them" } ", or ask an \
                        administrator to invite another lead." }
            }
        },
    )
}

fn form(above: &str, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let lines = |name, label, hint| {
        let field = Field {
            errors,
            value: typed.exactly(name),
            hint: Some(hint),
            ..Field::new(name, label)
        };
        fields::lines(&field, 6)
    };
    html! {
        form method="post" action={ (above) "/team" } novalidate {
            (hidden(shown.from))
            (lines("team", "Who leads it too?", "The email addresses of their accounts, one per \
                line. They need an account as inspection lead or administrator."))
            @if errors.of(SURE).is_some() { (sure(errors)) }
            (lines("readers", "Who reads it?", "Inspectors and associate assessors who see this \
                inspection and change nothing, one address per line. Readers see its counts and \
                results; viewers see only its counts."))
            (lines("coordinators", "Which co-ordinators were invited to \
                it?", "Local co-ordinators who see only the inspections that they are invited to, \
                    one address per line. You do not need to list co-ordinators who see every \
                    inspection in their area."))
            button.main type="submit" { "Save" }
        }
    }
}

/// The second yes of somebody who takes themselves out of the team.
fn sure(errors: &Errors) -> Markup {
    let choice = Choice {
        value: "yes".to_owned(),
        text: "I know that I will no longer see it".to_owned(),
        chosen: false,
    };
    fields::choices(
        &Field { errors, ..Field::new(SURE, "Do you leave this inspection?") },
        HowMany::Any,
        &[choice],
    )
}
