//! The handlers. Their attributes are the API's description, which tests compare with the
//! behaviour.

use actix_web::{
    HttpRequest,
    web::{Data, Json, Query},
};
use chrono::{DateTime, SubsecRound, Utc};
use serde::Serialize;
use utoipa::IntoParams;

use super::{
    access::{Caller, Seen},
    model::{CollectionFigures, InspectionList, InspectionWithCollections, Page, Rates},
    problem::Problem,
    read,
    responses::{Gone, Guarded, Misasked},
};
use crate::{
    fieldwork,
    inspection::Placed,
    programme,
    store::{Connection, Store},
};

/// What every answer of figures is: JSON, or a problem.
type Answer<T> = Result<Json<T>, Problem>;

/// Which inspection.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it is used only in the description")]
pub struct OneInspection {
    /// The id of an inspection.
    inspection: uuid::Uuid,
}

/// Which collection.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it is used only in the description")]
pub struct OneCollection {
    /// The id of a collection.
    collection: uuid::Uuid,
}

/// List the inspections that the token gives access to
#[utoipa::path(
    get,
    path = "/api/v1/inspections",
    operation_id = "listInspections",
    tag = "Inspections",
    params(Page),
    responses(
        (status = 200, description = "One page of the list. The inspection that closes last comes \
            first.", body = InspectionList,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Misasked,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn inspections(
    Caller(scope): Caller,
    request: HttpRequest,
    store: Data<Store>,
) -> Answer<InspectionList> {
    let page = Query::<Page>::from_query(request.query_string()).map_err(|_| Problem::Query)?;
    if !page.is_possible() {
        return Err(Problem::Query);
    }
    let (seen, programmes) = store
        .run(move |connection| {
            let programmes = programme::queries::of_inspections(connection)?;
            Ok::<_, Problem>((fieldwork::everything(connection, &scope)?, programmes))
        })
        .await?;
    Ok(Json(InspectionList::new(&seen, &programmes, *page)))
}

/// One inspection with its collections
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{inspection}",
    operation_id = "getInspection",
    tag = "Inspections",
    params(OneInspection),
    responses(
        (status = 200, description = "The inspection, with the collections that the token gives \
            access to.",
         body = InspectionWithCollections,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn inspection(
    Seen(seen): Seen<fieldwork::Seen>,
    store: Data<Store>,
) -> Answer<InspectionWithCollections> {
    figures(&store, move |connection, now| {
        let programme = programme::queries::of_inspection(connection, seen.inspection.id)?;
        Ok(InspectionWithCollections::new(&seen, programme.as_ref(), now))
    })
    .await
}

/// The response rates of an inspection, areas by surveys
#[utoipa::path(
    get,
    path = "/api/v1/inspections/{inspection}/rates",
    operation_id = "getRates",
    tag = "Rates",
    params(OneInspection),
    responses(
        (status = 200, description = "Every area and survey that the token gives access to, \
            with totals of those.",
         body = Rates,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn rates(Seen(seen): Seen<fieldwork::Seen>, store: Data<Store>) -> Answer<Rates> {
    figures(&store, move |connection, now| read::rates(connection, &seen, now)).await
}

/// The counts of one collection: its parts, days and messages
#[utoipa::path(
    get,
    path = "/api/v1/collections/{collection}",
    operation_id = "getCollection",
    tag = "Rates",
    params(OneCollection),
    responses(
        (status = 200, description = "The collection with all its \
            counts.", body = CollectionFigures,
         headers(("Cache-Control" = String, description = "Always no-store."))),
        Gone,
        Guarded,
    ),
    security(("token" = []))
)]
pub async fn collection(Seen(seen): Seen<Placed>, store: Data<Store>) -> Answer<CollectionFigures> {
    figures(&store, move |connection, now| read::collection(connection, &seen, now)).await
}

/// Reads figures as of now.
async fn figures<T: Serialize + Send + 'static>(
    store: &Store,
    work: impl FnOnce(&mut Connection, DateTime<Utc>) -> Result<T, Problem> + Send + 'static,
) -> Answer<T> {
    let now = now();
    store.run(move |connection| work(connection, now)).await.map(Json)
}

/// The time that figures are of, to the second.
fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(0)
}
