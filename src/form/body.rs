use actix_web::{
    HttpRequest,
    http::header::CONTENT_TYPE,
    web::{Bytes, BytesMut, Payload},
};
use futures_util::StreamExt;

/// The largest body that is read, in bytes: ten times what the longest answers need.
const LARGEST: usize = 512 * 1024;
/// How much of a larger body is thrown away unread, so that its sender still hears why it was refused.
const MOST_DRAINED: usize = 32 * 1024 * 1024;

/// Why a body was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBody {
    TooLarge,
    /// It is not a form, or the connection broke off.
    Unreadable,
}

/// Reads the body of a form. [`crate::web::PromptBodies`] bounds how long that takes.
pub async fn read(request: &HttpRequest, payload: Payload) -> Result<Bytes, NoBody> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let is_form =
        kind.split(';').next().is_some_and(|k| k.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    let whole = collect(payload).await?;
    if is_form { Ok(whole) } else { Err(NoBody::Unreadable) }
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
