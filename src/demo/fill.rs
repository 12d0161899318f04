use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use rand::{SeedableRng, rngs::SmallRng};

use super::{
    aims::Aims,
    areas,
    course::Course,
    crowd,
    error::FillError,
    evaluations::evaluate,
    invitations::{Given, Tickets, give},
    plan::{Fill, LEAD, Plan},
    programmes::{IN_2018, add_earlier},
    queries::at_once,
    records::record,
};
use crate::{
    audit,
    catalogue::{self},
    form::Posted,
    inspection::{Collection, Inspection, Part, State, directory::Entry, queries as inspections},
    intake::{
        Arrival, Intake, IssuedTicket, Refused, Ticket,
        release::{self, ReleaseError},
    },
    programme,
    store::{Connection, Id, Secret, Store},
    survey::{Answers, Survey},
};

/// How many made-up people send at the same time.
const AT_ONCE: usize = 500;

/// The people who answer by one link, or by the invitations of one part, or by the slips of a
/// collection.
pub struct Batch {
    pub entry: Entry,
    survey: Arc<Survey>,
    /// What all of them answer, also those who will by closing.
    answers: Vec<Answers>,
    /// When those who have answered by now did.
    came: Vec<DateTime<Utc>>,
    /// How many more will by closing.
    pub later: usize,
    /// The tickets that were handed out. Where there are none, people come by the open link.
    tickets: Vec<IssuedTicket>,
}

/// Makes the inspections with their invitations and slips, and says who answers when.
pub fn create(
    connection: &mut Connection,
    secret: &Secret,
    plans: Vec<Plan>,
    now: DateTime<Utc>,
) -> Result<Vec<Batch>, FillError> {
    at_once(connection, |connection| {
        let mut batches = Vec::new();
        add_earlier(connection)?;
        // What is followed is made before what follows it.
        let (reviews, others): (Vec<Plan>, Vec<Plan>) =
            plans.into_iter().partition(|plan| plan.inspection.follows.is_some());
        let mut made: HashMap<String, Id> = HashMap::new();
        for plan in others.into_iter().chain(reviews) {
            let programme = plan.inspection.programme.clone();
            let follows = plan.inspection.follows.clone();
            let mut inspection = plan.inspection.into_inspection(audit::COMMAND_LINE);
            if let Some(title) = follows {
                let earlier = made.get(&title).copied();
                inspection.particulars.follows =
                    Some(earlier.ok_or_else(|| FillError::Follows(title))?);
            }
            made.insert(inspection.title.clone(), inspection.id);
            let (rows, fills): (Vec<_>, Vec<_>) = plan
                .collections
                .into_iter()
                .map(|(new, fill)| (new.into_collection(inspection.id), fill))
                .unzip();
            inspections::create(connection, &inspection, &rows)?;
            if let Some(title) = programme {
                programme::join(connection, &inspection, &title, (Some(LEAD), None))?.record(
                    connection,
                    LEAD,
                    &inspection,
                )?;
            }
            for ((collection, parts), fill) in rows.into_iter().zip(fills) {
                if collection.is_area() {
                    areas::answer(connection, &collection, now)?;
                    continue;
                }
                if collection.is_signed_in() {
                    record(connection, &inspection, &collection, now)?;
                    continue;
                }
                batches.extend(people(
                    connection,
                    secret,
                    (&inspection, collection, &parts),
                    &fill,
                    now,
                )?);
            }
        }
        evaluate(connection)?;
        Ok(batches)
    })
}

/// The people of one collection.
fn people(
    connection: &mut Connection,
    secret: &Secret,
    (inspection, collection, parts): (&Inspection, Collection, &[Part]),
    fill: &Fill,
    now: DateTime<Utc>,
) -> Result<Vec<Batch>, FillError> {
    let threshold = inspection.threshold;
    let survey = Arc::clone(
        catalogue::edition(connection, collection.survey, collection.version)?.english(),
    );
    let course = Course::of(&collection);
    let aims = if inspection.title == IN_2018 {
        Aims::of_programme(collection.survey.key(), collection.area)
    } else {
        Aims::default()
    };
    let collection = Arc::new(collection);
    let mut batches = Vec::new();
    for (part, count) in fill.by_link(parts) {
        let seed =
            seed(&[&inspection.title, collection.area.code(), collection.survey.key()], part);
        let mut came = course.times(count, &mut SmallRng::seed_from_u64(seed));
        let later = came.split_off(came.partition_point(|at| *at <= now)).len();
        let entry = entry(&collection, part, threshold);
        let answers = crowd::answers(&survey, collection.area, &aims, came.len() + later, seed);
        batches.push(Batch {
            entry,
            survey: Arc::clone(&survey),
            answers,
            came,
            later,
            tickets: Vec::new(),
        });
    }
    if !collection.open_link {
        let mut came: Vec<_> =
            batches.iter().flat_map(|batch| batch.came.iter().copied()).collect();
        came.sort_unstable();
        let given = Given { inspection, collection: &collection, parts, fill, came: &came };
        let tickets = give(connection, secret, &given, now)?;
        for batch in &mut batches {
            batch.take_tickets(&tickets);
        }
    }
    batches.retain(|batch| batch.entry.collection.state(now) != State::Planned);
    Ok(batches)
}

/// The same number for the same people on every day.
fn seed(of: &[&str], part: Option<&Part>) -> u64 {
    let text = of.iter().copied().chain(part.map(|part| part.key.as_str())).flat_map(str::bytes);
    text.fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}

fn entry(collection: &Arc<Collection>, part: Option<&Part>, threshold: u32) -> Entry {
    let part = part.map_or(Part::NONE, |part| part.kept_as(threshold));
    Entry { collection: Arc::clone(collection), part: part.into(), is_shared: false }
}

impl Batch {
    fn take_tickets(&mut self, tickets: &Tickets) {
        let ours = tickets.iter().filter(|(part, _)| **part == *self.entry.part);
        self.tickets = ours.map(|(_, ticket)| *ticket).collect();
    }

    /// The ticket of one of these people, by number; `None` where no more were handed out.
    fn ticket(&self, number: usize) -> Option<Ticket> {
        if self.entry.collection.open_link {
            return Some(Ticket::random());
        }
        self.tickets.get(number).copied().map(Ticket::Issued)
    }

    /// Sends the response of one of these people through the real intake, checked as a form's is.
    async fn send(&self, intake: &Intake, number: usize, at: DateTime<Utc>) -> Result<(), Refused> {
        let ticket = self.ticket(number).ok_or(Refused::StoreAway)?;
        let made_up = self.answers.get(number).ok_or(Refused::StoreAway)?;
        let answers = Posted::of_answers(&self.survey, made_up).check(&self.survey);
        let answers = answers.map_err(|_| Refused::StoreAway)?;
        let arrival = Arrival {
            entry: &self.entry,
            ticket: &ticket,
            survey: &self.survey,
            answers: &answers,
            mark: b"",
            at,
        };
        intake.take(arrival).await.map(|_| ())
    }

    /// Sends one more.
    pub async fn one_more(&mut self, intake: &Intake, now: DateTime<Utc>) -> Result<(), Refused> {
        self.later = self.later.saturating_sub(1);
        let number = self.came.len();
        self.came.push(now);
        self.send(intake, number, now).await
    }
}

/// How many had answered at a moment, by collection.
pub fn returned_at(batches: &[Batch], at: DateTime<Utc>) -> HashMap<Id, i64> {
    let mut returned = HashMap::new();
    for batch in batches {
        let came = batch.came.partition_point(|came| *came <= at);
        *returned.entry(batch.entry.collection.id).or_default() += i64::try_from(came).unwrap_or(0);
    }
    returned
}

/// Sends the responses of all who have answered by now. Returns how many were stored.
pub async fn fill(intake: &Intake, batches: &[Batch]) -> Result<usize, FillError> {
    let people = batches
        .iter()
        .flat_map(|batch| batch.came.iter().enumerate().map(move |person| (batch, person)));
    let people = stream::iter(people).map(|(batch, (number, at))| batch.send(intake, number, *at));
    let stored: Vec<Result<(), Refused>> = people.buffer_unordered(AT_ONCE).collect().await;
    let count = stored.len();
    if stored.into_iter().any(|outcome| outcome.is_err()) {
        Err(FillError::Refused)
    } else {
        Ok(count)
    }
}

/// Makes results of what is over. Blocks.
pub fn release_closed(
    store: &Store,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<(), ReleaseError> {
    for collection in release::due(&mut *store.connection()?, now)? {
        release::release(store, secret, &collection, audit::SERVICE, false)?;
    }
    Ok(())
}
