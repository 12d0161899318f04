use actix_session::Session;
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data, Form, Path},
};
use chrono::Utc;

use super::views;
use crate::{
    audit,
    console::{
        ConsoleError,
        form::{Errors, Typed},
        origin::SameOrigin,
        session,
        sign_in::{handlers::finish, second_step},
        views::frame,
    },
    notice::Passes,
    store::{Id, Secret, Store, StoreError},
    users::{self, Account, Password, queries},
    web::page::see_other,
};

/// `GET /join/{pass}`.
pub async fn show(pass: Path<String>, secret: Data<Secret>, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    match find(&pass, &secret, &store).await? {
        Some((_, account)) => Ok(frame::answer(StatusCode::OK, views::choose(&pass, &account, &Errors::default()))),
        None => Ok(frame::answer(StatusCode::GONE, views::gone())),
    }
}

/// `POST /join/{pass}`.
pub async fn choose(
    _: SameOrigin,
    pass: Path<String>,
    Form(typed): Form<Typed>,
    secret: Data<Secret>,
    store: Data<Store>,
    session: Session,
) -> Result<HttpResponse, ConsoleError> {
    let Some((link, account)) = find(&pass, &secret, &store).await? else {
        return Ok(frame::answer(StatusCode::GONE, views::gone()));
    };
    let password = match chosen(&typed) {
        Ok(password) => password,
        Err(errors) => {
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::choose(&pass, &account, &errors)));
        }
    };
    let hash = web::block(move || password.hash()).await.map_err(|_| StoreError::Stopping)?;
    let hash = hash.map_err(|_| ConsoleError::Unfinished)?;
    let (id, joins, email) = (account.user.id, account.password.is_none(), account.user.email.clone());
    let spent = store
        .run(move |connection| {
            connection.writing(|connection| {
                if !queries::spend_link(connection, link)? {
                    return Ok::<_, StoreError>(None);
                }
                queries::set_password(connection, id, &hash)?;
                let action = if joins { "Joined, and chose a password" } else { "Chose a new password by a link" };
                audit::record(connection, &email, action, email.as_str())?;
                users::by_id(connection, id)
            })
        })
        .await?;
    let Some(account) = spent else { return Ok(frame::answer(StatusCode::GONE, views::gone())) };
    if account.second_step.is_some() {
        session::remember_half(&session, account.user.id, Utc::now()).map_err(|_| ConsoleError::Unfinished)?;
        return Ok(see_other(&second_step::address("/console")));
    }
    finish(&account, &store, &session).await?;
    Ok(see_other("/console"))
}

/// The password that was typed twice the same.
pub fn chosen(typed: &Typed) -> Result<Password, Errors> {
    let mut errors = Errors::default();
    let text = typed.exactly("password");
    let password = Password::new(text.to_owned()).map_err(|error| errors.add("password", error.to_string())).ok();
    if text != typed.exactly("again") {
        errors.add("again", "The two are not the same. Type the same password twice.");
    }
    password.filter(|_| errors.is_empty()).ok_or(errors)
}

/// The link and whose it is, if it still works.
async fn find(pass: &str, secret: &Secret, store: &Store) -> Result<Option<(Id, Account)>, ConsoleError> {
    // A link has 128 bits that vouch for it, so there is nothing to guess: one that was made up is refused by arithmetic alone.
    let Some(link) = Passes::of(secret).read(pass) else { return Ok(None) };
    let account = store.run(move |connection| queries::by_link(connection, link, Utc::now())).await?;
    Ok(account.map(|account| (link, account)))
}
