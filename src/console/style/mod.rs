//! The console's style sheet: one file for each area of the console, joined in this order.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse};

use crate::web::Asset;

/// Rules for narrow screens follow the common ones; the parts of pages come last.
const SHEETS: [&str; 17] = [
    include_str!("base.css"),
    include_str!("frame.css"),
    include_str!("figures.css"),
    include_str!("tables.css"),
    include_str!("forms.css"),
    include_str!("narrow.css"),
    include_str!("results.css"),
    include_str!("invitations.css"),
    include_str!("comments.css"),
    include_str!("overview.css"),
    include_str!("collection.css"),
    include_str!("evaluations.css"),
    include_str!("setup.css"),
    include_str!("changing.css"),
    include_str!("accounts.css"),
    include_str!("records.css"),
    include_str!("missing.css"),
];

/// The style sheet of this build.
pub static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console", "css", "text/css; charset=utf-8", SHEETS.concat()));

/// `GET /assets/console.{digest}.css`.
pub async fn show(request: HttpRequest) -> HttpResponse {
    STYLE.send(&request)
}
