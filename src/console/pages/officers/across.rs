//! The answers of all areas beside each other.

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{across_view, model::AreasPage, reading::Across, rows};
use crate::{
    audit,
    console::{
        pages::export::handlers::send,
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen, Word},
        },
        views::frame,
    },
    export::Format,
    store::Store,
};

/// `GET /console/inspections/{id}/answers/{survey}`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(page, _): Seen<AreasPage>,
) -> HttpResponse {
    let across = Across::of(&page, user.role);
    frame::answer(StatusCode::OK, across_view::across(&user, &across))
}

/// `GET /console/inspections/{id}/answers/{survey}/rows.{format}`.
pub async fn file(
    MayReadResults(user): MayReadResults,
    Seen(page, _): Seen<AreasPage>,
    Word(format): Word<Format>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let contents = rows::contents(&Across::of(&page, user.role));
    let action = format!(
        "Downloaded the answers of areas to “{}”, as {}",
        page.instrument.name(),
        format.name()
    );
    let name = format!("areas-{}.{}", page.instrument.key(), format.key());
    let inspection = page.inspection;
    store
        .run(move |connection| audit::record(connection, &user.email, &action, &inspection))
        .await?;
    Ok(send(contents, format, &name, None))
}
