use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    model::Comparison,
    offers::{self, Offer},
    views,
};
use crate::{
    catalogue::PublishError,
    console::{ConsoleError, MayReadResults, id, results::collection, views::frame},
    inspection::{Collection, Inspection, queries},
    results::{self, CollectionResults},
    store::{Connection, Id, Store},
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
    place: Path<String>,
    asked: Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let with = if asked.with.is_empty() { None } else { Some(id(&asked.with)) };
    let (Some(now), Some(with)) = (id(&place), with.map_or(Some(None), |with| with.map(Some))) else {
        return Err(ConsoleError::NotFound(user));
    };
    let found = store.run(move |connection| read(connection, now, with)).await?;
    let page = match found {
        None => return Err(ConsoleError::NotFound(user)),
        Some(Found::NotReleased(inspection, now)) => collection::not_yet(&user, &inspection, &now, Utc::now()),
        Some(Found::Choice(inspection, now, offers)) => views::choice(&user, &inspection, &now, &offers),
        Some(Found::Both { inspection, now, earlier, then }) => {
            views::comparison(&user, (&inspection, &now), (&earlier, &then), &Comparison::new(&then, &now))
        }
    };
    Ok(frame::answer(StatusCode::OK, page))
}

fn read(connection: &mut Connection, now: Id, with: Option<Id>) -> Result<Option<Found>, PublishError> {
    let Some((inspection, collection)) = found(connection, now)? else { return Ok(None) };
    if collection.released_at.is_none() {
        return Ok(Some(Found::NotReleased(inspection, collection)));
    }
    let Some(with) = with else {
        let all = (queries::collections(connection)?, queries::inspections(connection)?);
        let offers = offers::offers(all.0, all.1, &collection);
        return Ok(Some(Found::Choice(inspection, collection, offers)));
    };
    let Some((earlier, before)) = found(connection, with)?.filter(|(_, c)| offers::can_be_compared(c, &collection))
    else {
        return Ok(None);
    };
    let now = results::of_collection(connection, &inspection, &collection)?;
    let then = results::of_collection(connection, &earlier, &before)?;
    Ok(now.zip(then).map(|(now, then)| Found::Both { inspection, now: Box::new(now), earlier, then: Box::new(then) }))
}

fn found(connection: &mut Connection, id: Id) -> Result<Option<(Inspection, Collection)>, PublishError> {
    let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
    Ok(queries::inspection_by_id(connection, collection.inspection)?.map(|inspection| (inspection, collection)))
}
