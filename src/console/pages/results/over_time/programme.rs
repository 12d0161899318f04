//! Several programmes that asked the same survey, one after another.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use maud::{Markup, html};

use super::{
    model::{Compared, Point, Times},
    views::contents,
};
use crate::{
    audit::Failures,
    console::{
        pages::results::programme::{
            Around, Difference, Then, Together, chosen, comparison, kept_of, not_yet,
            page as frame_of,
        },
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen, named},
        },
        views::frame,
    },
    programme::Programme,
    results::{AcrossAreas, Reader, change::Change},
    store::{Connection, Store},
    users::Scope,
    web::paths,
};

/// The most programmes on one page, beside the one that it is of.
const MOST: usize = 7;

/// `GET /console/programmes/{id}/results/over-time`: the survey, and each programme as `with`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(programme, scope): Seen<Programme>,
    Query(asked): Query<Vec<(String, String)>>,
    store: Data<Store>,
    failures: Data<Failures>,
) -> Result<HttpResponse, ConsoleError> {
    let about = programme.clone();
    let (together, found, kept) =
        store.run(move |connection| read(connection, &scope, &about, &asked, &failures)).await?;
    let around = Around { viewer: &user, programme: &programme, together: &together, kept: &kept };
    let page = match found {
        Some((now, times)) => page(&around, &now, &times),
        None => not_yet(&around),
    };
    Ok(frame::answer(StatusCode::OK, page))
}

/// The results of this programme, and of all times.
type Found = (Box<AcrossAreas>, Times);

fn read(
    connection: &mut Connection,
    scope: &Scope,
    programme: &Programme,
    asked: &[(String, String)],
    failures: &Failures,
) -> Result<(Together, Option<Found>, Vec<String>), ConsoleError> {
    let values = |of: &'static str| {
        asked.iter().filter(move |(name, _)| name == of).map(|(_, value)| value.as_str())
    };
    let together = Together::read(connection, scope, programme)?;
    let reader = Reader::of(connection, scope.user())?;
    let survey = values("survey").next().unwrap_or_default();
    let mut kept = together.kept(connection, (together.shown(survey), None), &reader)?;
    let Some(now) = chosen(connection, (&together, &reader), survey)? else {
        return Ok((together, None, kept));
    };
    let mut earlier = Vec::new();
    for with in values("with").take(MOST) {
        let other = named::<Programme>(connection, scope, with, failures)?;
        let other = other.filter(|one| one.id != programme.id);
        let other = other.ok_or_else(|| ConsoleError::not_found(scope))?;
        let closed = Together::read(connection, scope, &other)?.closed();
        if closed > together.closed() {
            continue;
        }
        let compared = comparison(connection, scope, (&together, &now), &other)?;
        kept.extend(kept_of(connection, scope, &other, now.survey.instrument)?);
        let rows = compared.rows.into_iter().map(beside).collect();
        earlier.push((closed, other.title, rows));
    }
    // What was only printed elsewhere comes first.
    earlier.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let earlier = earlier.into_iter().map(|(_, title, rows)| (title, rows)).collect();
    let times = Times::new(earlier, &programme.title);
    let times = Times { are_numbered: true, ..times };
    Ok((together, Some((Box::new(now), times)), kept))
}

fn beside(row: super::super::programme::Row) -> Compared {
    Compared {
        item: row.item,
        text: row.text,
        then: match row.then {
            Then::Measured(share) => Point::Answered(share),
            Then::Published(figure) => {
                figure.share.map_or(Point::NotAsked, |share| Point::Printed(share.percent()))
            }
        },
        now: row.now,
        change: match row.difference {
            Difference::Judged(change) => Some(change),
            _ => None,
        },
        care: row.care,
    }
}

fn page(around: &Around<'_>, now: &AcrossAreas, times: &Times) -> Markup {
    let results = (paths::programme::RESULTS.of(around.programme.id), "Results".to_owned());
    let about = "Totals cover the areas that can be shown. Chance is judged at the 95% level; it is \
                 not judged below 30 people. ";
    let rest = html! {
        p.ways { a.button.second href={ (paths::programme::COMPARE.of(around.programme.id)) "?survey=" (now.survey.instrument) } { "Choose other programmes" } }
        (contents(&now.survey, times, about, Change::between_groups))
    };
    frame_of(around, &format!("Over time: {}", around.programme.title), &[results], &rest)
}
