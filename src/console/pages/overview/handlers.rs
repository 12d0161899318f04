use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{self, Data},
};
use chrono::Utc;

use super::{
    next::Next,
    params::{Params, Query},
    read::{LiveOverview, read},
    recorded, views,
};
use crate::{
    console::{
        live::{self, Hub, Snapshot, answer},
        pages::{inspections::Stage, visits},
        shell::{
            ConsoleError,
            access::{Seen, SignedIn},
        },
        views::frame,
    },
    inspection::Inspection,
    programme,
    store::{Id, Store},
};

/// `GET /console/inspections/{id}`, with `?sort=` and `?audience=`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(inspection, scope): Seen<Inspection>,
    web::Query(query): web::Query<Query>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (role, may_change) = (user.role, user.role.may_change());
    let (viewer, id, params) = (user.id, inspection.id, Params::from(query));
    let overview = store
        .run(move |connection| {
            let follows = match inspection.particulars.follows {
                Some(earlier) => scope.find::<Inspection>(connection, earlier)?.seen(),
                None => None,
            };
            let programme = programme::queries::of_inspection(connection, id)?;
            let mut reading = Snapshot::new(connection, Utc::now()).of_one(id);
            let shown = live::VisibleAreas::of(&scope);
            let mut overview = read(&mut reading, id, params, &shown)?
                .ok_or_else(|| ConsoleError::not_found(&scope))?;
            overview.follows = follows;
            overview.programme = programme;
            let counters = reading.counters()?;
            let collections: Vec<_> =
                counters.collections.iter().filter(|one| shown.sees(one)).cloned().collect();
            let ids: Vec<Id> = collections.iter().map(|one| one.id).collect();
            let before = visits::before(reading.connection, viewer, &ids)?;
            overview.since =
                before.map(|before| visits::since(&before, &collections, &counters.figures));
            overview.recorded = recorded::read(
                reading.connection,
                &overview.inspection,
                &collections,
                &counters.figures,
                role,
            )?;
            if may_change && matches!(overview.stage, Stage::Ahead(_)) {
                overview.next = Next::read(reading.connection, &collections, reading.now)?;
            }
            Ok::<_, ConsoleError>(overview)
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::overview(&user, &overview)))
}

/// `GET /console/inspections/{id}/live`, with `?audience=`.
pub async fn live(
    SignedIn(_): SignedIn,
    Seen(inspection, scope): Seen<Inspection>,
    web::Query(query): web::Query<Query>,
    hub: Data<Hub>,
    request: HttpRequest,
) -> HttpResponse {
    let (inspection, scope) = (inspection.id, live::VisibleAreas::of(&scope));
    answer(&request, &hub, LiveOverview { inspection, params: Params::from(query), scope })
}
