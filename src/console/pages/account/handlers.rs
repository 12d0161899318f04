use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    confirming::knows_password,
    model::{AccountPage, Done},
    views,
};
use crate::{
    audit::{self, Ended},
    console::{
        pages::{
            join::chosen,
            sign_in::{Door, Origin},
        },
        shell::{
            ConsoleError,
            access::SignedIn,
            form::{Errors, Typed},
            origin::SameOrigin,
            session::{Rules, Signed},
        },
        views::frame,
    },
    settings::Settings,
    store::{Store, StoreError},
    users::{Duty, User, queries, sessions::queries as sessions, tokens::queries as tokens},
    web::{page::see_other, paths},
};

/// The query of the account page.
#[derive(Deserialize)]
pub struct Params {
    /// What was just done.
    done: Option<Done>,
}

/// `GET /console/account`.
pub async fn show(
    SignedIn(user): SignedIn,
    signed: Signed,
    Query(Params { done }): Query<Params>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let page = AccountPage { done, ..page(&signed, &store, &settings).await? };
    Ok(frame::answer(StatusCode::OK, views::account(&user, &page, &Errors::default())))
}

/// `GET /console/account/password`: replaces a printed password.
pub async fn show_password(signed: Signed) -> Result<HttpResponse, ConsoleError> {
    let user = signed.admit_for(Duty::ChoosePassword)?;
    if signed.duty.is_none() {
        return Ok(see_other(paths::account::PAGE));
    }
    Ok(frame::answer(StatusCode::OK, views::replace_password(&user, &Errors::default())))
}

/// `POST /console/account/password`.
pub async fn change_password(
    _: SameOrigin,
    signed: Signed,
    Form(typed): Form<Typed>,
    door: Door,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let user = signed.admit_for(Duty::ChoosePassword)?;
    let hash = match new_password(&signed, &typed, &door, &settings).await? {
        Ok(hash) => hash,
        Err(errors) => return refused(&signed, &user, &door.store, &settings, &errors).await,
    };
    let (email, session) = (user.email.clone(), signed.session.digest);
    door.store
        .run(move |connection| {
            audit::with(
                connection,
                &email,
                "Changed their password",
                email.as_str(),
                |connection| {
                    queries::set_password(connection, &email, user.id, &hash, Some(session))
                },
            )
        })
        .await?;
    let next = if signed.duty.is_some() {
        paths::CONSOLE.to_owned()
    } else {
        paths::account::done("password")
    };
    let mut response = see_other(&next);
    door.renew(&mut response, user.id).await?;
    Ok(response)
}

/// `POST /console/account/sign-out`: ends all sessions but this one.
pub async fn sign_out_everywhere(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    signed: Signed,
    door: Door,
) -> Result<HttpResponse, ConsoleError> {
    let (email, session) = (user.email.clone(), signed.session.digest);
    door.store
        .run(move |connection| {
            audit::with(
                connection,
                &email,
                "Signed out everywhere else",
                email.as_str(),
                |connection| {
                    queries::end_sessions(
                        connection,
                        &email,
                        user.id,
                        Some(session),
                        Ended::Everywhere,
                    )
                },
            )
        })
        .await?;
    let mut response = see_other(&paths::account::done("sign-out"));
    door.renew(&mut response, user.id).await?;
    Ok(response)
}

/// The hash of a new password, if the present one is right.
async fn new_password(
    signed: &Signed,
    typed: &Typed,
    door: &Door,
    settings: &Settings,
) -> Result<Result<String, Errors>, ConsoleError> {
    if let Err(errors) = knows_password(signed, typed, door).await? {
        return Ok(Err(errors));
    }
    if is_same(typed.secret("password"), typed.secret("present")) {
        return Ok(Err(Errors::one(
            "password",
            "This is your current password, or almost the same. Choose a different one.",
        )));
    }
    let user = &signed.account.user;
    chosen(typed, &user.email, Origin::SignedIn(user.id), door, settings).await
}

/// Whether two passwords differ only in case, spaces and hyphens: whoever has seen the present one,
/// which may be printed, would try these first.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .flat_map(char::to_lowercase)
            .collect()
    };
    plain(one) == plain(other)
}

async fn refused(
    signed: &Signed,
    user: &User,
    store: &Store,
    settings: &Settings,
    errors: &Errors,
) -> Result<HttpResponse, ConsoleError> {
    let page = match signed.duty {
        Some(_) => views::replace_password(user, errors),
        None => views::account(user, &page(signed, store, settings).await?, errors),
    };
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}

async fn page(
    signed: &Signed,
    store: &Store,
    settings: &Settings,
) -> Result<AccountPage, ConsoleError> {
    let (id, now, rules) = (signed.account.user.id, Utc::now(), Rules::of(settings));
    let (sessions, codes_left, tokens) = store
        .run(move |connection| {
            let sessions = sessions::of(connection, id, rules.lifetime, now)?;
            let codes_left = queries::recovery_codes_left(connection, id)?;
            Ok::<_, StoreError>((sessions, codes_left, tokens::of(connection, id)?.len()))
        })
        .await?;
    Ok(AccountPage {
        two_steps: signed.account.second_step.is_some(),
        required: settings.second_step_roles.contains(signed.account.user.role),
        codes_left,
        sessions,
        here: signed.session.digest,
        tokens,
        done: None,
        now,
    })
}

/// `GET` of an address that takes only a form redirects to the form's page.
pub async fn back(SignedIn(_): SignedIn) -> HttpResponse {
    see_other(paths::account::PAGE)
}
