//! What a collection is, and the ways to its form: its link, its slips, its facts.

use maud::{Markup, html};

use super::model::CollectionPage;
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            asking::Asking,
            fields::{self, Field, FieldKind},
        },
    },
    inspection::State,
    language::{calendar, numbers::grouped},
    rates::Measure,
    users::User,
    web::{paths, qr},
};

pub fn link(page: &CollectionPage) -> Markup {
    let preview = paths::SURVEY.of(page.collection.survey.key(), page.collection.version);
    html! {
        @if page.has_ended() { (ended()) }
        @else if page.collection.open_link { (open_link(page)) }
        @else { (personal()) }
        p { a href=(preview) { "Preview the survey" } "; the preview cannot send answers." }
        p { a href=(paths::invitations::PAGE.of(page.collection.id)) { "Invitations \
            by email" } "; who can answer, and who gets the replies." }
        p { a href=(paths::collection::SLIPS.of(page.collection.id)) { "Paper slips" } ", each with a code \
            for one person." }
    }
}

fn ended() -> Markup {
    html! {
        h2 #link { "The link" }
        p.quiet { "This collection has closed. Whoever opens its link, or uses an invitation or a \
            slip, reads that the survey has closed." }
    }
}

fn personal() -> Markup {
    html! {
        h2 #link { "By invitation or slip" }
        p.quiet { "People open the form with the personal link in an email, or with the code on a \
            slip. There is no open link." }
    }
}

fn open_link(page: &CollectionPage) -> Markup {
    let name = page.name();
    html! {
        h2 #link { "The link" }
        p.quiet { "Anybody who has it can answer. It gives access to nothing else." }
        label for="address" { "Address to copy" }
        input.address #address type="text" readonly value=(page.address) spellcheck="false";
        p { a href=(page.address) rel="noreferrer" { "Open the survey as people see \
            it" } "; anything sent there counts as a response." }
        (qr::inline(&page.address, &format!("QR code of the address {}", page.address)))
        p {
            a.button.second href=(paths::collection::QR.of(page.collection.id)) download={ "qr-" (page.collection.link) ".svg" } {
                "Download the QR code" span.unseen { " of " (name) }
            }
        }
        p { a href=(paths::collection::POSTER.of(page.collection.id)) { "Print a poster" } " with the link and its QR code." }
    }
}

pub fn facts(page: &CollectionPage, viewer: &User) -> Markup {
    let role = viewer.role;
    let collection = &page.collection;
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    html! {
        h2 #facts { "Facts" }
        dl.facts {
            (fact("State", html! {
                (state(page))
                @if viewer.may_read_results_of(&page.inspection) { " – " a href=(paths::collection::RESULTS.of(collection.id)) { (results_word(page.standing.state)) } }
                @if page.standing.state == State::Closed && role.may_change() {
                    ", or " a href=(paths::collection::RELEASE.of(collection.id)) { "release them \
                        now" }
                }
            }))
            (fact("Opens", html! { (calendar::named_date_and_time(collection.opens_at)) }))
            (fact("Closes", html! { (calendar::named_date_and_time(collection.closes_at)) }))
            @if role.may_change() && page.standing.state != State::Released { (fact("Change", changes(page))) }
            @if role.may_change() && page.standing.state == State::Released && page.may_be_deleted() {
                (fact("Change", html! { a href=(paths::collection::DELETE.of(collection.id)) { "Delete it" } }))
            }
            (fact("Survey", html! { a href=(paths::SURVEYS) { (collection.survey.name()) ", version " (collection.version) } }))
            @if let Some(target) = collection.target() { (fact("Target", html! { (target) "%" })) }
            @if collection.is_anonymous() { (fact("Could answer", html! {
                @match collection.population {
                    Some(population) => { (grouped(population.into())) " people, as the area \
                        stated" }
                    None => { "Not stated yet" }
                }
            })) }
            @if let (Some(issued), false) = (page.standing.rate.issued, page.standing.measure == Measure::Population) {
                (fact("Counted against", html! { (grouped(issued)) " " (page.standing.measure.words()) }))
            }
            @match page.standing.recorded {
                Some(recorded) => (fact(recorded.name(), html! { (recorded.amount()) })),
                None => (fact("Returned", html! { (page.standing.rate.returned) })),
            }
        }
    }
}

/// What can be changed now.
fn changes(page: &CollectionPage) -> Markup {
    let id = page.collection.id;
    let has_closed = matches!(page.standing.state, State::Closing | State::Closed);
    let dates = Asking::from(&page.collection).changes(has_closed);
    html! {
        a href=(paths::collection::CHANGE.of(id)) { (dates) }
        @if page.standing.state == State::Open { br; a href=(paths::collection::CLOSE.of(id)) { "Close it early" } }
        @if page.may_be_deleted() { br; a href=(paths::collection::DELETE.of(id)) { "Delete it" } }
    }
}

fn state(page: &CollectionPage) -> String {
    match page.standing.state {
        State::Planned => "Not open yet".to_owned(),
        State::Open => "Open".to_owned(),
        State::Closing => Asking::from(&page.collection).closing_state(page.collection.closes_at),
        State::Closed => Asking::from(&page.collection).unreleased().to_owned(),
        State::Released => "Closed; its answers are released".to_owned(),
    }
}

/// The text of the link to the results.
const fn results_word(state: State) -> &'static str {
    match state {
        State::Released => "see the results",
        State::Planned | State::Open | State::Closing | State::Closed => "when the results come",
    }
}

pub fn population(page: &CollectionPage, typed: Option<(&Typed, &Errors)>) -> Markup {
    let stated =
        page.collection.population.map(|population| population.to_string()).unwrap_or_default();
    let empty = Errors::default();
    let (value, errors) = match typed {
        Some((typed, errors)) => (typed.one("population"), errors),
        None => (stated.as_str(), &empty),
    };
    let hint = if page.collection.open_link {
        "The number that the area gives you. From now on, the response rate is based on it."
    } else {
        "The number that the area gives you, for comparison. The response rate is based on \
            invitations and slips."
    };
    let field = Field {
        value,
        hint: Some(hint),
        errors,
        ..Field::new("population", "How many people could answer?")
    };
    html! {
        section.correct aria-labelledby="correct" {
            h2 #correct { @if stated.is_empty() { "Enter the population" } @else { "Correct the \
                population" } }
            form method="post" action=(paths::collection::POPULATION.of(page.collection.id)) novalidate {
                (fields::input(&field, FieldKind::Number))
                button type="submit" { "Save the population" }
            }
        }
    }
}
