//! A link for a new password, for somebody who has forgotten theirs. The answer is the same, and as
//! fast, whether or not there is an account.

use std::time::Instant;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    rt,
    web::{Data, Form},
};
use chrono::Utc;
use maud::{Markup, html};

use super::{Door, wait_sentence};
use crate::{
    console::{
        shell::{
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::{
            email::email,
            fields::{self, Field, FieldKind},
            frame::{self, Head},
        },
    },
    notice::accounts::{self, FORGOTTEN_HOURS},
    settings::Settings,
    store::{Connection, Store, StoreError},
    text::is_email,
    users,
    web::paths,
};

/// `GET /sign-in/forgotten`.
pub async fn show() -> HttpResponse {
    frame::answer(StatusCode::OK, form("", &Errors::default()))
}

/// `POST /sign-in/forgotten`.
pub async fn ask(
    _: SameOrigin,
    door: Door,
    Form(typed): Form<Typed>,
    settings: Data<Settings>,
) -> HttpResponse {
    let address = typed.one("email").trim().to_lowercase();
    if !is_email(&address) {
        let errors = Errors::one("email", "Enter the email address that you sign in with.");
        return frame::answer(StatusCode::UNPROCESSABLE_ENTITY, form(&address, &errors));
    }
    match door.sign_ins.admit_link(&address, door.client, Instant::now()) {
        Ok(true) => send(door.store.clone(), address.clone()),
        Ok(false) => {}
        Err(wait) => {
            let errors = Errors::one("email", wait_sentence(wait));
            let mut answer = frame::answer(StatusCode::TOO_MANY_REQUESTS, form(&address, &errors));
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, wait.as_secs().saturating_add(1).into());
            return answer;
        }
    }
    frame::answer(StatusCode::OK, sent(&address, &settings))
}

/// Nobody waits for it: how long it takes would tell whether there is an account.
fn send(store: Data<Store>, address: String) {
    rt::spawn(async move {
        let work = move |connection: &mut Connection| {
            let Some(account) = users::by_email(connection, &address)? else { return Ok(()) };
            accounts::send_forgotten(connection, &account, Utc::now())
        };
        if let Err(error) = store.run::<_, StoreError>(work).await {
            tracing::error!(%error, "a link for a new password could not be queued");
        }
    });
}

fn form(typed: &str, errors: &Errors) -> Markup {
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new("I have forgotten my password") },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "I have forgotten my password" }
                p { "Enter the email address that you sign in with. Speir sends you a link to choose a \
                    new password." }
                form method="post" action=(paths::FORGOTTEN) novalidate {
                    (fields::input(&Field { errors, value: typed, ..Field::new("email", "Email address") }, FieldKind::Email("username")))
                    button.main type="submit" { "Send me a link" }
                }
                p { a href=(paths::SIGN_IN) { "Back to signing in" } }
            }
        },
    )
}

fn sent(address: &str, settings: &Settings) -> Markup {
    frame::page(
        &Head::new("Look at your email"),
        &html! {
            div.narrow {
                h1 { "Look at your email" }
                p { "If " strong { (email(address)) } " signs in to Speir, a message with a link is on its \
                    way. The link works once, for " (FORGOTTEN_HOURS) " hours." }
                p { "Nothing after ten minutes? Look among unwanted messages, check the address above, or \
                    ask " (email(&settings.help.contact_email)) "." }
                p { a href=(paths::FORGOTTEN) { "Try another address" } " or " a href=(paths::SIGN_IN) { "sign in" } "." }
            }
        },
    )
}
