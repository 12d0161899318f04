//! The table of an inspection, and its files.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{model::TablePage, table_view};
use crate::{
    audit,
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Seen, Word},
        },
        views::frame,
    },
    evaluation::{Drafts, FileKind},
    export::ExportError,
    store::{Connection, Store},
};

/// The query of the table and of its files.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    drafts: String,
}

impl Params {
    fn drafts(&self) -> Drafts {
        self.drafts.parse().unwrap_or_default()
    }
}

/// `GET /console/inspections/{id}/evaluations`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(page, _): Seen<TablePage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    frame::answer(StatusCode::OK, table_view::view(&user, &page, asked.drafts()))
}

/// `GET /console/inspections/{id}/evaluations.{format}`. Records who downloads it.
pub async fn download(
    MayChange(user): MayChange,
    Seen(page, _): Seen<TablePage>,
    Word(kind): Word<FileKind>,
    Query(asked): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let drafts = asked.drafts();
    let said = match drafts {
        Drafts::LeftOut => "without drafts",
        Drafts::Marked => "with drafts",
    };
    let action = format!("Downloaded the table of evaluations as {}, {said}", kind.name());
    let work = move |connection: &mut Connection| {
        audit::record(connection, &user.email, &action, &page.inspection)?;
        let bytes = page.table.file(&page.inspection, drafts, kind, Utc::now())?;
        Ok::<_, ExportError>(bytes)
    };
    let bytes = store.run(work).await.map_err(|error| match error {
        ExportError::Store(error) => error.into(),
        error => {
            tracing::error!(%error, "a table of evaluations could not be written");
            ConsoleError::Unfinished
        }
    })?;
    let name = format!("attachment; filename=\"speir-evaluations.{}\"", kind.key());
    Ok(HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}
