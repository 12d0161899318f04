use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{
    compare_view,
    comparison::Comparison,
    read::{self, Offers, Together},
    views::{self, Around},
};
use crate::{
    audit::Failures,
    catalogue::PublishError,
    console::{
        pages::results::{By, areas::across::Weigh},
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen, named},
        },
        views::frame,
    },
    programme::Programme,
    results::{self, AcrossAreas, Reader},
    store::{Connection, Store},
    users::Scope,
};

/// The query of the page of results.
#[derive(Clone, Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    survey: String,
    /// The key of a group of audiences, in place of a survey.
    #[serde(default)]
    group: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    weigh: String,
}

/// The query of the comparison.
#[derive(Clone, Debug, Deserialize)]
pub struct CompareParams {
    #[serde(default)]
    survey: String,
    #[serde(default)]
    with: String,
}

/// `GET /console/programmes/{id}/results`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(programme, scope): Seen<Programme>,
    Query(Params { survey, group, by, weigh }): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let about = programme.clone();
    let found = store
        .run(move |connection| {
            let together = Together::read(connection, &scope, &about)?;
            let named = together.groups().into_iter().find(|one| one.key.as_str() == group);
            if !together.asks(&survey) || (named.is_none() && !group.is_empty()) {
                return Ok::<_, PublishError>(None);
            }
            let group = named;
            let reader = Reader::of(connection, scope.user())?;
            let of_group = match group {
                Some(group) => together.across_group(connection, group, &reader)?,
                None => None,
            };
            let shown = (together.shown(&survey), of_group.as_ref().and_then(|one| one.group));
            let kept = together.kept(connection, shown, &reader)?;
            let mut across = match of_group {
                Some(across) => Some(across),
                None => chosen(connection, (&together, &reader), &survey)?,
            };
            if let Some(across) = &mut across {
                results::divide(connection, across)?;
            }
            Ok(Some((together, across, kept)))
        })
        .await?;
    let Some((together, across, kept)) = found else { return Err(ConsoleError::NotFound(user)) };
    let around = Around { viewer: &user, programme: &programme, together: &together, kept: &kept };
    let page = match across {
        Some(across) => views::results(&around, &across, (By::of(&by), Weigh::of(&weigh))),
        None => views::not_yet(&around),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The results of the survey of this key, or of the first with results.
pub fn chosen(
    connection: &mut Connection,
    (together, reader): (&Together, &Reader),
    survey: &str,
) -> Result<Option<AcrossAreas>, PublishError> {
    together
        .shown(survey)
        .map(|survey| together.across(connection, survey, reader))
        .transpose()
        .map(Option::flatten)
}

enum Found {
    NotYet,
    /// The reader chooses what to compare with.
    Choice(Box<AcrossAreas>, Offers),
    Both(Box<AcrossAreas>, Programme, Comparison),
}

/// `GET /console/programmes/{id}/results/compare`.
pub async fn compare(
    MayReadResults(user): MayReadResults,
    Seen(programme, scope): Seen<Programme>,
    Query(asked): Query<CompareParams>,
    store: Data<Store>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let about = programme.clone();
    let (together, found, kept) =
        store.run(move |connection| find(connection, &scope, &about, &asked, &failures)).await?;
    let around = Around { viewer: &user, programme: &programme, together: &together, kept: &kept };
    let page = match found {
        Found::NotYet => views::not_yet(&around),
        Found::Choice(now, offers) => compare_view::choice(&around, &now, &offers),
        Found::Both(now, with, comparison) => {
            compare_view::comparison(&around, &now, &with, &comparison)
        }
    };
    Ok(frame::answer(StatusCode::OK, page))
}

fn find(
    connection: &mut Connection,
    scope: &Scope,
    programme: &Programme,
    asked: &CompareParams,
    failures: &Failures,
) -> Result<(Together, Found, Vec<String>), ConsoleError> {
    let with = match asked.with.as_str() {
        "" => None,
        with => {
            let found = named::<Programme>(connection, scope, with, failures)?;
            let other = found.filter(|one| one.id != programme.id);
            Some(other.ok_or_else(|| ConsoleError::not_found(scope))?)
        }
    };
    let together = Together::read(connection, scope, programme)?;
    let reader = Reader::of(connection, scope.user())?;
    let shown = together.shown(&asked.survey);
    let mut kept = together.kept(connection, (shown, None), &reader)?;
    let Some(now) = chosen(connection, (&together, &reader), &asked.survey)? else {
        return Ok((together, Found::NotYet, kept));
    };
    let now = Box::new(now);
    let found = match with {
        None => {
            let offers = read::offers(connection, scope, programme, now.survey.instrument)?;
            let earlier = read::earlier(connection, scope, &together, &offers)?;
            Found::Choice(now, Offers { all: offers, earlier })
        }
        Some(with) => {
            let comparison = read::comparison(connection, scope, (&together, &now), &with)?;
            kept.extend(read::kept_of(connection, scope, &with, now.survey.instrument)?);
            Found::Both(now, with, comparison)
        }
    };
    Ok((together, found, kept))
}
