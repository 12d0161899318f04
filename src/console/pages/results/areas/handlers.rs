use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{across::Weigh, surveys, surveys_view, views};
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
    results::{self, AcrossAreas, Kept, Reader},
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
    /// The key of a group of audiences, in place of a survey.
    #[serde(default)]
    group: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    weigh: String,
}

enum Found {
    One(AcrossAreas),
    All(Vec<AcrossAreas>),
    Nothing,
    /// The inspection does not ask what the address names.
    NotAsked,
}

/// `GET /console/inspections/{id}/results`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(inspection, scope): Seen<Inspection>,
    Query(asked): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (chosen, about) = ((asked.survey, asked.group), inspection.clone());
    let (collections, found, kept) =
        store.run(move |connection| read(connection, &about, &scope, &chosen)).await?;
    let page = match found {
        Found::One(across) => {
            let looked_at = (By::of(&asked.by), Weigh::of(&asked.weigh));
            views::results(&user, &inspection, (&collections, &kept), &across, looked_at)
        }
        Found::All(all) => surveys_view::side_by_side(
            &user,
            &inspection,
            (&collections, &kept),
            &surveys::same_questions(&all),
        ),
        Found::NotAsked => return Err(ConsoleError::NotFound(user)),
        Found::Nothing => {
            // Nothing else can have results.
            if let (true, Some(survey)) = (
                collections.iter().all(Collection::is_area),
                views::answered_by_areas(&collections).first(),
            ) {
                return Ok(see_other(&paths::officers::ACROSS.of(inspection.id, survey.key())));
            }
            views::not_yet(&user, &inspection, &collections, &kept)
        }
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The contents of the page: the chosen survey, or the first with results; and what is kept from the
/// reader.
fn read(
    connection: &mut Connection,
    inspection: &Inspection,
    scope: &Scope,
    (asked, group): &(String, String),
) -> Result<(Vec<Collection>, Found, Vec<String>), PublishError> {
    let collections = scope.collections_of(connection, inspection)?;
    let released = views::released(&collections);
    let reader = Reader::of(connection, scope.user())?;
    let kept = Kept::of(connection, &reader, &collections)?;
    let is_asked =
        |key: &str| collections.iter().any(|one| !one.is_area() && one.survey.key() == key);
    let named = views::groups(&collections).into_iter().find(|one| one.key.as_str() == group);
    let knows_survey = asked.is_empty() || asked == views::ALL || is_asked(asked);
    if !knows_survey || (named.is_none() && !group.is_empty()) {
        return Ok((collections, Found::NotAsked, Vec::new()));
    }
    if let Some(group) = named {
        let of = [(inspection, collections.clone())];
        if let Some(mut one) = results::group_across_inspections(connection, &of, group, &reader)? {
            results::divide(connection, &mut one)?;
            let kept = kept.of_group(group, &collections);
            return Ok((collections, Found::One(one), kept.names()));
        }
    }
    let mut across =
        |asked: &[Instrument]| results::across_areas(connection, inspection, asked, &reader);
    let (found, kept) = if asked.as_str() == views::ALL && released.len() > 1 {
        (Found::All(across(&released)?), kept)
    } else {
        let chosen = asked
            .parse::<Instrument>()
            .ok()
            .filter(|one| !one.audience().is_area())
            .or_else(|| released.first().copied());
        let mut found = across(chosen.as_slice())?.pop();
        if let Some(found) = &mut found {
            results::divide(connection, found)?;
        }
        let kept = chosen.map(|survey| kept.of_survey(survey)).unwrap_or_default();
        (found.map_or(Found::Nothing, Found::One), kept)
    };
    Ok((collections, found, kept.names()))
}
