use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{
    list::{Listed, Stage},
    new::Latest,
};
use crate::{
    console::{
        form::{Errors, Typed},
        live::{self, Moment},
        users::User,
        views::{
            bar,
            fields::{self, Choice, Field, HowMany, Kind},
            frame::{self, Head, Section},
            times,
        },
    },
    inspection::{Area, InspectionKind},
    results::Rate,
    survey::Audience,
    watch::Course,
};

/// Every inspection.
pub fn list(viewer: &User, listed: &[Listed], now: DateTime<Utc>) -> Markup {
    let may_change = viewer.role.may_change();
    frame::page(
        &Head::of("Inspections", viewer, Section::Inspections),
        &html! {
            div.wide {
                div.top {
                    h1 { "Inspections" }
                    @if may_change && !listed.is_empty() { a.button href="/console/inspections/new" { "Set up an inspection" } }
                }
                @if listed.is_empty() { (nothing_yet(may_change)) } @else {
                    (live::status(&Moment { source: "/console/live", total: all(listed), at: now }))
                    ul.cards.inspections { @for one in listed { (card(one)) } }
                    (live::script())
                }
            }
        },
    )
}

/// What of the list moves: the figures of each card.
pub fn moving(listed: &[Listed]) -> Vec<(String, Markup)> {
    listed.iter().map(|one| (key(one), figures(one))).collect()
}

/// Everything that came back. Nobody asks for its rate: inspections ask different people.
pub fn all(listed: &[Listed]) -> Rate {
    Rate::new(listed.iter().map(|one| one.total.returned).sum(), None)
}

fn key(listed: &Listed) -> String {
    format!("inspection-{}", listed.inspection.id)
}

fn card(listed: &Listed) -> Markup {
    let inspection = &listed.inspection;
    let stage = match listed.stage {
        Stage::Ahead(_) => "ahead",
        Stage::Day(..) => "now",
        Stage::Over => "over",
    };
    html! {
        li.card {
            div.card-text {
                p.stage { span class={ "pill " (stage) } { (listed.stage.words()) } " " (inspection.kind.name()) }
                h2 { a href={ "/console/inspections/" (inspection.id) } { (inspection.title) } }
                p.quiet { (times::span(inspection.opens_on, inspection.closes_on)) }
            }
            div.card-figure data-live=(key(listed)) { (figures(listed)) }
        }
    }
}

fn figures(listed: &Listed) -> Markup {
    html! {
        @if listed.collections == 0 {
            p.quiet { "No collections yet" }
        } @else {
            p { (bar::figure(listed.total, "not every population stated")) }
            (bar::bar(listed.total, None))
            @if listed.open > 0 { (course(listed.behind)) }
            p.quiet { (fieldwork(listed)) }
        }
    }
}

fn course(behind: usize) -> Markup {
    let (course, words) = match behind {
        0 => (Course::OnPace, "Nothing is behind".to_owned()),
        1 => (Course::Behind, "1 collection is behind".to_owned()),
        several => (Course::Behind, format!("{several} collections are behind")),
    };
    html! { p { span class={ "word " (course.key()) } { (bar::sign(course)) (words) } } }
}

/// "40 collections, 38 open. The next closes on Friday 12 December at 17:00."
fn fieldwork(listed: &Listed) -> String {
    let all = times::counted(listed.collections, "collection", "collections");
    match (listed.open, listed.closes_next, listed.opens_next) {
        (open, Some(at), _) => {
            let open = if open == listed.collections { "all open".to_owned() } else { format!("{open} open") };
            format!("{all}, {open}. The next closes on {}.", times::soon(at))
        }
        (_, None, Some(at)) => format!("{all}. The first opens on {}.", times::soon(at)),
        (_, None, None) => format!("{all}, all closed."),
    }
}

fn nothing_yet(may_change: bool) -> Markup {
    html! {
        div.empty {
            h2 { "There is no inspection yet" }
            @if may_change {
                p { "Set one up here: say which areas it looks at, who is asked, and from when until when. Each area and audience gets its own link." }
                p { a.button href="/console/inspections/new" { "Set up an inspection" } }
                p { "Or write it as a file and run " code { "speir inspection create FILE" } " where Speir runs." }
            } @else {
                p { "Once an inspection lead has set one up, here is where you see who has been asked and how many have answered." }
            }
        }
    }
}

/// The form for a new inspection, empty or as it was typed.
pub fn new(viewer: &User, typed: &Typed, errors: &Errors, latest: &Latest) -> Markup {
    let trail = [("/console".to_owned(), "Inspections".to_owned())];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of("Set up an inspection", viewer, Section::Inspections)
    };
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Set up an inspection" }
                p.lead { "Every area is asked with every survey that you choose. You can add to it later." }
                form method="post" action="/console/inspections" novalidate {
                    (fields::input(&Field { hint: Some("As your team calls it, such as “Midlothian joint inspection 2026”."), ..field("title", "Title") }, Kind::Text))
                    (fields::choices(&field("kind", "What kind of inspection is it?"), HowMany::One, &kinds(typed)))
                    (fields::input(&field("lead", "Email address of the inspection lead"), Kind::Email("email")))
                    div.pair {
                        (fields::input(&field("opens_on", "First day to answer"), Kind::Date))
                        (fields::input(&field("closes_on", "Last day to answer"), Kind::Date))
                    }
                    (fields::choices(&field("areas", "Which areas does it look at?"), HowMany::Any, &areas(typed)))
                    (who_is_asked(&field("audiences", "Who is asked?"), typed, latest))
                    (fields::input(&Field {
                        hint: Some("No figure about answers is shown that rests on fewer responses than this. 10 is usual, 5 the least."),
                        ..field("threshold", "Threshold")
                    }, Kind::Number))
                    (fields::input(&Field {
                        hint: Some("From the day on which they are released. Then what each person answered is deleted, with the comments; counts and figures stay. 365 is usual."),
                        ..field("keep_days", "For how many days responses are kept")
                    }, Kind::Number))
                    button.main type="submit" { "Set up the inspection" }
                }
            }
        },
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

fn areas(typed: &Typed) -> Vec<Choice> {
    let choice = |area: Area| Choice {
        value: area.code().to_owned(),
        text: area.name().to_owned(),
        chosen: typed.has("areas", area.code()),
    };
    Area::all().map(choice).collect()
}

fn who_is_asked(field: &Field<'_>, typed: &Typed, latest: &Latest) -> Markup {
    let missing: Vec<_> = Audience::ALL.into_iter().filter(|audience| !latest.contains_key(audience)).collect();
    let choice = |(audience, version): (&Audience, &u32)| Choice {
        value: audience.key().to_owned(),
        text: format!("{}, version {version}", audience.name()),
        chosen: typed.has("audiences", audience.key()),
    };
    let choices: Vec<_> = latest.iter().map(choice).collect();
    html! {
        @if choices.is_empty() {
            div.notice #audiences tabindex="-1" {
                h2 { "No survey is published yet" }
                p { "An inspection asks published surveys. Publish one first: run " code { "speir survey publish" } " where Speir runs, then load this page again." }
            }
        } @else {
            (fields::choices(field, HowMany::Any, &choices))
            @if !missing.is_empty() {
                p.quiet { "No survey is published yet for: " (missing.iter().map(|a| a.name()).collect::<Vec<_>>().join(", ")) "." }
            }
        }
    }
}
