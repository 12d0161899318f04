//! What the API says, read for one user.

use chrono::{DateTime, Utc};

use super::{
    model::{CollectionFigures, Rates},
    problem::Problem,
};
use crate::{
    inspection::queries,
    invitation::{self, wave},
    results::{self, Outlook},
    store::{Connection, Id},
    users::{Scope, User},
    watch::{self, Parts, Progress, Seen, days},
};

/// An inspection, if the user sees it.
pub fn inspection(connection: &mut Connection, user: &User, id: Id) -> Result<Seen, Problem> {
    watch::inspection(connection, user, id)?.ok_or(Problem::NotFound)
}

/// The response rates of an inspection.
pub fn rates(connection: &mut Connection, user: &User, id: Id, now: DateTime<Utc>) -> Result<Rates, Problem> {
    let seen = inspection(connection, user, id)?;
    let progress = watch::progress_of(connection, &seen, now)?;
    Ok(Rates::new(&seen, &progress, now))
}

/// The counts of a collection. The cost grows with days and parts, never with responses.
pub fn collection(
    connection: &mut Connection,
    user: &User,
    id: Id,
    now: DateTime<Utc>,
) -> Result<CollectionFigures, Problem> {
    let scope = Scope::of(connection, user)?;
    let found = queries::collection_by_id(connection, id)?.filter(|collection| scope.sees(collection));
    let collection = found.ok_or(Problem::NotFound)?;
    let inspection = queries::inspection_by_id(connection, collection.inspection)?.ok_or(Problem::NotFound)?;
    let figures = results::figures_by_stratum(connection, id)?;
    let daily = results::daily_of_collection(connection, id)?;
    let waves = wave::waves_of(connection, id)?;
    let (reach, returned) = figures.whole(&collection);
    let sending: Vec<_> = waves.iter().map(|wave| (wave.due_at, wave.begun)).collect();
    let fieldwork = results::fieldwork(&collection, reach, &sending, now);
    let is_open = (collection.opens_at..collection.closes_at).contains(&now);
    let outlook = fieldwork.as_ref().filter(|_| is_open).map(|work| Outlook::of(&collection, work, &daily, now));
    let progress = Progress::with(&collection, reach, returned, outlook, now);
    let parts = Parts::of(&inspection, &collection, queries::strata_of(connection, id)?, &figures);
    let days = days::of(&collection, fieldwork.as_ref(), &daily, now);
    let by_email = invitation::invited(connection, id)?.mailboxes > 0;
    let waves = if by_email { waves } else { Vec::new() };
    Ok(CollectionFigures::new(&collection, &progress, parts, &days, &waves, now))
}
