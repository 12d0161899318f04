use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, NaiveDate, Utc};
use tokio::sync::{mpsc, oneshot};

use super::{
    Metrics, Sealer, Ticket, TicketIssuer,
    spent::{Print, Spent},
};
use crate::{
    inspection::directory::Entry,
    language::calendar,
    store::{HashValue, Id, Secret},
    survey::{Answers, Survey},
};

/// How long a respondent waits for the commit. The submission may still be stored after that; sent
/// again with the same ticket, it counts once.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A response on its way to the writer, sealed.
pub struct Submission {
    pub collection: Id,
    /// Where the link leads; an issued ticket knows better.
    pub stratum: Arc<str>,
    pub ticket: HashValue,
    /// Whether the ticket was handed out, so that a row knows it until it is spent.
    pub issued: bool,
    pub id: Id,
    pub answers: Vec<u8>,
    pub comments: Vec<SealedComment>,
    /// The day on which it is counted, in Scotland.
    pub day: NaiveDate,
    /// When it was handed over.
    pub since: Instant,
    /// What recognises the same submission when it is sent again.
    pub print: Print,
}

impl Submission {
    /// What it counts by: a ticket is spent in its own collection alone.
    pub fn key(&self) -> (Id, HashValue) {
        (self.collection, self.ticket)
    }
}

/// A text answer, sealed apart.
pub struct SealedComment {
    pub id: Id,
    pub question: String,
    pub sealed: Vec<u8>,
}

/// What became of a submission that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    Stored,
    /// The ticket had been spent before: nothing was stored now.
    Repeated,
    /// The ticket was taken back before it was spent: nothing was stored.
    Revoked,
}

/// Why a submission was not taken. Nothing of it was kept, as far as this process knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many wait already.
    Busy,
    /// The database cannot be written.
    StoreAway,
}

/// A response as it arrives.
#[derive(Clone, Copy)]
pub struct Arrival<'a> {
    /// Where its link leads.
    pub entry: &'a Entry,
    pub ticket: &'a Ticket,
    pub survey: &'a Survey,
    pub answers: &'a Answers,
    /// What the page's script sends to mark one page in one browser. Empty without a script.
    pub mark: &'a [u8],
    pub at: DateTime<Utc>,
}

pub(super) type Waiting = (Submission, oneshot::Sender<Result<Receipt, Refused>>);

/// The way in. Clones share one queue.
#[derive(Clone)]
pub struct Intake {
    queue: mpsc::Sender<Waiting>,
    secret: Secret,
    issuer: TicketIssuer,
    spent: Arc<Spent>,
    metrics: Metrics,
}

impl Intake {
    pub(super) fn new(
        queue: mpsc::Sender<Waiting>,
        secret: Secret,
        metrics: Metrics,
        spent: Arc<Spent>,
    ) -> Self {
        Self { queue, issuer: TicketIssuer::of(&secret), secret, spent, metrics }
    }

    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Makes issued tickets and recognises them.
    pub fn issuer(&self) -> &TicketIssuer {
        &self.issuer
    }

    /// Whether this process has lately seen the ticket spent in this collection.
    pub fn was_spent(&self, collection: Id, ticket: HashValue) -> bool {
        self.spent.has(collection, ticket)
    }

    /// Whether this response is the one that spent its ticket, sent again. This process knows it
    /// for some minutes.
    pub fn recognises(&self, arrival: Arrival<'_>) -> bool {
        let (collection, ticket) = (arrival.entry.collection.id, arrival.ticket.digest());
        self.spent.recognises(collection, ticket, self.print(arrival))
    }

    /// What recognises a page that shows `body` with this ticket.
    pub fn print_of(&self, collection: Id, ticket: HashValue, body: &[u8]) -> Print {
        self.spent.print(collection, ticket, &[b"shown", body])
    }

    /// When the ticket was first seen spent, if this process knows.
    pub fn spent_since(&self, collection: Id, ticket: HashValue) -> Option<Instant> {
        self.spent.since(collection, ticket)
    }

    fn print(&self, Arrival { entry, ticket, survey, answers, mark, .. }: Arrival<'_>) -> Print {
        let closed = answers.encode_closed(survey);
        let mut content: Vec<&[u8]> = vec![mark, &closed];
        let places: Vec<[u8; 8]> =
            answers.texts().map(|(place, _)| (place as u64).to_le_bytes()).collect();
        for (place, (_, text)) in places.iter().zip(answers.texts()) {
            content.extend([place.as_slice(), text.as_bytes()]);
        }
        self.spent.print(entry.collection.id, ticket.digest(), &content)
    }

    /// Takes one response. When it comes back with a receipt, the response is on the disk.
    pub async fn take(&self, arrival: Arrival<'_>) -> Result<Receipt, Refused> {
        let outcome = self.hand_over(arrival).await;
        match outcome {
            Ok(receipt) => match receipt {
                Receipt::Stored => self.metrics.stored(),
                Receipt::Repeated => self.metrics.repeated(),
                Receipt::Revoked => self.metrics.refused(),
            },
            Err(_) => self.metrics.busy(),
        }
        outcome
    }

    async fn hand_over(&self, arrival: Arrival<'_>) -> Result<Receipt, Refused> {
        let place = self.queue.try_reserve().map_err(|_| Refused::Busy)?;
        let submission = self.seal(arrival)?;
        let (reply, outcome) = oneshot::channel();
        self.metrics.waiting.inc();
        place.send((submission, reply));
        match tokio::time::timeout(PATIENCE, outcome).await {
            Ok(Ok(outcome)) => outcome,
            _ => Err(Refused::StoreAway),
        }
    }

    fn seal(&self, arrival: Arrival<'_>) -> Result<Submission, Refused> {
        let Arrival { entry, ticket, survey, answers, at, .. } = arrival;
        let collection = entry.collection.id;
        let sealer = Sealer::of(&self.secret, &entry.collection);
        let id = Id::random();
        let comment = |(place, text): (usize, &str)| {
            let id = Id::random();
            let question = survey.items.get(place).map_or_else(String::new, |item| item.id.clone());
            Ok(SealedComment { id, question, sealed: sealer.seal_comment(id, text)? })
        };
        let both = sealer.seal_answers(id, &answers.encode_closed(survey)).and_then(|closed| {
            Ok((
                closed,
                answers.texts().map(comment).collect::<Result<Vec<_>, super::SealError>>()?,
            ))
        });
        let (answers, comments) = both.map_err(|error| {
            tracing::error!(%error, "a response could not be sealed");
            Refused::StoreAway
        })?;
        Ok(Submission {
            collection,
            stratum: Arc::clone(&entry.stratum),
            ticket: ticket.digest(),
            issued: matches!(ticket, Ticket::Issued(_)),
            id,
            answers,
            comments,
            day: calendar::day(at),
            since: Instant::now(),
            print: self.print(arrival),
        })
    }
}
