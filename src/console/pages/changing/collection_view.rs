use maud::{Markup, html};

use super::{
    model::CollectionPage,
    parts::{self, Frozen, Shown, frozen, hidden},
};
use crate::{
    console::views::fields::{self, Field, FieldKind},
    inspection::{GRACE, State},
    language::calendar,
    users::User,
    web::paths,
};

/// The page to change a collection.
pub fn change(viewer: &User, page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    let title = format!("Change {}", page.name());
    let trail = page.trail();
    let again = Some(
        "What you typed is still in the form. Check it, and save it if \
                    it is still right.",
    );
    let body = html! {
        p.lead { (standing(page)) }
        @if page.state() == State::Released {
            p { a href=(paths::collection::RESULTS.of(page.collection.id)) { "See the results" } }
            p { a href=(page.place()) { "Back to the collection" } }
        } @else {
            (form(page, shown))
        }
        (frozen(&stays(page)))
        @if page.state() != State::Released { (other_ways(page)) }
    };
    parts::page(viewer, (&title, &trail), shown, again, &body)
}

fn standing(page: &CollectionPage) -> String {
    let closes_at = page.collection.closes_at;
    match page.state() {
        State::Planned => {
            format!("It opens on {}.", calendar::named_date_and_time(page.collection.opens_at))
        }
        State::Open => format!("It is open until {}.", calendar::named_date_and_time(closes_at)),
        State::Closing | State::Closed => format!(
            "It closed {}. A later closing time reopens it, and its link works at once. You \
                can do this until its answers are released, soon after {}.",
            calendar::ago(closes_at, page.now),
            calendar::time_on(page.released_at(closes_at))
        ),
        State::Released => {
            "Its answers are released, so it can no longer be changed. If it were reopened, \
                comparing the results before and after would reveal the new answers."
                .to_owned()
        }
    }
}

fn form(page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let begun = page.collection.has_begun(page.now);
    let has_closed = matches!(page.state(), State::Closing | State::Closed);
    let closing = if has_closed {
        "Scottish time. A later time reopens it."
    } else {
        "Scottish time. A form that is open by then can still be sent for two hours. Reminders \
            after this time are cancelled. A later time does not add reminders."
    };
    html! {
        form method="post" action=(paths::collection::CHANGE.of(page.collection.id)) novalidate {
            (hidden(shown.from))
            @if !begun {
                (fields::input(&Field { hint: Some("Scottish time. Email invitations are sent \
                    then. Reminders before this time are \
                    cancelled."), ..field("opens_at", "Opens") }, FieldKind::Time))
            }
            (fields::input(&Field { hint: Some(closing), ..field("closes_at", "Closes") }, FieldKind::Time))
            (fields::input(&Field { hint: Some("In percent."), ..field("target_percent", "Target response rate") }, FieldKind::Number))
            @if !begun {
                (fields::select(&Field { hint: Some("You can change the version until the collection opens."), ..field("version", "Version of the survey") }, &versions(page)))
            }
            button.main type="submit" { @if has_closed { "Save or reopen" } @else { "Save the \
                changes" } }
            " " a.beside href=(page.place()) { "Cancel" }
        }
    }
}

fn versions(page: &CollectionPage) -> Vec<(String, String)> {
    let mut all = page.versions.clone();
    all.insert(page.collection.version);
    all.into_iter()
        .rev()
        .map(|version| (version.to_string(), format!("Version {version}")))
        .collect()
}

/// What cannot be changed, with reasons.
fn stays(page: &CollectionPage) -> Vec<Frozen<'_>> {
    let collection = &page.collection;
    let begun = collection.has_begun(page.now);
    let mut list = Vec::new();
    let mut stay =
        |name, label, value: String, reason| list.push(Frozen { name, label, value, reason });
    let asked = if begun {
        "People have answered, or can answer, as this audience in this area."
    } else {
        "If it is the wrong one, delete this collection and add another."
    };
    stay("area", "Area", collection.area.name().to_owned(), asked);
    stay("audience", "Audience", collection.survey.name().to_owned(), asked);
    let fewest = "It is set for the whole inspection. People were told that no figure about \
        answers rests on fewer people.";
    stay(
        "threshold",
        "Fewest people behind a figure",
        page.inspection.threshold.to_string(),
        fewest,
    );
    let parts = match page.parts.len() {
        0 => "None".to_owned(),
        _ => page.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    stay("parts", "Parts", parts, fixed_parts(page));
    if begun {
        stay(
            "opens_at",
            "Opened",
            calendar::named_date_and_time(collection.opens_at),
            "It is open, or opens within a minute.",
        );
        let one = "All answers in a collection use one version of the survey.";
        stay("version", "Survey version", collection.version.to_string(), one);
    }
    if page.state() == State::Released {
        let seen = "The results are released.";
        stay("closes_at", "Closed", calendar::named_date_and_time(collection.closes_at), seen);
        stay(
            "target_percent",
            "Target response rate",
            format!("{}%", collection.target_percent),
            seen,
        );
    }
    list
}

/// Why the parts stay as they are.
fn fixed_parts(page: &CollectionPage) -> &'static str {
    match (page.parts.is_empty(), page.collection.has_begun(page.now)) {
        (true, false) => {
            "Parts are set when the collection is added. If it needs parts, delete it and add \
                another."
        }
        (true, true) => {
            "Answers are counted by part from the first one on, so no parts can be added."
        }
        (false, false) => "The parts’ links may already be in use.",
        (false, true) => {
            "Answers are counted by part from the first one on, and the parts’ links may already \
                be in use."
        }
    }
}

/// Other actions on the collection.
fn other_ways(page: &CollectionPage) -> Markup {
    html! {
        h2 { "Other changes" }
        @match page.state() {
            State::Open => p { a href=(paths::collection::CLOSE.of(page.collection.id)) { "Close it \
                early" } ", before " (calendar::this_year(page.collection.closes_at)) "." },
            State::Closing => p { "A form that was open when it closed can still be sent \
                until " (calendar::time_on(page.collection.closes_at + GRACE)) "." },
            State::Planned | State::Closed | State::Released => {}
        }
        p { a href=(paths::collection::DELETE.of(page.collection.id)) { @if page.why.is_some() { "See why it cannot be \
            deleted" } @else { "Delete it" } } "." }
    }
}
