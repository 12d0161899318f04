use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    console::{
        pages::account::parts::page,
        shell::{
            form::{Errors, Typed},
            once,
        },
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    language::{calendar, numbers::counted},
    settings::BaseUrl,
    store::Id,
    users::{
        User,
        tokens::{Kept, MOST, Token},
    },
    web::paths,
};

/// How many days a token can work.
pub const DAYS: [u32; 3] = [30, 90, 365];
/// Shown if the user has the maximum number of tokens.
pub const ENOUGH: &str = "You already have ten tokens. Revoke one that you no longer need.";

/// The user's tokens, with the form for another.
pub fn tokens(
    viewer: &User,
    kept: &[Kept],
    typed: &Typed,
    errors: &Errors,
    today: NaiveDate,
) -> Markup {
    let title = "Tokens for other programs";
    let trail = [trail::account()];
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
                p.lead { "With a token, another program can read the counts that you see here. It \
                    could be your organisation’s dashboard, or a spreadsheet that fetches the \
                    response rates each morning." }
                p { "It reads only counts. It cannot see results or people, and it cannot change \
                    anything. For what it can request, see \
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
                        (cell("Change", &html! { a href=(paths::account::TAKE_BACK_TOKEN.of(one.id)) { "Revoke" span.unseen { " " (one.name) } } }))
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
            "What the token is for, such as “Council dashboard”. The name tells it apart from \
                your other tokens.",
        ),
        value: typed.one("name"),
        errors,
        ..Field::new("name", "Name")
    };
    let days = Field { errors, ..Field::new("days", "How long should it work?") };
    html! {
        section aria-labelledby="more" {
            h2 #more { "Make a token" }
            @if kept.len() >= MOST && errors.is_empty() {
                p { (ENOUGH) }
            } @else {
                form method="post" action=(paths::account::TOKENS) novalidate autocomplete="off" {
                    (once::field(typed.one(once::KEY)))
                    (fields::input(&name, FieldKind::Text))
                    (fields::choices(&days, HowMany::One, &DAYS.map(choice)))
                    p { "The next page shows the token. It is shown only once." }
                    button.main type="submit" { "Make the token" }
                }
            }
        }
    }
}

/// The page that shows the new token.
pub fn made(viewer: &User, kept: &Kept, token: &Token, base: &BaseUrl) -> Markup {
    page(
        viewer,
        &format!("Token “{}”", kept.name),
        &Errors::default(),
        &html! {
            div.notice {
                h2 { "Save this token" }
                p { code.digest { (token.reveal()) } }
                p { "Put it into the program that needs it, and nowhere else. Anybody who has the \
                    token can read the counts that you \
                    see. " strong { "It will not be shown again." } }
            }
            p { "It works until " (calendar::named_date(kept.expires_on)) ". To try it:" }
            p { code.digest { "curl -H \"Authorization: \
                Bearer " (token.reveal()) "\" " (base.with("/api/v1/inspections")) } }
            p { a.button href=(paths::account::TOKENS) { "I have saved it" } }
        },
    )
}

/// After the form was sent twice: the response to the first sending had the token.
pub fn made_already(viewer: &User, id: Id) -> Markup {
    page(
        viewer,
        "This token was made already",
        &Errors::default(),
        &html! {
            p { "The form was sent twice. The token was in the first response and cannot be shown \
                again. If you did not save it, revoke it and make another one." }
            p { a.button href=(paths::account::TAKE_BACK_TOKEN.of(id)) { "Revoke it" } " " a.beside href=(paths::account::TOKENS) { "I have saved it" } }
        },
    )
}

/// The confirmation page for revoking a token.
pub fn take_back(viewer: &User, kept: &Kept) -> Markup {
    page(
        viewer,
        &format!("Revoke “{}”?", kept.name),
        &Errors::default(),
        &html! {
            p { "The program that uses it will no longer have \
                access. " @match kept.last_used_on { Some(day) => { "It was last used \
                    on " (calendar::named_date(day)) "." }, None => "It was never used." } }
            p { strong { "This cannot be undone." } " You can make a new token at any time." }
            form method="post" action=(paths::account::TAKE_BACK_TOKEN.of(kept.id)) { button.main type="submit" { "Revoke it" } }
            p { a.button.second href=(paths::account::TOKENS) { "Keep it" } }
        },
    )
}
