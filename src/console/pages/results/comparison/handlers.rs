use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    model::Comparison,
    offers::{self, Offer},
    views,
};
use crate::{
    audit::Failures,
    console::{
        pages::results::collection,
        shell::{
            ConsoleError,
            access::{SeenResults, named},
        },
        views::frame,
    },
    inspection::{Inspection, Placed},
    results::{self, CollectionResults, Reader},
    store::{Connection, Store, StoreError},
    users::Scope,
};

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    with: String,
}

enum Found {
    /// There is nothing to compare yet.
    NotReleased(Placed),
    /// The reader chooses what to compare with.
    Choice(Placed, [Vec<Offer>; 2], usize),
    Both {
        inspection: Inspection,
        now: Box<CollectionResults>,
        earlier: Inspection,
        then: Box<CollectionResults>,
        /// How many times the area was asked.
        times: usize,
    },
}

/// `GET /console/collections/{id}/results/compare`.
pub async fn show(
    SeenResults(user, now, scope): SeenResults,
    Query(Params { with }): Query<Params>,
    store: Data<Store>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let found =
        store.run(move |connection| read(connection, now, &with, &scope, &failures)).await?;
    let page = match found {
        Found::NotReleased(Placed { inspection, collection }) => {
            collection::not_yet(&user, &inspection, &collection, Utc::now())
        }
        Found::Choice(now, offers, times) => {
            views::choice(&user, &now.inspection, &now.collection, &offers, times)
        }
        Found::Both { inspection, now, earlier, then, times } => views::comparison(
            &user,
            (&inspection, &now),
            (&earlier, &then),
            &Comparison::new(&then, &now),
            times,
        ),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

fn read(
    connection: &mut Connection,
    now: Placed,
    with: &str,
    scope: &Scope,
    failures: &Failures,
) -> Result<Found, ConsoleError> {
    let missing = || ConsoleError::not_found(scope);
    let before = if with.is_empty() {
        None
    } else {
        Some(named::<Placed>(connection, scope, with, failures)?.ok_or_else(missing)?)
    };
    if now.collection.released_at.is_none() {
        return Ok(Found::NotReleased(now));
    }
    let (all, readable) = (scope.collections(connection)?, readable(connection, scope)?);
    let times = offers::times(all.clone(), &readable, &now.collection).len();
    let Some(before) = before else {
        let offers = offers::offers(all, readable, &now.collection);
        return Ok(Found::Choice(now, offers, times));
    };
    let may_be_read = scope.user().may_read_results_of(&before.inspection);
    if !may_be_read || !offers::can_be_compared(&before.collection, &now.collection) {
        return Err(missing());
    }
    let reader = Reader::of(connection, scope.user())?;
    let mut released = |placed: &Placed| {
        let found =
            results::of_collection(connection, &placed.inspection, &placed.collection, &reader)?;
        found.map(Box::new).ok_or_else(missing)
    };
    Ok(Found::Both {
        now: released(&now)?,
        then: released(&before)?,
        inspection: now.inspection,
        earlier: before.inspection,
        times,
    })
}

/// The inspections with results that the user may read.
fn readable(connection: &mut Connection, scope: &Scope) -> Result<Vec<Inspection>, StoreError> {
    let mut all = scope.inspections(connection)?;
    all.retain(|inspection| scope.user().may_read_results_of(inspection));
    Ok(all)
}
