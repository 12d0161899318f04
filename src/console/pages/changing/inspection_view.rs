use maud::{Markup, html};

use super::{
    handing_over::SURE,
    model::{InspectionPage, Told},
    parts::{Frozen, frozen, hidden, told},
};
use crate::{
    console::{
        pages::contact,
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
        },
    },
    inspection::{Collection, InspectionKind},
    language::numbers::counted,
    users::User,
};

/// What the form shows.
pub struct Shown<'a> {
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    pub told: Told<'a>,
    /// What it is filled from.
    pub from: &'a str,
}

/// The page on which an inspection is changed.
pub fn change(viewer: &User, page: &InspectionPage, shown: &Shown<'_>) -> Markup {
    let title = format!("Change {}", page.inspection.title);
    let (place, trail) = (page.place(), page.trail());
    let failed = !shown.errors.is_empty() || shown.told != Told::Nothing;
    let head = Head { failed, trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (told(shown.told, "What you typed is still in the form. Look through it, and save \
                    it if it is still right."))
                (fields::summary(shown.errors))
                h1 { (title) }
                (form(page, shown))
                (frozen(&stays(page)))
                h2 { "Something else" }
                p { "Dates and target of one collection are changed on its own page." }
                p { a href={ (place) "/messages" } { "Read and change what its messages say" } }
                p { a href={ (place) "/team" } { "Say who leads and reads it" } }
                p { a href={ (place) "/delete" } { @if page.kept.is_empty() { "Delete it" } @else { "See why it cannot be deleted" } } "." }
            }
        },
    )
}

fn form(page: &InspectionPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let extend = format!(
        "On the clocks of Scotland. {} open or planned; those that close later stay as they are. \
         Leave it empty to extend nothing.",
        counted(page.unclosed(), "collection is", "collections are")
    );
    html! {
        form method="post" action={ (page.place()) "/change" } novalidate {
            (hidden(shown.from))
            (fields::input(&field("title", "Title"), FieldKind::Text))
            (fields::choices(&field("kind", "What kind of inspection is \
                it?"), HowMany::One, &kinds(typed)))
            (fields::input(&Field { hint: Some("They need an account as inspection lead or \
                administrator, and see and change the inspection. Unless you are in its team, you \
                no longer see \
                it."), ..field("lead", "Email address of its lead") }, FieldKind::Email("off")))
            @if errors.of(SURE).is_some() || !typed.one(SURE).is_empty() { (sure(typed, errors)) }
            (fields::input(&Field { hint: Some("From the release of a collection on. Fewer days \
                delete earlier, and what is deleted does not come back. Counts \
                stay."), ..field("keep_days", "For how many days are responses \
                    kept?") }, FieldKind::Number))
            (contact::fields(typed, errors))
            @if page.unclosed() > 0 || !typed.one("extend_to").is_empty() {
                (fields::input(&Field { hint: Some(&extend), ..field("extend_to", "Extend all \
                    open or planned collections to") }, FieldKind::Time))
            }
            button.main type="submit" { "Save the changes" }
            " " a.beside href=(page.place()) { "Leave it as it is" }
        }
    }
}

/// The second yes of somebody who would lose sight of the inspection.
fn sure(typed: &Typed, errors: &Errors) -> Markup {
    let lead = typed.one("lead").to_lowercase();
    let choice = Choice {
        text: format!("Give it to {lead}. I know that I will no longer see it"),
        chosen: typed.has(SURE, &lead),
        value: lead,
    };
    fields::choices(
        &Field { errors, ..Field::new(SURE, "Do you give this inspection away?") },
        HowMany::Any,
        &[choice],
    )
}

fn kinds(typed: &Typed) -> Vec<Choice> {
    let choice = |kind: InspectionKind| Choice {
        value: kind.key().to_owned(),
        text: kind.name().to_owned(),
        chosen: typed.has("kind", kind.key()),
    };
    InspectionKind::ALL.map(choice).into()
}

/// What cannot be changed, each with why.
fn stays(page: &InspectionPage) -> [Frozen<'_>; 2] {
    let asked = match page.collections.as_slice() {
        [] => "Nobody yet".to_owned(),
        some => some.iter().map(Collection::name).collect::<Vec<_>>().join("; "),
    };
    [
        Frozen {
            name: "threshold",
            label: "Fewest people behind a figure",
            value: page.inspection.threshold.to_string(),
            reason: "People answer trusting that no figure about answers rests on fewer.",
        },
        Frozen {
            name: "asked",
            label: "Who is asked",
            value: asked,
            reason: "Each is a collection of its own: add one, or delete one that nobody has \
                answered.",
        },
    ]
}
