use maud::{Markup, html};

use super::form::FormPage;
use crate::{
    console::{
        pages::changing::{Shown, hidden, told},
        shell::form::Typed,
        shell::once,
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    programme::Programme,
    survey::Framework,
    users::User,
    web::paths,
};

/// The form of a programme, new or to be changed.
pub fn form(viewer: &User, page: &FormPage, shown: &Shown<'_>) -> Markup {
    let mut trail = vec![trail::inspections(), trail::programmes()];
    trail.extend(page.programme.as_ref().map(trail::programme));
    let (title, action, button) = match &page.programme {
        Some(one) => ("Change the programme", paths::programme::CHANGE.of(one.id), "Save"),
        None => ("Create a programme", paths::programme::ALL.to_owned(), "Create the programme"),
    };
    let head = Head {
        failed: shown.failed(),
        trail: &trail,
        ..Head::of(title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (told(shown.told, "What you typed is still in the form. Check it, then save."))
                (fields::summary(shown.errors))
                h1 { (title) }
                form method="post" action=(action) novalidate {
                    (hidden(shown.from))
                    (once::field(shown.typed.one(once::KEY)))
                    (controls(page, shown))
                    button.main type="submit" { (button) }
                }
            }
        },
    )
}

fn controls(page: &FormPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let title = Field {
        errors,
        value: typed.one("title"),
        hint: Some("As reports call it, such as “Joint inspections 2018-20”."),
        ..Field::new("title", "Title")
    };
    let framework = Field {
        errors,
        value: typed.one("framework"),
        hint: Some("What its inspections ask and evaluate."),
        ..Field::new("framework", "Framework")
    };
    let all: Vec<(String, String)> =
        Framework::all().iter().map(|one| (one.to_string(), one.name().to_owned())).collect();
    let inspections = Field {
        errors,
        hint: Some(
            "An inspection can be in one programme. Choosing it here takes it out of any \
            other.",
        ),
        ..Field::new("inspections", "Inspections")
    };
    html! {
        (fields::input(&title, FieldKind::Text))
        (fields::select(&framework, &all))
        @if page.choices.is_empty() {
            p.quiet { "There is no inspection that you can put into it yet." }
        } @else {
            (fields::choices(&inspections, HowMany::Any, &choices(page, typed)))
        }
    }
}

fn choices(page: &FormPage, typed: &Typed) -> Vec<Choice> {
    let own = page.programme.as_ref().map(|one| one.id);
    let elsewhere = |there: &Option<Programme>| {
        let other = there.as_ref().filter(|there| Some(there.id) != own);
        other.map(|other| format!(" (now in “{}”)", other.title)).unwrap_or_default()
    };
    page.choices
        .iter()
        .map(|(inspection, there)| Choice {
            value: inspection.id.to_string(),
            text: format!("{}{}", inspection.title, elsewhere(there)),
            chosen: typed.has("inspections", &inspection.id.to_string()),
        })
        .collect()
}
