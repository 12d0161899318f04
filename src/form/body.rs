//! Reading the body of a form, in whichever of the three encodings of HTML it was sent.

use actix_web::{
    HttpRequest,
    http::header::CONTENT_TYPE,
    web::{Bytes, BytesMut, Payload},
};
use futures_util::StreamExt;

use super::encodings;

/// The largest body that is read, in bytes. The longest answers need a tenth of it; the rest is for
/// somebody who pastes a whole report into a box, and gets the page back with all of it.
pub const LARGEST: usize = 4 * 1024 * 1024;
/// How much of a larger body is read and discarded, so that its sender still gets the reason for
/// the refusal.
const MOST_DRAINED: usize = 32 * 1024 * 1024;

/// Why a body was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBody {
    TooLarge,
    /// It is not a form, or the connection was lost.
    Unreadable,
}

/// Reads the body of a form as `application/x-www-form-urlencoded`. A form that an extension of the
/// browser made `multipart/form-data` or `text/plain` is read too, and so is one without a type.
/// [`crate::web::PromptBodies`] bounds how long that takes and how much memory it needs.
pub async fn read(request: &HttpRequest, payload: Payload) -> Result<Bytes, NoBody> {
    let kind =
        request.headers().get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or("unreadable"));
    let whole = collect(payload).await?;
    let essence = kind.unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "" | "application/x-www-form-urlencoded" => Ok(whole),
        "multipart/form-data" => {
            let body =
                encodings::of_multipart(kind.unwrap_or(""), &whole).ok_or(NoBody::Unreadable)?;
            Ok(body.into())
        }
        "text/plain" => Ok(encodings::of_plain(&whole).into()),
        _ => Err(NoBody::Unreadable),
    }
}

async fn collect(mut payload: Payload) -> Result<Bytes, NoBody> {
    let mut whole = BytesMut::new();
    let mut first: Option<Bytes> = None;
    let mut size = 0;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| NoBody::Unreadable)?;
        size += chunk.len();
        if size > MOST_DRAINED {
            break;
        }
        if size > LARGEST {
            // The part that has arrived is useless.
            (first, whole) = (None, BytesMut::new());
            continue;
        }
        match first.take() {
            None if whole.is_empty() => first = Some(chunk),
            None => whole.extend_from_slice(&chunk),
            Some(earlier) => {
                whole.extend_from_slice(&earlier);
                whole.extend_from_slice(&chunk);
            }
        }
    }
    if size > LARGEST {
        return Err(NoBody::TooLarge);
    }
    Ok(first.unwrap_or_else(|| whole.freeze()))
}
