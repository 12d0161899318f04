use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    console::{
        pages::account::views::page,
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
        },
    },
    language::{calendar, numbers::counted},
    settings::BaseUrl,
    users::{
        User,
        tokens::{Kept, MOST, Token},
    },
};

/// For how many days a token may work.
pub const DAYS: [u32; 3] = [30, 90, 365];
/// Said to whoever has as many tokens as there may be.
pub const ENOUGH: &str =
    "You have ten tokens already. Take one back that you do not need any more.";

/// One's tokens, with the form for another.
pub fn tokens(
    viewer: &User,
    kept: &[Kept],
    typed: &Typed,
    errors: &Errors,
    today: NaiveDate,
) -> Markup {
    let title = "Tokens for other programs";
    let trail = [("/console/account".to_owned(), "Your account".to_owned())];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(title, viewer, Section::Account)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { (title) }
                p.lead { "A program with a token of yours reads how many have answered, as far as \
                    you see it here: a dashboard of your organisation, or a spreadsheet that \
                    fetches the rates each morning." }
                p { "It reads counts alone. It sees no results and no people, and changes \
                    nothing. What it can ask for stands in \
                    the " a href="/api/v1/openapi.json" { "description of the API" } "." }
                @if kept.is_empty() { p { "You have no tokens." } }
            }
            @if !kept.is_empty() { div.wide { (list(kept, today)) } }
            div.narrow { (more(kept, typed, errors)) }
        },
    )
}

fn list(kept: &[Kept], today: NaiveDate) -> Markup {
    let cell = |name: &str, value: &Markup| html! { td role="cell" { span.label aria-hidden="true" { (name) } (value) } };
    html! {
        table.stack role="table" {
            caption { (counted(kept.len(), "token", "tokens")) }
            thead role="rowgroup" {
                tr role="row" { @for name in ["Name", "Made on", "Works until", "Last used \
                    on", "Change"] { th role="columnheader" scope="col" { (name) } } }
            }
            tbody role="rowgroup" {
                @for one in kept {
                    tr role="row" {
                        th role="rowheader" scope="row" { (one.name) }
                        (cell("Made on", &html! { (calendar::named_date(one.created_on)) }))
                        (cell("Works until", &html! { @if one.has_expired(today) { "Expired on " } (calendar::named_date(one.expires_on)) }))
                        (cell("Last used \
                            on", &html! { @match one.last_used_on { Some(day) => (calendar::named_date(day)), None => "Never" } }))
                        (cell("Change", &html! { a href={ "/console/account/tokens/" (one.id) "/take-back" } { "Take back" span.unseen { " " (one.name) } } }))
                    }
                }
            }
        }
    }
}

fn more(kept: &[Kept], typed: &Typed, errors: &Errors) -> Markup {
    let choice = |days: u32| Choice {
        value: days.to_string(),
        text: if days == 365 { "A year".to_owned() } else { format!("{days} days") },
        chosen: typed.one("days") == days.to_string(),
    };
    let name = Field {
        hint: Some(
            "What it is for, such as Dashboard of the council. You tell it from others by its \
                name.",
        ),
        value: typed.one("name"),
        errors,
        ..Field::new("name", "Name")
    };
    let days = Field { errors, ..Field::new("days", "For how long does it work?") };
    html! {
        section aria-labelledby="more" {
            h2 #more { "Make a token" }
            @if kept.len() >= MOST && errors.is_empty() {
                p { (ENOUGH) }
            } @else {
                form method="post" action="/console/account/tokens" novalidate autocomplete="off" {
                    (fields::input(&name, FieldKind::Text))
                    (fields::choices(&days, HowMany::One, &DAYS.map(choice)))
                    p { "The next page shows the token, this once." }
                    button.main type="submit" { "Make the token" }
                }
            }
        }
    }
}

/// The token, this once.
pub fn made(viewer: &User, kept: &Kept, token: &Token, base: &BaseUrl) -> Markup {
    page(
        viewer,
        &format!("Token “{}”", kept.name),
        &Errors::default(),
        &html! {
            div.notice {
                h2 { "Keep this token" }
                p { code.digest { (token.reveal()) } }
                p { "Put it into the program that needs it, and nowhere else: whoever has it \
                    reads what you see of the \
                    counts. " strong { "It is shown now and never again." } }
            }
            p { "It works until " (calendar::named_date(kept.expires_on)) ". To try it:" }
            p { code.digest { "curl -H \"Authorization: \
                Bearer " (token.reveal()) "\" " (base.with("/api/v1/inspections")) } }
            p { a.button href="/console/account/tokens" { "I have kept it" } }
        },
    )
}

/// Asks whether a token is to be taken back.
pub fn take_back(viewer: &User, kept: &Kept) -> Markup {
    page(
        viewer,
        &format!("Take back “{}”?", kept.name),
        &Errors::default(),
        &html! {
            p { "The program that uses it is refused from then \
                on. " @match kept.last_used_on { Some(day) => { "It was last used \
                    on " (calendar::named_date(day)) "." }, None => "It was never used." } }
            p { strong { "This cannot be undone." } " You can make another token at any time." }
            form method="post" action={ "/console/account/tokens/" (kept.id) "/take-back" } { button.main type="submit" { "Take it back" } }
            p { a.button.second href="/console/account/tokens" { "Keep it" } }
        },
    )
}
