//! A new password as somebody has typed it, checked and hashed off the threads that serve requests.

use actix_web::web;

use crate::{
    console::{
        ConsoleError,
        form::{Errors, Typed},
    },
    settings::Settings,
    store::StoreError,
    users::{Known, Password},
};

/// The password that was typed twice the same, for the account with this address.
pub async fn chosen(typed: &Typed, email: &str, settings: &Settings) -> Result<Result<Password, Errors>, ConsoleError> {
    let text = typed.exactly("password").to_owned();
    let (email, host) = (email.to_owned(), settings.base_url.as_str().to_owned());
    let check = move || Password::chosen(text, &Known::of(&email, &host));
    let mut errors = Errors::default();
    let checked = web::block(check).await.map_err(|_| StoreError::Stopping)?;
    let password = checked.map_err(|error| errors.add("password", error.to_string())).ok();
    if typed.exactly("password") != typed.exactly("again") {
        errors.add("again", "The two are not the same. Type the same password twice.");
    }
    Ok(password.filter(|_| errors.is_empty()).ok_or(errors))
}

/// The hash that is kept of a password.
pub async fn hash(password: Password) -> Result<String, ConsoleError> {
    let hash = web::block(move || password.hash()).await.map_err(|_| StoreError::Stopping)?;
    hash.map_err(|_| ConsoleError::Unfinished)
}
