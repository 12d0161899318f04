use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, Query},
};
use chrono::Utc;
use serde::Deserialize;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    file::{Download, File},
    naming::{file_name, named, unfinished},
    report, stream,
    views::{self, Place},
};
use crate::{
    audit::Subject,
    console::{
        shell::{
            ConsoleError,
            access::{InAddress, MayReadResults, Seen, SeenResults, SignedIn, Word},
        },
        views::frame,
    },
    export::{self, Export, ExportError, Format, Selection, What},
    fieldwork,
    inspection::{Inspection, Placed},
    results::Reader,
    store::{Connection, Store, StoreError},
    survey::Instrument,
    users::{Role, User},
};

/// How many exports of rows run at a time: each takes some tens of megabytes. Others wait.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Which collections of an inspection: rows need one survey.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(alias = "audience")]
    survey: Option<Instrument>,
}

/// `GET /console/collections/{id}/export`.
pub async fn show_collection(
    SeenResults(user, placed, _): SeenResults,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let scope = of_one(placed, &user, &store).await?;
    Ok(frame::answer(StatusCode::OK, views::offers(&user, &scope, Place::Collection)))
}

/// `GET /console/inspections/{id}/export`.
pub async fn show_inspection(
    MayReadResults(user): MayReadResults,
    Seen(inspection, _): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let scope = of_all(inspection, None, &user, &store).await?;
    Ok(frame::answer(StatusCode::OK, views::offers(&user, &scope, Place::Inspection)))
}

/// `GET /console/collections/{id}/export/{file}`.
pub async fn of_collection(
    SeenResults(user, placed, _): SeenResults,
    Word(wanted): Word<Download>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if wanted.has_rows() && !user.role.may_take_rows() {
        return Ok(frame::answer(StatusCode::FORBIDDEN, views::may_not_take_rows(&user)));
    }
    let scope = of_one(placed, &user, &store).await?;
    match wanted {
        Download::Tables(file) => download(user, scope, file, store).await,
        Download::Report => report::of_selection(user, scope, store).await,
    }
}

/// `GET /console/inspections/{id}/export/{file}`.
pub async fn of_inspection(
    MayReadResults(user): MayReadResults,
    Seen(inspection, _): Seen<Inspection>,
    Word(wanted): Word<Download>,
    Query(Params { survey }): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if wanted.has_rows() && !user.role.may_take_rows() {
        return Ok(frame::answer(StatusCode::FORBIDDEN, views::may_not_take_rows(&user)));
    }
    let scope = of_all(inspection, survey, &user, &store).await?;
    if wanted.has_rows() && scope.survey().is_none() {
        return Err(ConsoleError::NotFound(user));
    }
    match wanted {
        Download::Tables(file) => download(user, scope, file, store).await,
        Download::Report => report::of_selection(user, scope, store).await,
    }
}

impl InAddress for Download {
    const NAME: &'static str = "file";
}

impl InAddress for Format {
    const NAME: &'static str = "format";
}

/// Records who downloads it, and sends it while it is written.
async fn download(
    user: User,
    scope: Selection,
    file: File,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let turn = if file.has_rows() { TURNS.acquire().await.ok() } else { None };
    let name = named(&scope.inspection.title, &file.name());
    let contents = web::block(move || {
        let contents = export::contents(&scope, file.what, &store, Utc::now())?;
        export::record(
            &mut *store.connection()?,
            &user.email,
            scope.subject(),
            file.what,
            file.format,
        )?;
        Ok::<_, ExportError>(contents)
    });
    let contents = contents.await.map_err(|_| StoreError::Stopping)?.map_err(unfinished)?;
    Ok(send(contents, file.format, &name, turn))
}

/// `GET /console/inspections/{id}/rates.{format}`: of the visible collections.
pub async fn rates(
    SignedIn(user): SignedIn,
    Seen(seen, _): Seen<fieldwork::Seen>,
    Word(format): Word<Format>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let now = Utc::now();
    let contents = store
        .run(move |connection| {
            let standings = fieldwork::standings_of(connection, &seen, now)?;
            export::record(
                connection,
                &user.email,
                subject(&seen, &user),
                Some(What::Rates),
                format,
            )?;
            Ok::<_, StoreError>(fieldwork::rates_file(&seen, &standings, now))
        })
        .await?;
    Ok(send(contents, format, &File::new(Some(What::Rates), format).name(), None))
}

/// The inspection, with a co-ordinator's areas.
fn subject(seen: &fieldwork::Seen, user: &User) -> Subject {
    let fieldwork::Seen { inspection, collections } = seen;
    let mut areas: Vec<&str> =
        collections.iter().map(|collection| collection.area.name()).collect();
    areas.dedup();
    let whole = user.role != Role::Coordinator;
    let name = if whole {
        inspection.title.clone()
    } else {
        format!("{}: {}", inspection.title, areas.join(", "))
    };
    Subject::of(inspection.id, name)
}

/// A file that is sent while it is written.
pub fn send(
    contents: Export<'static>,
    format: Format,
    name: &str,
    turn: Option<SemaphorePermit<'static>>,
) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, file_name(name)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // It is sent uncompressed: compressing a million rows would take longer than sending them.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(stream::send(contents, format, turn))
}

/// The selection for an export of one collection.
async fn of_one(
    Placed { inspection, collection }: Placed,
    user: &User,
    store: &Store,
) -> Result<Selection, ConsoleError> {
    let user = user.clone();
    let find = move |connection: &mut Connection| {
        let reader = Reader::of(connection, &user)?;
        Selection::of_collection(connection, inspection, collection, &reader)
    };
    store.run(find).await.map_err(unfinished)
}

/// The selection for an export of an inspection, or of one survey in it.
async fn of_all(
    inspection: Inspection,
    survey: Option<Instrument>,
    user: &User,
    store: &Store,
) -> Result<Selection, ConsoleError> {
    let user = user.clone();
    let find = move |connection: &mut Connection| {
        let reader = Reader::of(connection, &user)?;
        Selection::of_inspection(connection, inspection, survey, &reader)
    };
    store.run(find).await.map_err(unfinished)
}
