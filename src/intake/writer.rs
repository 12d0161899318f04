use std::{
    io, iter,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::sync::mpsc::{self, Receiver};

use super::{
    Intake, Metrics, Receipt, Refused, queries,
    spent::Spent,
    submission::{PATIENCE, Submission, Waiting},
};
use crate::store::{Connection, Secret, Store, StoreError};

/// The length of the queue. Further submissions are asked to retry, with their answers returned.
const QUEUE: usize = 4_096;
/// The maximum number of submissions per commit.
const LARGEST_BATCH: usize = 1_000;

/// How long the last commits may take when the service stops.
const FAREWELL: Duration = Duration::from_secs(30);

/// The single thread that writes responses. It ends when every [`Intake`] is dropped and the queue
/// is empty.
pub struct Writer(thread::JoinHandle<()>);

impl Writer {
    /// Starts the writer, and returns its intake.
    pub fn start(store: Store, secret: Secret, metrics: Metrics) -> io::Result<(Intake, Self)> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let spent = Arc::new(Spent::default());
        let intake = Intake::new(sender, secret, metrics.clone(), Arc::clone(&spent));
        let thread = thread::Builder::new().name("intake-writer".to_owned()).spawn(move || {
            Loop { store, metrics, spent, connection: None }.run(receiver);
        })?;
        Ok((intake, Self(thread)))
    }

    /// Waits until the queue is processed.
    pub fn finish(self) {
        let deadline = Instant::now() + FAREWELL;
        while !self.0.is_finished() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        if !self.0.is_finished() {
            tracing::error!("the intake writer did not stop in time");
        } else if self.0.join().is_err() {
            tracing::error!("the intake writer panicked");
        }
    }
}

struct Loop {
    store: Store,
    metrics: Metrics,
    spent: Arc<Spent>,
    connection: Option<Connection>,
}

impl Loop {
    fn run(mut self, mut queue: Receiver<Waiting>) {
        let mut batch: Vec<Submission> = Vec::with_capacity(LARGEST_BATCH);
        let mut replies = Vec::with_capacity(LARGEST_BATCH);
        while let Some(first) = queue.blocking_recv() {
            let mut taken = 0;
            for (submission, reply) in
                iter::once(first).chain(iter::from_fn(|| queue.try_recv().ok())).take(LARGEST_BATCH)
            {
                taken += i64::from(submission.counted);
                // The respondent no longer waits, and the collection may be released by now.
                if submission.since.elapsed() < PATIENCE {
                    batch.push(submission);
                    replies.push(reply);
                }
            }
            self.metrics.waiting.dec_by(taken);
            if batch.is_empty() {
                continue;
            }
            let receipts = self.commit(&batch);
            self.remember(&batch, receipts.as_deref().unwrap_or_default());
            // A respondent who stopped waiting gets no reply; a retry finds the ticket used.
            for (place, reply) in replies.drain(..).enumerate() {
                let outcome = receipts.as_ref().map_or(Err(Refused::StoreAway), |receipts| {
                    receipts.get(place).copied().ok_or(Refused::StoreAway)
                });
                let _ = reply.send(outcome);
            }
            batch.clear();
        }
    }

    /// Remembers the used tickets before anybody is answered, including those of respondents who
    /// stopped waiting and will retry.
    fn remember(&self, batch: &[Submission], receipts: &[Receipt]) {
        for (submission, receipt) in batch.iter().zip(receipts) {
            match receipt {
                Receipt::Stored => {
                    self.spent.stored(submission.collection, submission.ticket, submission.print);
                }
                Receipt::Repeated => self.spent.spent(submission.collection, submission.ticket),
                Receipt::Revoked => {}
            }
        }
    }

    /// Commits the batch. After a failure, the next batch uses a new connection.
    fn commit(&mut self, batch: &[Submission]) -> Option<Vec<Receipt>> {
        let started = Instant::now();
        let outcome = self.connection().and_then(|connection| queries::store(connection, batch));
        let counted = batch.iter().filter(|submission| submission.counted).count();
        if counted > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a batch holds at most a thousand")]
            self.metrics.batch.observe(counted as f64);
            self.metrics.commit_seconds.observe(started.elapsed().as_secs_f64());
        }
        match outcome {
            Ok(receipts) => Some(receipts),
            Err(error) => {
                tracing::error!(%error, waiting = batch.len(), "responses could not be stored");
                self.connection = None;
                None
            }
        }
    }

    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.store.own_connection()?,
        };
        Ok(self.connection.insert(connection))
    }
}
