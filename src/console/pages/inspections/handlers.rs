use std::collections::BTreeSet;

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    moving::{self, LiveList},
    views::{self, Done},
};
use crate::{
    console::{
        live::{Hub, Snapshot, VisibleAreas, answer},
        shell::{
            ConsoleError,
            access::{Seen, SignedIn, Whole},
        },
        views::frame,
    },
    inspection::Inspection,
    invitation::bounce,
    programme,
    store::{Connection, Id, Store, StoreError},
    users,
    web::{page::see_other, paths},
};

/// The query of the list.
#[derive(Deserialize)]
pub struct Params {
    /// What was just done.
    done: Option<Done>,
}

/// `GET /console`.
pub async fn show(
    SignedIn(user): SignedIn,
    Whole(scope): Whole,
    Query(Params { done }): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let now = Utc::now();
    let administers = user.role.may_manage_users();
    let (listed, programmes, unread) = store
        .run(move |connection| {
            let ids = visible(connection, &scope)?;
            let unread = if administers { bounce::unread(connection)? } else { None };
            let listed =
                moving::read(&mut Snapshot::new(connection, now), &ids, &VisibleAreas::of(&scope))?;
            let programmes = programme::queries::of_inspections(connection)?;
            Ok::<_, StoreError>((listed, programmes, unread))
        })
        .await?;
    Ok(frame::answer(
        StatusCode::OK,
        views::list(&user, (&listed, &programmes), (unread, done), now),
    ))
}

/// `GET /console/live`.
pub async fn live(
    Whole(seen): Whole,
    store: Data<Store>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> Result<HttpResponse, ConsoleError> {
    let scope = VisibleAreas::of(&seen);
    let inspections = store.run(move |connection| visible(connection, &seen)).await?;
    Ok(answer(&request, &hub, LiveList { inspections, scope }))
}

/// The visible inspections.
fn visible(connection: &mut Connection, scope: &users::Scope) -> Result<BTreeSet<Id>, StoreError> {
    Ok(scope.inspections(connection)?.into_iter().map(|inspection| inspection.id).collect())
}

/// `GET` of an address that takes only a form redirects to the list.
pub async fn back(SignedIn(_): SignedIn) -> HttpResponse {
    see_other(paths::CONSOLE)
}

/// `GET` of an address that takes only one inspection's form redirects to that inspection.
pub async fn back_to_one(
    SignedIn(_): SignedIn,
    Seen(inspection, _): Seen<Inspection>,
) -> HttpResponse {
    see_other(&paths::inspection::PAGE.of(inspection.id))
}
