use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel, sync_channel},
    },
    thread,
};

use chrono::{DateTime, Utc};
use lettre::Message;

use super::queries::Claimed;
use crate::invitation::carrier::{Failure, Way};

/// How many connections to the mail server one process has.
pub const WORKERS: usize = 4;

/// A message to be carried, unless its time has run out.
pub struct Job {
    pub claimed: Claimed,
    pub message: Message,
    /// When another process may take it.
    pub until: DateTime<Utc>,
}

/// What came of it. `None` where it was not tried.
pub type Done = (Claimed, Option<Result<(), Failure>>);

/// Threads that carry messages, each by a connection of its own.
pub struct Workers {
    jobs: Sender<Job>,
    done: Receiver<Done>,
}

impl Workers {
    pub fn start(way: &Way, stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let (jobs, queue) = channel::<Job>();
        // A thread waits until its report is taken, before it begins with another message.
        let (report, done) = sync_channel(0);
        let queue = Arc::new(Mutex::new(queue));
        for number in 1..=WORKERS {
            let (way, queue, report, stop) = (way.clone(), Arc::clone(&queue), report.clone(), Arc::clone(stop));
            let work = move || {
                let mut carrier = way.carrier();
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = job else { return };
                    // A conversation may take minutes, in which nobody else must begin it.
                    let too_late = Utc::now() + super::queries::LEASE / 2 > job.until;
                    let tried = !too_late && !stop.load(Ordering::Relaxed);
                    let outcome = tried.then(|| carrier.carry(&job.message));
                    if report.send((job.claimed, outcome)).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().name(format!("mail-{number}")).spawn(work)?;
        }
        Ok(Self { jobs, done })
    }

    pub fn hand(&self, job: Job) {
        // The threads live as long as this does.
        let _ = self.jobs.send(job);
    }

    /// Waits for one message, and takes all that are done by then: at most one of each thread, so that never more than two
    /// for each thread are handed over and not recorded.
    pub fn finished(&self) -> Vec<Done> {
        let mut done: Vec<Done> = self.done.recv().into_iter().collect();
        done.extend(self.done.try_iter().take(WORKERS - 1));
        done
    }
}
