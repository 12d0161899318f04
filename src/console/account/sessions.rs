//! Ending one of one's own sessions.

use actix_web::{HttpResponse, web::Form};
use data_encoding::HEXLOWER;

use crate::{
    audit::{self, Ended},
    console::{ConsoleError, access::SignedIn, form::Typed, origin::SameOrigin, session::Signed, sign_in::Door},
    store::{Connection, Digest, StoreError},
    users::sessions::queries,
    web::page::see_other,
};

/// `POST /console/account/sessions/end`. Ending the session that asks for it is signing out. A session that has ended
/// meanwhile, or is somebody else's, is left as it is.
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
    if let Some(digest) = digest {
        let end = move |connection: &mut Connection| {
            connection.writing(|connection| {
                if queries::end(connection, user.id, digest)? {
                    audit::session_ended(connection, &user.email, &user.email, Ended::FromTheList)?;
                }
                Ok::<_, StoreError>(())
            })
        };
        door.store.run(end).await?;
    }
    Ok(see_other("/console/account?done=session"))
}

/// A session as the page names it.
pub fn write(digest: Digest) -> String {
    HEXLOWER.encode(&digest.0)
}

fn read(text: &str) -> Option<Digest> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Digest)
}
