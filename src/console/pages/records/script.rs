//! The script of the form for a record: number keys answer, and questions that are not asked are
//! hidden. Without it the form works as it is.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};

use crate::web::Asset;

pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_str!("records.js").to_owned();
    Asset::new("records", "js", "text/javascript; charset=utf-8", script)
});

pub fn script() -> Markup {
    html! { script src=(SCRIPT.path) defer {} }
}

/// `GET /assets/records.{digest}.js`.
pub async fn show(request: HttpRequest) -> HttpResponse {
    SCRIPT.send(&request)
}
