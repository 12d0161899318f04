use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, Path, Query},
};
use chrono::Utc;
use serde::Deserialize;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    file::File,
    stream,
    views::{self, Place},
};
use crate::{
    audit::Subject,
    console::{
        ConsoleError, MayReadResults, SignedIn, id,
        users::{Role, User},
        views::frame,
    },
    inspection::queries,
    results::export::{self, Export, ExportError, Format, Scope, What},
    store::{Connection, Id, Store, StoreError},
    survey::Audience,
    watch::{self, Seen},
};

/// How many exports of rows run at a time: each takes some tens of megabytes. Others wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Which collections of an inspection: rows are of one audience.
#[derive(Debug, Deserialize)]
pub struct Asked {
    audience: Option<Audience>,
}

/// `GET /console/collections/{id}/export`.
pub async fn show_collection(
    MayReadResults(user): MayReadResults,
    asked: Path<String>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let scope = scope(&user, &asked, &store, of_one).await?;
    Ok(frame::answer(StatusCode::OK, views::offers(&user, &scope, Place::Collection)))
}

/// `GET /console/inspections/{id}/export`.
pub async fn show_inspection(
    MayReadResults(user): MayReadResults,
    asked: Path<String>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let scope = scope(&user, &asked, &store, |connection, id| of_all(connection, id, None)).await?;
    Ok(frame::answer(StatusCode::OK, views::offers(&user, &scope, Place::Inspection)))
}

/// `GET /console/collections/{id}/export/{file}`.
pub async fn of_collection(
    MayReadResults(user): MayReadResults,
    asked: Path<(String, String)>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let file = file(&user, &asked.1)?;
    if file.has_rows() && !user.role.may_take_rows() {
        return Ok(frame::answer(StatusCode::FORBIDDEN, views::may_not_take_rows(&user)));
    }
    let scope = scope(&user, &asked.0, &store, of_one).await?;
    download(user, scope, file, store).await
}

/// `GET /console/inspections/{id}/export/{file}`.
pub async fn of_inspection(
    MayReadResults(user): MayReadResults,
    asked: Path<(String, String)>,
    Query(Asked { audience }): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let file = file(&user, &asked.1)?;
    if file.has_rows() && !user.role.may_take_rows() {
        return Ok(frame::answer(StatusCode::FORBIDDEN, views::may_not_take_rows(&user)));
    }
    let scope = scope(&user, &asked.0, &store, move |connection, id| of_all(connection, id, audience)).await?;
    if file.has_rows() && scope.audience().is_none() {
        return Err(ConsoleError::NotFound(user));
    }
    download(user, scope, file, store).await
}

fn file(user: &User, name: &str) -> Result<File, ConsoleError> {
    name.parse().map_err(|()| ConsoleError::NotFound(user.clone()))
}

/// Writes down who takes it away, and sends it while it is written.
async fn download(user: User, scope: Scope, file: File, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let turn = if file.has_rows() { TURNS.acquire().await.ok() } else { None };
    let contents = web::block(move || {
        let contents = export::contents(&scope, file.what, &store, Utc::now())?;
        export::record(&mut *store.connection()?, &user.email, scope.subject(), file.what, file.format)?;
        Ok::<_, ExportError>(contents)
    });
    let contents = contents.await.map_err(|_| StoreError::Stopping)?.map_err(unfinished)?;
    Ok(send(contents, file.format, &file.name(), turn))
}

/// `GET /console/inspections/{id}/rates.{format}`: of the collections that the user sees.
pub async fn rates(
    SignedIn(user): SignedIn,
    asked: Path<(String, String)>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let nothing = || ConsoleError::NotFound(user.clone());
    let format = Format::ALL.into_iter().find(|format| format.key() == asked.1).ok_or_else(nothing)?;
    let (id, viewer, now) = (id(&asked.0).ok_or_else(nothing)?, user.clone(), Utc::now());
    let found = store.run(move |connection| {
        let Some(seen) = watch::inspection(connection, &viewer, id)? else { return Ok(None) };
        let progress = watch::progress_of(connection, &seen, now)?;
        export::record(connection, &viewer.email, subject(&seen, &viewer), Some(What::Rates), format)?;
        Ok::<_, StoreError>(Some(watch::rates_file(&seen, &progress, now)))
    });
    let contents = found.await?.ok_or_else(nothing)?;
    Ok(send(contents, format, &File::new(Some(What::Rates), format).name(), None))
}

/// The inspection, and for a co-ordinator the areas that they took.
fn subject(seen: &Seen, user: &User) -> Subject {
    let Seen { inspection, collections } = seen;
    let mut areas: Vec<&str> = collections.iter().map(|collection| collection.area.name()).collect();
    areas.dedup();
    let whole = user.role != Role::Coordinator;
    let name = if whole { inspection.title.clone() } else { format!("{}: {}", inspection.title, areas.join(", ")) };
    Subject::of(inspection.id, name)
}

/// A file that is sent while it is written.
fn send(contents: Export<'static>, format: Format, name: &str, turn: Option<SemaphorePermit<'static>>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"speir-{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // It is sent as it is: compressing a million rows would take longer than sending them.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(stream::send(contents, format, turn))
}

async fn scope(
    user: &User,
    asked: &str,
    store: &Data<Store>,
    find: impl FnOnce(&mut Connection, Id) -> Result<Option<Scope>, ExportError> + Send + 'static,
) -> Result<Scope, ConsoleError> {
    let nothing = || ConsoleError::NotFound(user.clone());
    let id = id(asked).ok_or_else(nothing)?;
    store.run(move |connection| find(connection, id)).await.map_err(unfinished)?.ok_or_else(nothing)
}

fn of_one(connection: &mut Connection, id: Id) -> Result<Option<Scope>, ExportError> {
    let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
    let Some(inspection) = queries::inspection_by_id(connection, collection.inspection)? else { return Ok(None) };
    Scope::of_collection(connection, inspection, collection).map(Some)
}

fn of_all(connection: &mut Connection, id: Id, audience: Option<Audience>) -> Result<Option<Scope>, ExportError> {
    let Some(inspection) = queries::inspection_by_id(connection, id)? else { return Ok(None) };
    Scope::of_inspection(connection, inspection, audience).map(Some)
}

fn unfinished(error: ExportError) -> ConsoleError {
    match error {
        ExportError::Store(error) => error.into(),
        ExportError::Survey(error) => error.into(),
        error => {
            tracing::error!(%error, "an export could not be begun");
            ConsoleError::Unfinished
        }
    }
}
