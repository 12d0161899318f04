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

/// How many submissions may wait. More are told to try again, with their answers kept.
const QUEUE: usize = 4_096;
/// How many submissions one commit may serve.
const LARGEST_BATCH: usize = 1_000;

/// How long the last commits may take when the service stops.
const FAREWELL: Duration = Duration::from_secs(30);

/// The one thread that writes responses. It ends when every [`Intake`] is gone and all that waited
/// is answered.
pub struct Writer(thread::JoinHandle<()>);

impl Writer {
    /// Starts the writer, and gives the way in to it.
    pub fn start(store: Store, secret: Secret, metrics: Metrics) -> io::Result<(Intake, Self)> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let spent = Arc::new(Spent::default());
        let intake = Intake::new(sender, secret, metrics.clone(), Arc::clone(&spent));
        let thread = thread::Builder::new().name("intake-writer".to_owned()).spawn(move || {
            Loop { store, metrics, spent, connection: None }.run(receiver);
        })?;
        Ok((intake, Self(thread)))
    }

    /// Waits until all that was handed over is answered.
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
                taken += 1;
                // Nobody is thanked for it any more, and its collection may be released by now.
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
            // Whoever has stopped waiting gets no answer; the ticket tells them when they send
            // again.
            for (place, reply) in replies.drain(..).enumerate() {
                let outcome = receipts.as_ref().map_or(Err(Refused::StoreAway), |receipts| {
                    receipts.get(place).copied().ok_or(Refused::StoreAway)
                });
                let _ = reply.send(outcome);
            }
            batch.clear();
        }
    }

    /// Remembers what spent which ticket before anybody is answered, also for those who no longer
    /// wait: they send again.
    fn remember(&self, batch: &[Submission], receipts: &[Receipt]) {
        for (submission, receipt) in batch.iter().zip(receipts) {
            match receipt {
                Receipt::Stored => {
                    self.spent.stored(submission.collection, submission.ticket, submission.print)
                }
                Receipt::Repeated => self.spent.spent(submission.collection, submission.ticket),
                Receipt::Revoked => {}
            }
        }
    }

    /// Commits the batch. After a failure the connection is opened anew for the next one.
    fn commit(&mut self, batch: &[Submission]) -> Option<Vec<Receipt>> {
        let started = Instant::now();
        let outcome = self.connection().and_then(|connection| queries::store(connection, batch));
        #[expect(clippy::cast_precision_loss, reason = "a batch holds at most a thousand")]
        self.metrics.batch.observe(batch.len() as f64);
        self.metrics.commit_seconds.observe(started.elapsed().as_secs_f64());
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
