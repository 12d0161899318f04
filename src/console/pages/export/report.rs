//! The report of results, as a file for word processors.

use actix_web::{
    HttpResponse,
    http::header,
    web::{self, Data},
};
use chrono::Utc;

use super::naming::{file_name, named, unfinished};
use crate::{
    audit::Subject,
    console::shell::ConsoleError,
    export::{
        self, ExportError, ProgrammeSelection, Selection,
        word::{REPORT, Word},
    },
    store::{Store, StoreError},
    users::User,
};

/// The report of a collection or an inspection.
pub async fn of_selection(
    user: User,
    scope: Selection,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (subject, name) = (scope.subject(), named(&scope.inspection.title, REPORT));
    make(user, (subject, name), store, move || export::report(&scope, Utc::now())).await
}

/// The report of a programme.
pub async fn of_programme(
    user: User,
    scope: ProgrammeSelection,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let subject = Subject::from(&scope.programme);
    let name = named(&scope.programme.title, REPORT);
    make(user, (subject, name), store, move || export::report_of_programme(&scope, Utc::now()))
        .await
}

/// Records who downloads it, and sends it whole.
async fn make(
    user: User,
    (subject, name): (Subject, String),
    store: Data<Store>,
    report: impl FnOnce() -> Result<Word, ExportError> + Send + 'static,
) -> Result<HttpResponse, ConsoleError> {
    let bytes = web::block(move || {
        let bytes = report()?.write()?;
        export::record_report(&mut *store.connection()?, &user.email, subject)?;
        Ok::<_, ExportError>(bytes)
    });
    let bytes = bytes.await.map_err(|_| StoreError::Stopping)?.map_err(unfinished)?;
    Ok(HttpResponse::Ok()
        .content_type(Word::MEDIA_TYPE)
        .insert_header((header::CONTENT_DISPOSITION, file_name(&name)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}
