//! A typed new password, checked and hashed off the request threads. Both take time that depends on
//! the input, so they wait for a turn like checks at sign-in.

use std::time::Instant;

use actix_web::web;

use crate::{
    console::{
        pages::sign_in::{Door, Origin, Turn, wait_sentence},
        shell::{
            ConsoleError,
            form::{Errors, Typed},
        },
    },
    settings::Settings,
    store::StoreError,
    users::{Known, Password},
};

/// The hash of the password that was typed twice, for the account with this address.
pub async fn chosen(
    typed: &Typed,
    email: &str,
    origin: Origin,
    door: &Door,
    settings: &Settings,
) -> Result<Result<String, Errors>, ConsoleError> {
    let turn = match door.sign_ins.turn(origin, Instant::now()).await {
        Ok(turn) => turn,
        Err(wait) => return Ok(Err(Errors::one("password", wait_sentence(wait)))),
    };
    let known = Known::of(email, settings.base_url.as_str());
    let (text, again) = (typed.secret("password").to_owned(), typed.secret("again").to_owned());
    web::block(move || check(text, &again, &known, turn)).await.map_err(|_| StoreError::Stopping)?
}

fn check(
    text: String,
    again: &str,
    known: &Known,
    turn: Turn,
) -> Result<Result<String, Errors>, ConsoleError> {
    let mut errors = Errors::default();
    if text != again {
        errors.add("again", "The passwords do not match. Type the same password twice.");
    }
    let password = Password::chosen(text, known);
    let hash = match password {
        Ok(password) if errors.is_empty() => {
            Ok(password.hash().map_err(|_| ConsoleError::Unfinished)?)
        }
        Ok(_) => Err(errors),
        Err(error) => {
            errors.add("password", error.to_string());
            Err(errors.in_order(&["password", "again"]))
        }
    };
    // Even if the browser has gone: the turn ends with the work.
    drop(turn);
    Ok(hash)
}
