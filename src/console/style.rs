use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, http::header};
use sha2::{Digest, Sha256};

use crate::web::compressed::Compressed;

/// The console's style sheet. Its address names its bytes, so browsers may keep it for ever.
pub struct Style {
    pub path: String,
    compressed: Compressed,
}

/// The style sheet of this build, compressed once.
pub static STYLE: LazyLock<Style> = LazyLock::new(|| {
    let text = include_str!("console.css");
    let digest: String = Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let compressed = Compressed::new(text.to_owned());
    compressed.press();
    Style { path: format!("/assets/console.{digest}.css"), compressed }
});

/// `GET /assets/console.{digest}.css`.
pub async fn show(request: HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    STYLE.compressed.send(&request, response)
}
