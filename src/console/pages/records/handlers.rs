use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{
    figures_view, form_view, list_view,
    model::{NewMeetingPage, ReadingPage, RecordsPage},
    parts::Saved,
    rows,
};
use crate::{
    audit,
    console::{
        pages::{
            changing::{Change, Shown, Told, filled_from},
            export::handlers::send,
            records::{Adding, Recording},
        },
        shell::{
            ConsoleError,
            access::{MayChange, Seen, Word},
            form::Errors,
        },
        views::frame,
    },
    export::Format,
    store::Store,
};

/// The query of a page.
#[derive(Debug, Deserialize)]
pub struct Params {
    /// The number of what was just saved as finished.
    #[serde(default)]
    saved: String,
    /// The number of what was just kept as a draft.
    #[serde(default)]
    draft: String,
}

impl Params {
    fn saved(&self) -> Saved {
        Saved::of(&self.saved, &self.draft)
    }
}

/// `GET /console/collections/{id}/records`.
pub async fn list(
    MayChange(user): MayChange,
    Seen(page, _): Seen<RecordsPage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    frame::answer(StatusCode::OK, list_view::list(&user, &page, asked.saved()))
}

/// `GET /console/collections/{id}/records/{number}/{turn}`.
pub async fn one(
    MayChange(user): MayChange,
    Seen(page, _): Seen<ReadingPage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    let from = <Recording as Change>::from(&page);
    let shown = Shown {
        typed: &Recording::filled(&from),
        errors: &Errors::default(),
        told: Told::Nothing,
        from: &filled_from(&from),
    };
    frame::answer(StatusCode::OK, form_view::reading(&user, &page, &shown, asked.saved()))
}

/// `GET /console/collections/{id}/records/new`.
pub async fn new(
    MayChange(user): MayChange,
    Seen(page, _): Seen<NewMeetingPage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    let from = <Adding as Change>::from(&page);
    let shown = Shown {
        typed: &Adding::filled(&from),
        errors: &Errors::default(),
        told: Told::Nothing,
        from: &filled_from(&from),
    };
    frame::answer(StatusCode::OK, form_view::new(&user, &page.page, &shown, asked.saved()))
}

/// `GET /console/collections/{id}/records/figures`.
pub async fn figures(MayChange(user): MayChange, Seen(page, _): Seen<RecordsPage>) -> HttpResponse {
    frame::answer(StatusCode::OK, figures_view::figures(&user, &page))
}

/// `GET /console/collections/{id}/records/rows.{format}`.
pub async fn rows(
    MayChange(user): MayChange,
    Seen(page, _): Seen<RecordsPage>,
    Word(format): Word<Format>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let contents = rows::contents(&page);
    let action = format!("Downloaded what was recorded, one row a reading, as {}", format.name());
    let collection = page.collection;
    store
        .run(move |connection| audit::record(connection, &user.email, &action, &collection))
        .await?;
    Ok(send(contents, format, &format!("records.{}", format.key()), None))
}
