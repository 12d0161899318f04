use maud::{Markup, html};

use super::{
    model::{CollectionPage, Told},
    parts::{Frozen, frozen, hidden, told},
};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
        },
    },
    inspection::{GRACE, State},
    language::calendar,
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

/// The page on which a collection is changed.
pub fn change(viewer: &User, page: &CollectionPage, shown: &Shown<'_>) -> Markup {
    let title = format!("Change {}", page.name());
    let trail = page.trail();
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
                p.lead { (standing(page)) }
                @if page.state() == State::Released {
                    p { a href={ (page.place()) "/results" } { "See the results" } }
                    p { a href=(page.place()) { "Back to the collection" } }
                } @else {
                    (form(page, shown))
                }
                (frozen(&stays(page)))
                @if page.state() != State::Released { (other_ways(page)) }
            }
        },
    )
}

fn standing(page: &CollectionPage) -> String {
    let closes_at = page.collection.closes_at;
    match page.state() {
        State::Planned => {
            format!("It opens {}.", calendar::named_date_and_time(page.collection.opens_at))
        }
        State::Open => format!("It is open until {}.", calendar::named_date_and_time(closes_at)),
        State::Closing | State::Closed => format!(
            "It closed {}. A later closing time opens it again: its link works at once. That can \
             be done until its answers are released, soon after {}.",
            calendar::ago(closes_at, page.now),
            calendar::time_on(page.released_at(closes_at))
        ),
        State::Released => {
            "Its answers are released, so nothing of it changes any more. Results of the same \
                            people at two moments could be compared, and would tell what those \
                            said who came between."
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
        "On the clocks of Scotland. A later time opens it again."
    } else {
        "On the clocks of Scotland. A form that is open by then can still be sent for two hours. \
            Reminders that would come later are dropped; a later time adds none by itself."
    };
    html! {
        form method="post" action={ (page.place()) "/change" } novalidate {
            (hidden(shown.from))
            @if !begun {
                (fields::input(&Field { hint: Some("On the clocks of Scotland. The invitation by \
                    email goes out then; reminders that would come before it are \
                    dropped."), ..field("opens_at", "Opens") }, FieldKind::Time))
            }
            (fields::input(&Field { hint: Some(closing), ..field("closes_at", "Closes") }, FieldKind::Time))
            (fields::input(&Field { hint: Some("In percent."), ..field("target_percent", "Response rate to reach") }, FieldKind::Number))
            @if !begun {
                (fields::select(&Field { hint: Some("Until it \
                    opens."), ..field("version", "Version of the survey") }, &versions(page)))
            }
            button.main type="submit" { @if has_closed { "Save, or open it \
                again" } @else { "Save the changes" } }
            " " a.beside href=(page.place()) { "Leave it as it is" }
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

/// What cannot be changed, each with why.
fn stays(page: &CollectionPage) -> Vec<Frozen<'_>> {
    let collection = &page.collection;
    let begun = collection.has_begun(page.now);
    let mut list = Vec::new();
    let mut stay =
        |name, label, value: String, reason| list.push(Frozen { name, label, value, reason });
    let asked = if begun {
        "People were asked as this audience of this area, and are counted there."
    } else {
        "If it is the wrong one, delete this collection and add another."
    };
    stay("area", "Area", collection.area.name().to_owned(), asked);
    stay("audience", "Audience", collection.audience.name().to_owned(), asked);
    let fewest = "It was set for the whole inspection. People answer trusting that no figure \
        about answers rests on fewer.";
    stay(
        "threshold",
        "Fewest people behind a figure",
        page.inspection.threshold.to_string(),
        fewest,
    );
    let parts = match page.strata.len() {
        0 => "None".to_owned(),
        _ => page.strata.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    stay(
        "strata",
        "Parts",
        parts,
        "Answers are kept by part from the first one on, and each part’s link may be printed or \
            sent.",
    );
    if begun {
        stay(
            "opens_at",
            "Opened",
            calendar::named_date_and_time(collection.opens_at),
            "It has opened, or opens within a minute.",
        );
        let one = "All answers of a collection are counted by one version.";
        stay("version", "Survey version", collection.version.to_string(), one);
    }
    if page.state() == State::Released {
        let seen = "The results are out.";
        stay("closes_at", "Closed", calendar::named_date_and_time(collection.closes_at), seen);
        stay(
            "target_percent",
            "Response rate to reach",
            format!("{}%", collection.target_percent),
            seen,
        );
    }
    list
}

/// What else can be done with it.
fn other_ways(page: &CollectionPage) -> Markup {
    html! {
        h2 { "Something else" }
        @match page.state() {
            State::Open => p { a href={ (page.place()) "/close" } { "Close it \
                early" } ", before " (calendar::this_year(page.collection.closes_at)) "." },
            State::Closing => p { "A form that was open when it closed can be sent \
                until " (calendar::time_on(page.collection.closes_at + GRACE)) "." },
            State::Planned | State::Closed | State::Released => {}
        }
        p { a href={ (page.place()) "/delete" } { @if page.why.is_some() { "See why it cannot be \
            deleted" } @else { "Delete it" } } "." }
    }
}
