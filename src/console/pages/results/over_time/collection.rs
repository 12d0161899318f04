//! The times at which an area was asked the same survey.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::Utc;
use maud::{Markup, html};

use super::{
    model::{Compared, Point, Times},
    views::contents,
};
use crate::{
    catalogue::PublishError,
    console::{
        pages::results::{
            collection::not_yet,
            comparison::{self, Comparison},
            waiting,
        },
        shell::{ConsoleError, access::SeenResults},
        views::{
            asking::Asking,
            frame::{self, Head},
            trail,
        },
    },
    inspection::{Collection, Placed},
    language::calendar,
    results::{self, CollectionResults, Kept, Reader, change::Change},
    store::{Connection, Store},
    users::{Scope, User},
    web::paths,
};

/// `GET /console/collections/{id}/results/over-time`.
pub async fn show(
    SeenResults(user, now, scope): SeenResults,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let about = now.clone();
    let (times, kept) = store.run(move |connection| read(connection, &about, &scope)).await?;
    let page = match times.split_last() {
        // Where this one is kept from the reader, an earlier time must not stand in its place.
        Some((latest, earlier)) if latest.collection.id == now.collection.id => {
            page(&user, &now, (latest, earlier), &kept)
        }
        _ => not_yet(&user, &now.inspection, &now.collection, Utc::now()),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The results of each time, the earliest first, and the names of those that are kept from the reader;
/// nothing before there are results of this one.
fn read(
    connection: &mut Connection,
    now: &Placed,
    scope: &Scope,
) -> Result<(Vec<CollectionResults>, Vec<String>), PublishError> {
    if now.collection.released_at.is_none() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut readable = scope.inspections(connection)?;
    readable.retain(|one| scope.user().may_read_results_of(one));
    let times = comparison::times(scope.collections(connection)?, &readable, &now.collection);
    let reader = Reader::of(connection, scope.user())?;
    let kept = Kept::of(connection, &reader, &times)?;
    let kept = kept.collections().iter().map(name).collect();
    let mut found = Vec::new();
    for time in times {
        let inspection = readable.iter().find(|one| one.id == time.inspection);
        if let Some(inspection) = inspection {
            found.extend(results::of_collection(connection, inspection, &time, &reader)?);
        }
    }
    Ok((found, kept))
}

fn page(
    user: &User,
    now: &Placed,
    (latest, earlier): (&CollectionResults, &[CollectionResults]),
    kept: &[String],
) -> Markup {
    let collection = &now.collection;
    let compared = earlier.iter().map(|then| (name(&then.collection), beside(then, latest)));
    let times = Times::new(compared.collect(), &name(&latest.collection));
    let trail = [
        trail::inspections(),
        trail::inspection(&now.inspection),
        trail::collection(collection),
        (paths::collection::RESULTS.of(collection.id), "Results".to_owned()),
    ];
    let title = format!("Over time: {}", collection.name());
    let asking = Asking::from(collection.survey.audience());
    let about = format!(
        "Chance is judged at the 95% level, {}{}",
        asking.judged_from(),
        asking.may_differ()
    );
    let head = Head { trail: &trail, ..Head::about(&title, user, collection) };
    frame::page(
        &head,
        &html! {
            div.wide.results {
                h1 { (title) }
                (waiting::kept(kept))
                (contents(&latest.survey, &times, &about, Change::over_time))
            }
        },
    )
}

/// "November 2026": when it closed.
fn name(collection: &Collection) -> String {
    calendar::month(calendar::day(collection.closes_at))
}

fn beside(then: &CollectionResults, now: &CollectionResults) -> Vec<Compared> {
    let rows = Comparison::new(then, now).rows.into_iter();
    rows.map(|row| Compared {
        item: row.item,
        text: row.text,
        then: Point::Answered(row.then),
        now: row.now,
        change: row.change,
        care: row.care,
    })
    .collect()
}
