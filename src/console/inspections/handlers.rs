use std::collections::BTreeSet;

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use chrono::Utc;

use super::{
    moving::{self, LiveList},
    views,
};
use crate::{
    console::{
        ConsoleError,
        access::SignedIn,
        id,
        live::{Hub, Reading, Scope, answer},
        views::frame,
    },
    inspection::queries,
    store::{Connection, Id, Store, StoreError},
    users::{self, User},
    web::page::see_other,
};

/// `GET /console`.
pub async fn show(SignedIn(user): SignedIn, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let (scope, now) = (Scope::of(|area| user.sees_area(area)), Utc::now());
    let viewer = user.clone();
    let listed = store
        .run(move |connection| {
            let ids = visible(connection, &viewer)?;
            moving::read(&mut Reading::new(connection, now), &ids, &scope)
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::list(&user, &listed, now)))
}

/// `GET /console/live`.
pub async fn live(
    SignedIn(user): SignedIn,
    store: Data<Store>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> Result<HttpResponse, ConsoleError> {
    let scope = Scope::of(|area| user.sees_area(area));
    let inspections = store.run(move |connection| visible(connection, &user)).await?;
    Ok(answer(&request, &hub, LiveList { inspections, scope }))
}

/// The inspections that somebody sees.
fn visible(connection: &mut Connection, user: &User) -> Result<BTreeSet<Id>, StoreError> {
    let scope = users::Scope::of(connection, user)?;
    let ids = queries::inspections(connection)?.into_iter().map(|inspection| inspection.id);
    Ok(ids.filter(|id| scope.sees_inspection(*id)).collect())
}

/// `GET` where only a form is taken leads to the list.
pub async fn back(SignedIn(_): SignedIn) -> HttpResponse {
    see_other("/console")
}

/// `GET` where only the form of one inspection is taken leads to that inspection.
pub async fn back_to_one(SignedIn(_): SignedIn, asked: Path<String>) -> HttpResponse {
    match id(&asked) {
        Some(id) => see_other(&format!("/console/inspections/{id}")),
        None => see_other("/console"),
    }
}
