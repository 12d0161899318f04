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

/// How long a respondent waits for the commit. The submission may still be stored after that; a
/// retry with the same ticket counts once.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A sealed response for the writer.
pub struct Submission {
    pub collection: Id,
    /// The target of the link; the row of an issued ticket overrides it.
    pub part: Arc<str>,
    pub ticket: HashValue,
    /// Whether the ticket was issued, so that it has a row until it is used.
    pub issued: bool,
    pub id: Id,
    pub answers: Vec<u8>,
    pub comments: Vec<SealedComment>,
    /// The day on which it is counted, in Scotland.
    pub day: NaiveDate,
    /// When it was queued.
    pub since: Instant,
    /// Whether metrics count it.
    pub counted: bool,
    /// Recognises a repetition of the same submission.
    pub print: Print,
}

impl Submission {
    /// The key for counting: a ticket is valid only in its own collection.
    pub fn key(&self) -> (Id, HashValue) {
        (self.collection, self.ticket)
    }
}

/// A separately sealed text answer.
pub struct SealedComment {
    pub id: Id,
    pub question: String,
    pub sealed: Vec<u8>,
}

/// The outcome of an accepted submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    Stored,
    /// The ticket was already used; nothing was stored.
    Repeated,
    /// The ticket was cancelled before it was used; nothing was stored.
    Revoked,
}

/// Why a submission was refused. As far as this process knows, nothing was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The queue is full.
    Busy,
    /// The database cannot be written.
    StoreAway,
}

/// An incoming response.
#[derive(Clone, Copy)]
pub struct Arrival<'a> {
    /// Where its link leads.
    pub entry: &'a Entry,
    pub ticket: &'a Ticket,
    pub survey: &'a Survey,
    pub answers: &'a Answers,
    /// The mark with which the page's script identifies one page in one browser. Empty without
    /// script.
    pub mark: &'a [u8],
    pub at: DateTime<Utc>,
}

pub(super) type Waiting = (Submission, oneshot::Sender<Result<Receipt, Refused>>);

/// The intake. Clones share one queue.
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

    /// Whether this process recently saw the ticket used in this collection.
    pub fn was_spent(&self, collection: Id, ticket: HashValue) -> bool {
        self.spent.has(collection, ticket)
    }

    /// Whether this response repeats the one that used its ticket. This process remembers it for
    /// some minutes.
    pub fn recognises(&self, arrival: Arrival<'_>) -> bool {
        let (collection, ticket) = (arrival.entry.collection.id, arrival.ticket.digest());
        self.spent.recognises(collection, ticket, self.print(arrival))
    }

    /// The print of a page that shows `body` with this ticket.
    pub fn print_of(&self, collection: Id, ticket: HashValue, body: &[u8]) -> Print {
        self.spent.print(collection, ticket, &[b"shown", body])
    }

    /// When the ticket was first seen used, if this process knows.
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

    /// Accepts one response. When it returns a receipt, the response is durable.
    pub async fn take(&self, arrival: Arrival<'_>) -> Result<Receipt, Refused> {
        let (outcome, id) = (self.hand_over(arrival).await, arrival.entry.collection.id);
        match outcome {
            Ok(Receipt::Stored) => self.metrics.stored(id),
            Ok(Receipt::Repeated) => self.metrics.repeated(id),
            Ok(Receipt::Revoked) => self.metrics.refused(id),
            Err(_) => self.metrics.busy(id),
        }
        outcome
    }

    async fn hand_over(&self, arrival: Arrival<'_>) -> Result<Receipt, Refused> {
        let place = self.queue.try_reserve().map_err(|_| Refused::Busy)?;
        let submission = self.seal(arrival)?;
        let (reply, outcome) = oneshot::channel();
        if submission.counted {
            self.metrics.waiting.inc();
        }
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
            part: Arc::clone(&entry.part),
            ticket: ticket.digest(),
            issued: matches!(ticket, Ticket::Issued(_)),
            id,
            answers,
            comments,
            day: calendar::day(at),
            since: Instant::now(),
            counted: self.metrics.counts(collection),
            print: self.print(arrival),
        })
    }
}
