use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{surveys, surveys_view, views};
use crate::{
    catalogue::PublishError,
    console::{
        pages::results::By,
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen},
        },
        views::frame,
    },
    inspection::{Collection, Inspection},
    results::{self, AcrossAreas, Reader},
    store::{Connection, Store},
    survey::Instrument,
    users::Scope,
    web::{page::see_other, paths},
};

/// The query of the page.
#[derive(Clone, Debug, Deserialize)]
pub struct Params {
    #[serde(default, alias = "audience")]
    survey: String,
    #[serde(default)]
    by: String,
}

enum Found {
    One(AcrossAreas),
    All(Vec<AcrossAreas>),
    Nothing,
}

/// `GET /console/inspections/{id}/results`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(inspection, scope): Seen<Inspection>,
    Query(asked): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (survey, about) = (asked.survey, inspection.clone());
    let (collections, found) =
        store.run(move |connection| read(connection, &about, &scope, &survey)).await?;
    let page = match found {
        Found::One(across) => {
            views::results(&user, &inspection, &collections, &across, By::of(&asked.by))
        }
        Found::All(all) => surveys_view::side_by_side(
            &user,
            &inspection,
            &collections,
            &surveys::same_questions(&all),
        ),
        Found::Nothing => {
            // Nothing else can have results.
            if let (true, Some(survey)) = (
                collections.iter().all(Collection::is_area),
                views::answered_by_areas(&collections).first(),
            ) {
                return Ok(see_other(&paths::officers::ACROSS.of(inspection.id, survey.key())));
            }
            views::not_yet(&user, &inspection, &collections)
        }
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The contents of the page: the chosen survey, or the first with results.
fn read(
    connection: &mut Connection,
    inspection: &Inspection,
    scope: &Scope,
    asked: &str,
) -> Result<(Vec<Collection>, Found), PublishError> {
    let collections = scope.collections_of(connection, inspection)?;
    let released = views::released(&collections);
    let reader = Reader::of(connection, scope.user())?;
    let mut across = |survey| results::across_areas(connection, inspection, survey, &reader);
    let found = if asked == views::ALL && released.len() > 1 {
        let all: Result<Vec<_>, _> = released.into_iter().map(across).collect();
        Found::All(all?.into_iter().flatten().collect())
    } else {
        let chosen = asked
            .parse::<Instrument>()
            .ok()
            .filter(|one| !one.audience().is_area())
            .or_else(|| released.first().copied());
        match chosen.map(&mut across).transpose()?.flatten() {
            Some(one) => Found::One(one),
            None => Found::Nothing,
        }
    };
    Ok((collections, found))
}
