use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{self, Data, Path},
};
use chrono::Utc;

use super::{
    asked::{Asked, Query},
    next::Next,
    read::{LiveOverview, read},
    views,
};
use crate::{
    console::{
        ConsoleError,
        access::SignedIn,
        id,
        inspections::Stage,
        live::{Hub, Reading, Scope, answer},
        views::frame,
        visits,
    },
    inspection::queries,
    store::{Id, Store, StoreError},
};

/// `GET /console/inspections/{id}`, with `?sort=` and `?audience=`.
pub async fn show(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    web::Query(query): web::Query<Query>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let Some(id) = id(&asked) else { return Err(ConsoleError::NotFound(user)) };
    let may_change = user.role.may_change();
    let (viewer, scope, asked) = (user.id, Scope::of(|area| user.sees_area(area)), Asked::from(query));
    let found = store
        .run(move |connection| {
            let mut reading = Reading::new(connection, Utc::now()).of_one(id);
            let Some(mut overview) = read(&mut reading, id, asked, &scope)? else { return Ok(None) };
            let counters = reading.counters()?;
            let collections: Vec<_> = counters.collections.iter().filter(|one| scope.sees(one.area)).cloned().collect();
            let ids: Vec<Id> = collections.iter().map(|one| one.id).collect();
            let before = visits::before(reading.connection, viewer, &ids)?;
            overview.since = before.map(|before| visits::since(&before, &collections, &counters.figures));
            if may_change && matches!(overview.stage, Stage::Ahead(_)) {
                overview.next = Next::read(reading.connection, &collections, reading.now)?;
            }
            Ok::<_, StoreError>(Some(overview))
        })
        .await?;
    match found {
        Some(overview) => Ok(frame::answer(StatusCode::OK, views::overview(&user, &overview))),
        None => Err(ConsoleError::NotFound(user)),
    }
}

/// `GET /console/inspections/{id}/live`, with `?audience=`.
pub async fn live(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    web::Query(query): web::Query<Query>,
    store: Data<Store>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> Result<HttpResponse, ConsoleError> {
    let Some(inspection) = id(&asked) else { return Err(ConsoleError::NotFound(user)) };
    if store.run(move |connection| queries::inspection_by_id(connection, inspection)).await?.is_none() {
        return Err(ConsoleError::NotFound(user));
    }
    let scope = Scope::of(|area| user.sees_area(area));
    Ok(answer(&request, &hub, LiveOverview { inspection, asked: Asked::from(query), scope }))
}
