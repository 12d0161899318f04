use maud::{Markup, html};

use super::model::SURE;
use crate::{
    console::{
        pages::changing::{Shown, hidden, told},
        shell::form::Errors,
        views::{
            email::email,
            fields::{self, Choice, Field, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::Inspection,
    users::User,
    web::paths,
};

const TITLE: &str = "Who leads and reads it";

/// The page of the people of an inspection.
pub fn view(viewer: &User, inspection: &Inspection, shown: &Shown<'_>, saved: bool) -> Markup {
    let trail = [trail::inspections(), trail::inspection(inspection)];
    let head = Head {
        failed: shown.failed(),
        trail: &trail,
        ..Head::of(TITLE, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (told(shown.told, "What you typed is still in the form. Include the changes that \
                    somebody else made, then save."))
                (fields::summary(shown.errors))
                h1 { "Who leads and reads “" (inspection.title) "”" }
                @if saved { div.notice role="status" { p { "Saved. The lists below are as \
                    they are now." } } }
                p { "The lead is " (email(&inspection.lead)) ". Like the lead, the team can see \
                    and change the inspection and read its results and comments." }
                (form(inspection, shown))
                p { "Does somebody have no account \
                    yet? " a href=(paths::user::NEW) { "Invite them" } ", or ask an \
                        administrator to invite another lead." }
            }
        },
    )
}

fn form(inspection: &Inspection, shown: &Shown<'_>) -> Markup {
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
        form method="post" action=(paths::inspection::TEAM.of(inspection.id)) novalidate {
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

/// The confirmation by users who remove themselves from the team.
fn sure(errors: &Errors) -> Markup {
    let choice = Choice {
        value: "yes".to_owned(),
        text: "I know that I will no longer see it".to_owned(),
        chosen: false,
    };
    fields::choices(
        &Field { errors, ..Field::new(SURE, "Leave this inspection?") },
        HowMany::Any,
        &[choice],
    )
}
