//! The console's style sheet: one file for each part, put together in this order.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, http::header};
use sha2::{Digest, Sha256};

use crate::web::compressed::Compressed;

/// The console's style sheet. Its address names its bytes, so browsers may keep it for ever.
pub struct Style {
    pub path: String,
    compressed: Compressed,
}

/// What narrow screens change stands after what every screen shares; each room's own part follows.
const SHEETS: [&str; 10] = [
    include_str!("base.css"),
    include_str!("frame.css"),
    include_str!("figures.css"),
    include_str!("tables.css"),
    include_str!("forms.css"),
    include_str!("narrow.css"),
    include_str!("results.css"),
    include_str!("invitations.css"),
    include_str!("comments.css"),
    include_str!("collection.css"),
];

/// The style sheet of this build, compressed once.
pub static STYLE: LazyLock<Style> = LazyLock::new(|| {
    let text = SHEETS.concat();
    let digest: String = Sha256::digest(&text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let compressed = Compressed::new(text);
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
