use maud::{Markup, html};

use super::{
    model::CollectionPage,
    parts::{self, Frozen, Shown, frozen, hidden},
};
use crate::{
    console::views::{
        asking::Asking,
        fields::{self, Field, FieldKind},
    },
    inspection::State,
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
    parts::page(viewer, (&title, &trail, page.asking()), shown, again, &body)
}

fn standing(page: &CollectionPage) -> String {
    let closes_at = page.collection.closes_at;
    match page.state() {
        State::Planned => {
            format!("It opens on {}.", calendar::named_date_and_time(page.collection.opens_at))
        }
        State::Open => format!("It is open until {}.", calendar::named_date_and_time(closes_at)),
        State::Closing | State::Closed => format!(
            "It closed {}. {} You can do this until its results are released, soon after {}.",
            calendar::ago(closes_at, page.now),
            page.asking().reopens(),
            calendar::time_on(page.released_at(closes_at))
        ),
        State::Released => page.asking().stays_released().to_owned(),
    }
}

fn form(page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    let Shown { typed, errors, .. } = shown;
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let begun = page.collection.has_begun(page.now);
    let has_closed = matches!(page.state(), State::Closing | State::Closed);
    let closing =
        if has_closed { "Scottish time. A later time reopens it." } else { page.asking().closes() };
    html! {
        form method="post" action=(paths::collection::CHANGE.of(page.collection.id)) novalidate {
            (hidden(shown.from))
            @if !begun {
                (fields::input(&Field { hint: Some(page.asking().opens()), ..field("opens_at", "Opens") }, FieldKind::Time))
            }
            (fields::input(&Field { hint: Some(closing), ..field("closes_at", "Closes") }, FieldKind::Time))
            @if page.collection.target().is_some() {
                (fields::input(&Field { hint: Some("In percent."), ..field("target_percent", "Target response rate") }, FieldKind::Number))
            }
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
    let asked = page.asking().fixed(begun);
    stay("area", "Area", collection.area.name().to_owned(), asked);
    stay("audience", page.asking().survey_label(), collection.survey.name().to_owned(), asked);
    let fewest = page.asking().fixed_threshold();
    stay("threshold", page.asking().fewest(), page.inspection.threshold.to_string(), fewest);
    if page.asking() == Asking::Anonymous {
        stay("parts", "Parts", parts(page), fixed_parts(page));
    }
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
        if let Some(target) = collection.target() {
            stay("target_percent", "Target response rate", format!("{target}%"), seen);
        }
    }
    list
}

fn parts(page: &CollectionPage) -> String {
    match page.parts.len() {
        0 => "None".to_owned(),
        _ => page.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(", "),
    }
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
            State::Closing => @if let Some(words) = page.asking().comes_in_until(page.collection.closes_at) { p { (words) } },
            State::Planned | State::Closed | State::Released => {}
        }
        p { a href=(paths::collection::DELETE.of(page.collection.id)) { @if page.why.is_some() { "See why it cannot be \
            deleted" } @else { "Delete it" } } "." }
    }
}
