use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use chrono::Utc;

use super::{chosen, views};
use crate::{
    audit::{self, SignIn},
    console::{
        pages::sign_in::{Door, Origin},
        shell::{
            ConsoleError,
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    settings::Settings,
    store::{Id, Passes, Secret, Store, StoreError},
    users::{self, Account, queries},
    web::paths,
};

/// `GET /join/{pass}`.
pub async fn show(
    pass: Path<String>,
    secret: Data<Secret>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    match find(&pass, &secret, &store).await? {
        Some((_, account)) => {
            Ok(frame::answer(StatusCode::OK, views::choose(&pass, &account, &Errors::default())))
        }
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
    settings: Data<Settings>,
    door: Door,
) -> Result<HttpResponse, ConsoleError> {
    let Some((link, account)) = find(&pass, &secret, &store).await? else {
        return Ok(frame::answer(StatusCode::GONE, views::gone()));
    };
    let origin = Origin::Network(door.client);
    let hash = match chosen(&typed, &account.user.email, origin, &door, &settings).await? {
        Ok(hash) => hash,
        Err(errors) => {
            return Ok(frame::answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                views::choose(&pass, &account, &errors),
            ));
        }
    };
    let (id, joins, email) =
        (account.user.id, account.password.is_none(), account.user.email.clone());
    let spent = store
        .run(move |connection| {
            connection.writing(|connection| {
                if !queries::spend_link(connection, link)? {
                    return Ok::<_, StoreError>(None);
                }
                let action = if joins {
                    "Joined, and chose a password"
                } else {
                    "Chose a new password by a link"
                };
                audit::record(connection, &email, action, email.as_str())?;
                queries::set_password(connection, &email, id, &hash, None)?;
                users::by_id(connection, id)
            })
        })
        .await?;
    match spent {
        Some(account) => door.pass(&account, SignIn::Link, false, paths::CONSOLE).await,
        None => Ok(frame::answer(StatusCode::GONE, views::gone())),
    }
}

/// The link and its user, if it still works.
async fn find(
    pass: &str,
    secret: &Secret,
    store: &Store,
) -> Result<Option<(Id, Account)>, ConsoleError> {
    // A link has a 128-bit authenticator, so it cannot be guessed: forgeries are refused without a
    // lookup.
    let Some(link) = Passes::of(secret).read(pass) else { return Ok(None) };
    let account =
        store.run(move |connection| queries::by_link(connection, link, Utc::now())).await?;
    Ok(account.map(|account| (link, account)))
}
