//! Reads the API's responses within a user's scope.

use chrono::{DateTime, Utc};

use super::{
    model::{CollectionFigures, Rates},
    problem::Problem,
};
use crate::{
    fieldwork::{self, Messages, PartRates, Seen, Standing, days},
    inspection::{Placed, queries},
    invitation::{self, wave},
    rates::{self, Outlook},
    store::Connection,
};

/// The response rates of an inspection.
pub fn rates(
    connection: &mut Connection,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Result<Rates, Problem> {
    let standings = fieldwork::standings_of(connection, seen, now)?;
    Ok(Rates::new(seen, &standings, now))
}

/// The counts of a collection. The cost grows with days and parts, never with responses.
pub fn collection(
    connection: &mut Connection,
    placed: &Placed,
    now: DateTime<Utc>,
) -> Result<CollectionFigures, Problem> {
    let Placed { inspection, collection } = placed;
    let id = collection.id;
    let figures = rates::figures_by_part(connection, id, now)?;
    let daily = rates::daily_of_collection(connection, collection, &figures, now)?;
    let waves = wave::counted_waves_of(connection, collection, &figures)?;
    let (reach, returned) = figures.whole(collection);
    let sending: Vec<_> = waves.iter().map(|wave| (wave.due_at, wave.begun)).collect();
    let fieldwork = rates::fieldwork(collection, (reach, returned), &sending, now);
    let outlook = fieldwork.as_ref().map(|work| Outlook::of(collection, work, &daily, now));
    let messages = Messages::of(invitation::mailing(connection, id)?, &waves, now);
    let standing = Standing::with(collection, (reach, returned), outlook, messages, now);
    let parts = PartRates::of(inspection, collection, queries::parts_of(connection, id)?, &figures);
    let days = days::of(collection, fieldwork.as_ref(), (&daily, figures.moves(collection)), now);
    let by_email = invitation::invited(connection, id)?.mailboxes > 0;
    let waves = if by_email { waves } else { Vec::new() };
    Ok(CollectionFigures::new(collection, &standing, parts, &days, &waves, now))
}
