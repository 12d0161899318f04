use maud::{Markup, html};

use super::{
    handing_over::SURE,
    model::InspectionPage,
    parts::{self, Frozen, Shown, frozen, hidden},
};
use crate::{
    console::{
        pages::{
            contact,
            particulars::{self, DROPS},
        },
        shell::form::{Errors, Typed},
        views::{
            asking::Asking,
            fields::{self, Choice, Field, FieldKind, HowMany},
        },
    },
    inspection::{Collection, InspectionKind},
    language::numbers::counted,
    users::User,
    web::paths,
};

/// The page to change an inspection.
pub fn change(viewer: &User, page: &InspectionPage, shown: &Shown<'_>) -> Markup {
    let title = format!("Change {}", page.inspection.title);
    let trail = page.trail();
    let again = Some(
        "What you typed is still in the form. Check it, and save it if \
                    it is still right.",
    );
    let body = html! {
        (form(page, shown))
        (frozen(&stays(page)))
        h2 { "Other changes" }
        p { "To change the dates or the target of one collection, open its page." }
        p { a href=(paths::inspection::MESSAGES.of(page.inspection.id)) { "Read and change what \
            its messages say" } }
        p { a href=(paths::inspection::TEAM.of(page.inspection.id)) { "Change who leads and reads \
            it" } }
        p { a href=(paths::inspection::DELETE.of(page.inspection.id)) { @if page.kept.is_empty() { "Delete it" } @else { "See why it cannot be deleted" } } "." }
    };
    parts::page(viewer, (&title, &trail, Asking::Anonymous), shown, again, &body)
}

fn form(page: &InspectionPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let extend = format!(
        "Scottish time. {} open or planned; those that close later do not change. Leave it empty \
            to extend nothing.",
        counted(page.unclosed(), "collection is", "collections are")
    );
    html! {
        form method="post" action=(paths::inspection::CHANGE.of(page.inspection.id)) novalidate {
            (hidden(shown.from))
            (fields::input(&field("title", "Title"), FieldKind::Text))
            (fields::choices(&field("kind", "What kind of inspection is \
                it?"), HowMany::One, &kinds(typed)))
            @if errors.of(DROPS).is_some() || !typed.one(DROPS).is_empty() { (drops(typed, errors)) }
            (particulars::fields(typed, errors, Some(&page.earlier)))
            (fields::input(&Field { hint: Some("The person needs an account as inspection lead or \
                administrator. Unless you are in the team, you will no longer see the \
                inspection."), ..field("lead", "Email address of the \
                    lead") }, FieldKind::Email("off")))
            @if errors.of(SURE).is_some() || !typed.one(SURE).is_empty() { (sure(typed, errors)) }
            (fields::input(&Field { hint: Some("Counted from the release of a collection. With \
                fewer days, responses are deleted sooner and cannot be restored. Counts \
                stay."), ..field("keep_days", "Number of days to keep responses") }, FieldKind::Number))
            (contact::fields(typed, errors))
            @if page.unclosed() > 0 || !typed.one("extend_to").is_empty() {
                (fields::input(&Field { hint: Some(&extend), ..field("extend_to", "Extend all \
                    open or planned collections to") }, FieldKind::Time))
            }
            button.main type="submit" { "Save the changes" }
            " " a.beside href=(page.place()) { "Cancel" }
        }
    }
}

/// The confirmation that details of the former kind are deleted.
fn drops(typed: &Typed, errors: &Errors) -> Markup {
    let kind = typed.one("kind");
    let choice = Choice {
        text: "Change the kind and delete what it cannot keep".to_owned(),
        chosen: typed.has(DROPS, kind),
        value: kind.to_owned(),
    };
    let field = Field { errors, ..Field::new(DROPS, "Delete details of the former kind?") };
    fields::choices(&field, HowMany::Any, &[choice])
}

/// The confirmation by somebody who would no longer see the inspection.
fn sure(typed: &Typed, errors: &Errors) -> Markup {
    let lead = typed.one("lead").to_lowercase();
    let choice = Choice {
        text: format!("Give it to {lead}. I know that I will no longer see it"),
        chosen: typed.has(SURE, &lead),
        value: lead,
    };
    fields::choices(
        &Field { errors, ..Field::new(SURE, "Give this inspection to another lead?") },
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

/// What cannot be changed, with reasons.
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
            reason: "People were told that no figure about answers rests on fewer people.",
        },
        Frozen {
            name: "asked",
            label: "Who is asked",
            value: asked,
            reason: "Each is a separate collection. You can add one, or delete one that nobody \
                has answered.",
        },
    ]
}
