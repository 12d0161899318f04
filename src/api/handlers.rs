//! One function for each address. What the attributes say is the description of the API, and is checked against what it does.

use actix_web::{
    HttpRequest,
    web::{Data, Json, Path, Query},
};
use chrono::{DateTime, SubsecRound, Utc};
use serde::Serialize;
use utoipa::IntoParams;

use super::{
    access::Caller,
    document::{Gone, Guarded, Misasked},
    model::{CollectionFigures, InspectionList, InspectionWithCollections, Page, Rates},
    problem::Problem,
    read,
};
use crate::{
    store::{Connection, Id, Store},
    watch,
};

/// What every answer of figures is: JSON, or a problem.
type Answer<T> = Result<Json<T>, Problem>;

/// Which inspection.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it is read for the description alone")]
pub struct OneInspection {
    /// The id of an inspection.
    inspection: uuid::Uuid,
}

/// Which collection.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it is read for the description alone")]
pub struct OneCollection {
    /// The id of a collection.
    collection: uuid::Uuid,
}

/// List the inspections that the token shows
#[utoipa::path(
    get,
    path = "/api/v1/inspections",
    operation_id = "listInspections",
    tag = "Inspections",
    params(Page),
    responses(
        (status = 200, description = "A part of the list, the inspection that closes last first.", body = InspectionList,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Misasked,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn inspections(Caller(user): Caller, request: HttpRequest, store: Data<Store>) -> Answer<InspectionList> {
    let page = Query::<Page>::from_query(request.query_string()).map_err(|_| Problem::Query)?;
    if !page.is_possible() {
        return Err(Problem::Query);
    }
    let seen = store.run(move |connection| watch::everything(connection, &user)).await?;
    Ok(Json(InspectionList::new(&seen, *page)))
}

/// One inspection with its collections
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{inspection}",
    operation_id = "getInspection",
    tag = "Inspections",
    params(OneInspection),
    responses(
        (status = 200, description = "The inspection with those of its collections that the token shows.",
         body = InspectionWithCollections,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn inspection(
    Caller(user): Caller,
    asked: Path<String>,
    store: Data<Store>,
) -> Answer<InspectionWithCollections> {
    figures(&asked, &store, move |connection, id, now| {
        Ok(InspectionWithCollections::new(&read::inspection(connection, &user, id)?, now))
    })
    .await
}

/// The response rates of an inspection, areas by audiences
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{inspection}/rates",
    operation_id = "getRates",
    tag = "Rates",
    params(OneInspection),
    responses(
        (status = 200, description = "Every area and audience that the token shows, with totals of what is shown.",
         body = Rates,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn rates(Caller(user): Caller, asked: Path<String>, store: Data<Store>) -> Answer<Rates> {
    figures(&asked, &store, move |connection, id, now| read::rates(connection, &user, id, now)).await
}

/// The counts of one collection: its parts, days and messages
#[utoipa::path(
    get,
    path = "/api/v1/collections/{collection}",
    operation_id = "getCollection",
    tag = "Rates",
    params(OneCollection),
    responses(
        (status = 200, description = "The collection with all its counts.", body = CollectionFigures,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn collection(Caller(user): Caller, asked: Path<String>, store: Data<Store>) -> Answer<CollectionFigures> {
    figures(&asked, &store, move |connection, id, now| read::collection(connection, &user, id, now)).await
}

/// Reads something by the id in the address.
async fn figures<T: Serialize + Send + 'static>(
    asked: &str,
    store: &Store,
    work: impl FnOnce(&mut Connection, Id, DateTime<Utc>) -> Result<T, Problem> + Send + 'static,
) -> Answer<T> {
    let id = Id(uuid::Uuid::parse_str(asked).map_err(|_| Problem::NotFound)?);
    let now = Utc::now().trunc_subsecs(0);
    store.run(move |connection| work(connection, id, now)).await.map(Json)
}
