use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures_util::{StreamExt, stream};
use rand::{Rng, SeedableRng, rngs::SmallRng};

use super::{
    answers::make_up,
    fieldwork::Plan,
    invitations::{Tickets, invite},
    queries::at_once,
};
use crate::{
    audit,
    catalogue::{self, PublishError},
    form::Posted,
    inspection::{Collection, Stratum, directory::Entry, queries as inspections},
    intake::{
        Arrival, Intake, IssuedTicket, Refused, Ticket,
        release::{self, ReleaseError},
    },
    store::{Connection, Secret, Store, StoreError},
    survey::Survey,
};

/// How many made-up people send at the same time.
const AT_ONCE: usize = 500;

/// Responses that one link, or the invitations of one stratum, still get.
pub struct Batch {
    entry: Entry,
    survey: Arc<Survey>,
    count: u32,
    /// The tickets of invitations. Where there are none, people come by the open link.
    tickets: Vec<IssuedTicket>,
}

/// Why the demo could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Survey(#[from] PublishError),
    #[error("The made-up responses were not taken.")]
    Refused,
}

/// Makes the inspections with their invitations, and says how many responses each link and stratum gets.
pub fn create(
    connection: &mut Connection,
    secret: &Secret,
    plans: Vec<Plan>,
    now: DateTime<Utc>,
) -> Result<Vec<Batch>, FillError> {
    at_once(connection, |connection| create_all(connection, secret, plans, now))
}

fn create_all(
    connection: &mut Connection,
    secret: &Secret,
    plans: Vec<Plan>,
    now: DateTime<Utc>,
) -> Result<Vec<Batch>, FillError> {
    let mut batches = Vec::new();
    for plan in plans {
        let inspection = plan.inspection.into_inspection();
        let (rows, fills): (Vec<_>, Vec<_>) =
            plan.collections.into_iter().map(|(new, fill)| (new.into_collection(inspection.id), fill)).unzip();
        inspections::create(connection, &inspection, &rows)?;
        let threshold = u32::try_from(inspection.threshold).unwrap_or(0);
        for ((collection, strata), fill) in rows.into_iter().zip(fills) {
            let survey = Arc::clone(catalogue::edition(connection, collection.audience, collection.version)?.english());
            let invited = if collection.open_link {
                Tickets::new()
            } else {
                invite(connection, secret, &collection, &strata, threshold, now)?
            };
            let collection = Arc::new(collection);
            batches.extend(fill.by_link(&strata).map(|(stratum, count)| {
                let entry = entry(&collection, stratum, threshold);
                let ours = invited.iter().filter(|(stratum, _)| **stratum == *entry.stratum);
                Batch { survey: Arc::clone(&survey), count, tickets: ours.map(|(_, ticket)| *ticket).collect(), entry }
            }));
        }
    }
    Ok(batches)
}

impl Batch {
    /// The tickets that are spent: of invitations where there are any.
    fn tickets(&self) -> impl Iterator<Item = Ticket> {
        let open = self.tickets.is_empty();
        let issued = self.tickets.iter().copied().map(Ticket::Issued);
        issued.chain(std::iter::repeat_with(Ticket::random).take_while(move |_| open))
    }
}

fn entry(collection: &Arc<Collection>, stratum: Option<&Stratum>, threshold: u32) -> Entry {
    let stratum = stratum.map_or(Stratum::NONE, |stratum| stratum.kept_as(threshold));
    Entry { collection: Arc::clone(collection), stratum: stratum.into() }
}

/// Sends the responses through the real intake, checked as a form's are. Gives how many were stored.
pub async fn fill(intake: &Intake, batches: &[Batch], now: DateTime<Utc>) -> Result<usize, FillError> {
    let people = batches.iter().flat_map(|batch| (0..batch.count).map(move |_| batch).zip(batch.tickets()));
    let people = stream::iter(people).map(|(batch, ticket)| answer(intake, batch, ticket, now));
    let stored: Vec<Result<(), Refused>> = people.buffer_unordered(AT_ONCE).collect().await;
    let count = stored.len();
    if stored.into_iter().any(|outcome| outcome.is_err()) { Err(FillError::Refused) } else { Ok(count) }
}

/// Makes results of what is over. Blocks.
pub fn release_closed(store: &Store, secret: &Secret, now: DateTime<Utc>) -> Result<(), ReleaseError> {
    for collection in release::due(&mut *store.connection()?, now)? {
        release::release(store, secret, &collection, audit::SERVICE, false)?;
    }
    Ok(())
}

async fn answer(intake: &Intake, batch: &Batch, ticket: Ticket, now: DateTime<Utc>) -> Result<(), Refused> {
    let mut rng = SmallRng::from_rng(&mut rand::rng());
    let answers = loop {
        let made_up = make_up(&batch.survey, batch.entry.collection.area, &mut rng);
        if let Ok(answers) = Posted::of_answers(&batch.survey, &made_up).check(&batch.survey) {
            break answers;
        }
    };
    let open_for = now.min(batch.entry.collection.closes_at) - batch.entry.collection.opens_at;
    // Most answer early: the square leans towards the opening.
    let share: f64 = rng.random::<f64>().powi(2);
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "weeks in seconds are small")]
    let when = batch.entry.collection.opens_at + Duration::seconds((open_for.num_seconds() as f64 * share) as i64);
    let arrival = Arrival { entry: &batch.entry, ticket: &ticket, survey: &batch.survey, answers: &answers, at: when };
    intake.take(arrival).await.map(|_| ())
}
