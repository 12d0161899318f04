use maud::{Markup, html};

use super::{model::CollectionPage, parts};
use crate::{
    console::{
        form::{Errors, Typed},
        invitations::bounds,
        pace::Course,
        users::{Role, User},
        views::{
            bar::{self, Marks},
            fields::{self, Field, Kind},
            frame::{self, Head, Section},
            times,
        },
    },
    inspection::{GRACE, State},
    results::{Measure, rates::grouped},
    web::qr,
};

/// The page of a collection. `typed` is the population that could not be taken, with what is wrong with it.
pub fn collection(viewer: &User, page: &CollectionPage, typed: Option<(&Typed, &Errors)>) -> Markup {
    let above = format!("/console/inspections/{}", page.inspection.id);
    let trail = [("/console".to_owned(), "Inspections".to_owned()), (above, page.inspection.title.clone())];
    let name = page.name();
    let head = Head { failed: typed.is_some(), trail: &trail, ..Head::of(&name, viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.wide {
                @if let Some((_, errors)) = typed { (fields::summary(errors)) }
                div.top {
                    h1 { (name) }
                    @if page.state == State::Released && viewer.role.may_read_results() {
                        a.button href={ "/console/collections/" (page.collection.id) "/results" } { "See the results" }
                    }
                }
                (standing(page))
                div.columns {
                    section.card.link aria-labelledby="link" { (link(page)) }
                    div {
                        section aria-labelledby="facts" { (facts(page, viewer.role)) }
                        @if viewer.role.may_change() { (population(page, typed)) }
                    }
                }
                @if !page.parts.is_empty() { (parts::parts(page)) }
                @if viewer.role.may_read_results() {
                    p { a href={ "/console/collections/" (page.collection.id) "/export" } { "Take results away" } ", as files." }
                }
                p.quiet.asof { "Figures as of " (times::as_of(page.now)) ". Load the page again for newer ones." }
            }
        },
    )
}

fn standing(page: &CollectionPage) -> Markup {
    let tone = if matches!(page.course, Course::Behind | Course::Check) { "acute" } else { "calm" };
    html! {
        section class={ "say " (tone) " " (page.course.key()) } aria-label="How it stands" {
            p.big { (bar::figure(page.rate, "population not stated")) " " span.of { (page.measure.words()) } " " (bar::word(page.course)) }
            (bar::bar(page.rate, Some(Marks { target: page.collection.target_percent, pace: page.pace })))
            p { (sentence(page)) }
            (bounds(page.bounds))
        }
    }
}

/// How the collection stands, in one or two plain sentences.
fn sentence(page: &CollectionPage) -> String {
    let target = page.collection.target_percent;
    match (page.course, page.rate.percent()) {
        (Course::NotOpen, _) => format!("Nobody can answer yet. The target is {target}%."),
        (Course::Reached, _) => format!("The target of {target}% is reached."),
        (Course::Check, _) => {
            "More came back than people could answer. Either the area stated too few people, or the link went further \
             than it should. Ask the area, and have the population corrected on this page."
                .to_owned()
        }
        (Course::Closed, Some(percent)) => format!("It closed at {percent}%, below its target of {target}%."),
        (Course::Closed, None) => "It is closed. Without a population of five or more there is no rate.".to_owned(),
        (_, Some(percent)) => match page.pace {
            Some(by_now) => format!(
                "The rate is {percent}% and the target {target}%. At a steady pace it would be {by_now}% by now: the mark below the bar."
            ),
            None => format!("The rate is {percent}% and the target {target}%."),
        },
        (_, None) if page.rate.issued.is_none() => {
            format!("The target is {target}%. There is no rate until somebody says how many people could answer.")
        }
        (_, None) => "There is no rate for fewer than five people.".to_owned(),
    }
}

fn link(page: &CollectionPage) -> Markup {
    let preview = format!("/console/surveys/{}/{}", page.collection.audience.key(), page.collection.version);
    html! {
        @if page.collection.open_link { (open_link(page)) } @else { (personal()) }
        p { a href=(preview) { "Look through the survey" } "; nothing can be sent from it." }
        p { a href={ "/console/collections/" (page.collection.id) "/invitations" } { "Invitations by email" } "; who can answer, and to whom replies go." }
        p { a href={ "/console/collections/" (page.collection.id) "/slips" } { "Slips of paper" } ", each with a code for one person." }
    }
}

fn personal() -> Markup {
    html! {
        h2 #link { "By invitation or slip" }
        p.quiet { "A form opens with the personal link of an email, or with a slip and its code. There is no link for everybody." }
    }
}

fn open_link(page: &CollectionPage) -> Markup {
    let name = page.name();
    html! {
        h2 #link { "The link" }
        p.quiet { "Anybody who has it can answer. It opens nothing else." }
        label for="address" { "Address to copy" }
        input.address #address type="text" readonly value=(page.address) spellcheck="false";
        p { a href=(page.address) rel="noreferrer" { "Open the survey as people see it" } "; what is sent there counts as a response." }
        (qr::inline(&page.address, &format!("QR code of the address {}", page.address)))
        p {
            a.button.second href={ "/console/collections/" (page.collection.id) "/qr.svg" } download={ "qr-" (page.collection.link) ".svg" } {
                "Download the QR code" span.unseen { " of " (name) }
            }
        }
        p { a href={ "/console/collections/" (page.collection.id) "/poster" } { "Print a poster" } " with the link and its QR code." }
    }
}

fn facts(page: &CollectionPage, role: Role) -> Markup {
    let collection = &page.collection;
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    html! {
        h2 #facts { "Facts" }
        dl.facts {
            (fact("State", html! {
                (state(page))
                @if role.may_read_results() { " – " a href={ "/console/collections/" (collection.id) "/results" } { (results_word(page.state)) } }
                @if page.state == State::Closed && role.may_change() {
                    ", or " a href={ "/console/collections/" (collection.id) "/release" } { "release them now" }
                }
            }))
            (fact("Opens", html! { (times::moment(collection.opens_at)) }))
            (fact("Closes", html! { (times::moment(collection.closes_at)) }))
            (fact("Survey", html! { a href="/console/surveys" { (collection.audience.name()) ", version " (collection.version) } }))
            (fact("Target", html! { (collection.target_percent) "%" }))
            (fact("Could answer", html! {
                @match collection.population {
                    Some(population) => { (grouped(population.into())) " people, as the area stated" }
                    None => { "Not stated yet" }
                }
            }))
            @if let (Some(issued), false) = (page.rate.issued, page.measure == Measure::Population) {
                (fact("Counted against", html! { (grouped(issued)) " " (page.measure.words()) }))
            }
            (fact("Returned", html! { (grouped(page.rate.returned)) }))
        }
    }
}

fn state(page: &CollectionPage) -> String {
    match page.state {
        State::Planned => "Not open yet".to_owned(),
        State::Open => "Open".to_owned(),
        State::Closing => format!(
            "Closing: a form that was already open can be sent until {}",
            times::as_of(page.collection.closes_at + GRACE)
        ),
        State::Closed => "Closed; the answers wait for their release".to_owned(),
        State::Released => "Closed, and its answers released".to_owned(),
    }
}

/// What the link to the results says.
const fn results_word(state: State) -> &'static str {
    match state {
        State::Released => "see the results",
        State::Planned | State::Open | State::Closing | State::Closed => "when the results come",
    }
}

fn population(page: &CollectionPage, typed: Option<(&Typed, &Errors)>) -> Markup {
    let stated = page.collection.population.map(|population| population.to_string()).unwrap_or_default();
    let empty = Errors::default();
    let (value, errors) = match typed {
        Some((typed, errors)) => (typed.one("population"), errors),
        None => (stated.as_str(), &empty),
    };
    let hint = if page.collection.open_link {
        "As the area states it. The rate is counted against it from now on."
    } else {
        "As the area states it, to be compared with. The rate is counted against invitations and slips."
    };
    let field = Field { value, hint: Some(hint), errors, ..Field::new("population", "How many people could answer?") };
    html! {
        section.correct aria-labelledby="correct" {
            h2 #correct { @if stated.is_empty() { "State the population" } @else { "Correct the population" } }
            form method="post" action={ "/console/collections/" (page.collection.id) "/population" } novalidate {
                (fields::input(&field, Kind::Number))
                button type="submit" { "Save the population" }
            }
        }
    }
}
