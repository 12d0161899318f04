//! Ends one of the user's own sessions.

use actix_web::{HttpResponse, web::Form};
use data_encoding::HEXLOWER;

use crate::{
    audit::{self, Ended},
    console::{
        pages::sign_in::Door,
        shell::{ConsoleError, access::SignedIn, form::Typed, origin::SameOrigin, session::Signed},
    },
    store::{Connection, HashValue, StoreError},
    users::sessions::queries,
    web::{page::see_other, paths},
};

/// `POST /console/account/sessions/end`. Ending the current session is signing out. A session that
/// has ended meanwhile, or is somebody else's, is left alone.
pub async fn end(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    signed: Signed,
    Form(typed): Form<Typed>,
    door: Door,
) -> Result<HttpResponse, ConsoleError> {
    let digest = read(typed.one("session"));
    if digest == Some(signed.session.digest) {
        return door.leave().await;
    }
    let mut place = paths::account::PAGE.to_owned();
    if let Some(digest) = digest {
        let end = move |connection: &mut Connection| {
            connection.writing(|connection| {
                let ended = queries::end(connection, user.id, digest)?;
                if ended {
                    audit::session_ended(connection, &user.email, &user.email, Ended::FromTheList)?;
                }
                Ok::<_, StoreError>(ended)
            })
        };
        if door.store.run(end).await? {
            place = paths::account::done("session");
        }
    }
    Ok(see_other(&place))
}

/// The name of a session on the page.
pub fn write(digest: HashValue) -> String {
    HEXLOWER.encode(&digest.0)
}

fn read(text: &str) -> Option<HashValue> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(HashValue)
}
