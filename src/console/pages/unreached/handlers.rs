use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{
    model::UnreachedPage,
    views::{self, Done, Shown},
};
use crate::{
    audit,
    console::{
        shell::{
            ConsoleError,
            access::{MayReach, Names, Seen, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    inspection::Collection,
    invitation::{
        AddressBook, import,
        unreached::{self, Corrected, Unreached},
    },
    store::{Connection, Secret, Store, StoreError},
    text::NOT_ASCII,
    users::{Scope, User},
    web::page::see_other,
};

/// `GET /console/collections/{id}/invitations/unreached`.
pub async fn show(
    MayReach(user): MayReach,
    Seen(page, _): Seen<UnreachedPage>,
    secret: Data<Secret>,
    request: HttpRequest,
) -> HttpResponse {
    let shown = Shown { done: Done::of(request.query_string()), ..Shown::default() };
    answer(StatusCode::OK, &user, &page, &secret, &shown)
}

/// The requested action.
enum Wish {
    TryAll(Vec<Unreached>),
    Try(Unreached),
    Correct(Unreached, String),
    Remove(Unreached),
}

/// Why it was not done.
enum NotDone {
    /// Somebody else has dealt with the address.
    Stale,
    /// The collection already has the new address.
    Known,
}

/// `POST` to the same address.
pub async fn change(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(page, scope): Seen<UnreachedPage>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    secret: Data<Secret>,
) -> Result<HttpResponse, ConsoleError> {
    if !page.takes_mailboxes() {
        return Ok(answer(StatusCode::CONFLICT, &user, &page, &secret, &Shown::default()));
    }
    let wish = match read(&typed, &page) {
        Ok(wish) => wish,
        Err(None) => return stale(names, &scope, &store, &secret).await,
        Err(Some(sentence)) => return Ok(refuse(&user, &page, &typed, &secret, sentence)),
    };
    let done = match &wish {
        Wish::TryAll(_) | Wish::Try(_) => Done::TriedAgain,
        Wish::Correct(..) => Done::Corrected,
        Wish::Remove(_) => Done::Removed,
    };
    let (collection, actor, of) = (page.collection.clone(), user.email.clone(), secret.clone());
    match store.run(move |connection| fulfil(connection, &of, &collection, wish, &actor)).await? {
        Ok(()) => Ok(see_other(&format!("{}?{}", page.path(), done.key()))),
        Err(NotDone::Stale) => stale(names, &scope, &store, &secret).await,
        Err(NotDone::Known) => {
            let sentence =
                "This address is already in the list. Remove the one that was not reached.";
            Ok(refuse(&user, &page, &typed, &secret, sentence))
        }
    }
}

/// The action that a form asks for. `None` if the address is no longer in the list; or what is
/// wrong.
fn read(typed: &Typed, page: &UnreachedPage) -> Result<Wish, Option<&'static str>> {
    if typed.has("do", "all") {
        return Ok(Wish::TryAll(page.all.clone()));
    }
    let one = page.named(typed.one("unreached")).cloned().ok_or(None)?;
    if typed.has("do", "again") {
        Ok(Wish::Try(one))
    } else if typed.has("do", "remove") {
        Ok(Wish::Remove(one))
    } else {
        // People paste addresses from the programs that lists come from.
        match import::address(typed.one("email")) {
            Ok(address) => Ok(Wish::Correct(one, address)),
            Err(import::Fault::Letters) => Err(Some(NOT_ASCII)),
            Err(_) => Err(Some("Write an email address, such as ann@example.org.")),
        }
    }
}

/// Performs the action and records it in the audit log, without an address.
fn fulfil(
    connection: &mut Connection,
    secret: &Secret,
    collection: &Collection,
    wish: Wish,
    actor: &str,
) -> Result<Result<(), NotDone>, StoreError> {
    let (book, now) = (AddressBook::of(secret, collection.id), Utc::now());
    connection.writing(|connection| {
        let action = match wish {
            Wish::TryAll(all) => {
                let count = unreached::try_again(connection, &all, now)?;
                format!("Sent the invitation again to addresses that were not reached: {count}")
            }
            Wish::Try(one) => {
                if unreached::try_again(connection, &[one], now)? == 0 {
                    return Ok(Err(NotDone::Stale));
                }
                "Sent the invitation again to an address that was not reached".to_owned()
            }
            Wish::Correct(one, address) => {
                match unreached::correct(connection, &book, &one, &address, now)? {
                    Corrected::Done => "Corrected an address that was not reached".to_owned(),
                    Corrected::Known => return Ok(Err(NotDone::Known)),
                    Corrected::Stale => return Ok(Err(NotDone::Stale)),
                }
            }
            Wish::Remove(one) => {
                if !unreached::remove(connection, &book, &one)? {
                    return Ok(Err(NotDone::Stale));
                }
                "Removed an address that was not reached".to_owned()
            }
        };
        audit::record(connection, actor, &action, collection)?;
        Ok(Ok(()))
    })
}

/// The present page, after a form that changed nothing.
async fn stale(
    names: Names,
    scope: &Scope,
    store: &Store,
    secret: &Secret,
) -> Result<HttpResponse, ConsoleError> {
    let page = again(names, scope, store).await?;
    let shown = Shown { stale: true, ..Shown::default() };
    Ok(answer(StatusCode::CONFLICT, scope.user(), &page, secret, &shown))
}

fn refuse(
    user: &User,
    page: &UnreachedPage,
    typed: &Typed,
    secret: &Secret,
    sentence: &str,
) -> HttpResponse {
    let mut errors = Errors::default();
    errors.add(views::field(typed.one("unreached")), sentence);
    let shown = Shown { typed: Some(typed), errors, ..Shown::default() };
    answer(StatusCode::UNPROCESSABLE_ENTITY, user, page, secret, &shown)
}

fn answer(
    status: StatusCode,
    user: &User,
    page: &UnreachedPage,
    secret: &Secret,
    shown: &Shown<'_>,
) -> HttpResponse {
    frame::answer(status, views::page(user, page, &page.rows(secret), shown))
}
