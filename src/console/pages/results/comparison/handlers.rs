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
    catalogue::PublishError,
    console::{
        pages::results::collection,
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen, named, note},
        },
        views::frame,
    },
    inspection::{Collection, Inspection, queries},
    results::{self, CollectionResults},
    store::{Connection, Store},
    users::{Scope, Sight},
};

/// How the page is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    with: String,
}

enum Found {
    /// There is nothing to compare yet.
    NotReleased(Inspection, Collection),
    /// The reader is to choose what to compare with.
    Choice(Inspection, Collection, [Vec<Offer>; 2]),
    Both {
        inspection: Inspection,
        now: Box<CollectionResults>,
        earlier: Inspection,
        then: Box<CollectionResults>,
    },
}

/// `GET /console/collections/{id}/results/compare`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(now, scope): Seen<Collection>,
    Query(Asked { with }): Query<Asked>,
    store: Data<Store>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let found =
        store.run(move |connection| read(connection, now, &with, &scope, &failures)).await?;
    let page = match found {
        None => return Err(ConsoleError::NotFound(user)),
        Some(Found::NotReleased(inspection, now)) => {
            collection::not_yet(&user, &inspection, &now, Utc::now())
        }
        Some(Found::Choice(inspection, now, offers)) => {
            views::choice(&user, &inspection, &now, &offers)
        }
        Some(Found::Both { inspection, now, earlier, then }) => views::comparison(
            &user,
            (&inspection, &now),
            (&earlier, &then),
            &Comparison::new(&then, &now),
        ),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// `None` where there is nothing of the kind that somebody sees.
fn read(
    connection: &mut Connection,
    collection: Collection,
    with: &str,
    scope: &Scope,
    failures: &Failures,
) -> Result<Option<Found>, PublishError> {
    let Some(inspection) = queries::inspection_of(connection, &collection)? else {
        return Ok(None);
    };
    let before =
        if with.is_empty() { None } else { Some(named::<Collection>(connection, scope, with)?) };
    if let Some(missing @ (Sight::Hidden(_) | Sight::Absent)) = &before {
        note(missing, scope, Some(failures));
        return Ok(None);
    }
    if collection.released_at.is_none() {
        return Ok(Some(Found::NotReleased(inspection, collection)));
    }
    let Some(before) = before.and_then(Sight::seen) else {
        let all = (scope.collections(connection)?, scope.inspections(connection)?);
        let offers = offers::offers(all.0, all.1, &collection);
        return Ok(Some(Found::Choice(inspection, collection, offers)));
    };
    if !offers::can_be_compared(&before, &collection) {
        return Ok(None);
    }
    let Some(earlier) = queries::inspection_of(connection, &before)? else { return Ok(None) };
    let now = results::of_collection(connection, &inspection, &collection)?;
    let then = results::of_collection(connection, &earlier, &before)?;
    Ok(now.zip(then).map(|(now, then)| Found::Both {
        inspection,
        now: Box::new(now),
        earlier,
        then: Box::new(then),
    }))
}
