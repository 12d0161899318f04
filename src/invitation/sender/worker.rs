use std::{
    collections::HashSet,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel},
    },
    thread,
    time::Duration,
};

use lettre::Message;

use super::queries::Claimed;
use crate::{
    invitation::carrier::{Failure, Way},
    store::Id,
};

/// How many connections to the mail server one process has.
pub const WORKERS: usize = 4;

/// A message to be carried.
pub struct Job {
    pub claimed: Claimed,
    pub message: Message,
}

/// What a worker reports.
pub enum Report {
    /// The server waits for the content of this message: may it leave?
    Ready(Id, SyncSender<bool>),
    /// How a message left, or why it did not.
    Done(Id, Result<(), Failure>),
}

/// Threads that carry messages, each by a connection of its own.
pub struct Workers {
    jobs: Sender<Job>,
    reports: Receiver<Report>,
}

impl Workers {
    pub fn start(way: &Way, stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let (jobs, queue) = channel::<Job>();
        let (report, reports) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for number in 1..=WORKERS {
            let (way, queue, report, stop) = (way.clone(), Arc::clone(&queue), report.clone(), Arc::clone(stop));
            let work = move || {
                let mut carrier = way.carrier();
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = job else { return };
                    let id = job.claimed.id;
                    let mut may_leave = || !stop.load(Ordering::Relaxed) && ask(&report, id);
                    let outcome = carrier.carry(&job.message, &mut may_leave);
                    if report.send(Report::Done(id, outcome)).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().name(format!("mail-{number}")).spawn(work)?;
        }
        Ok(Self { jobs, reports })
    }

    pub fn hand(&self, job: Job) {
        // The threads live as long as this does.
        let _ = self.jobs.send(job);
    }

    /// All that is reported by now, after a wait for the first report that ends at `longest`.
    pub fn reports(&self, longest: Duration) -> Vec<Report> {
        let mut reports = match self.reports.recv_timeout(longest) {
            Ok(report) => vec![report],
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Vec::new(),
        };
        reports.extend(self.reports.try_iter());
        reports
    }
}

/// Asks whether the content of a message may leave.
fn ask(report: &Sender<Report>, id: Id) -> bool {
    let (reply, answer) = sync_channel(1);
    report.send(Report::Ready(id, reply)).is_ok() && answer.recv().unwrap_or(false)
}

/// Answers all that have asked.
pub fn answer(asked: Vec<(Id, SyncSender<bool>)>, allowed: &HashSet<Id>) {
    for (id, reply) in asked {
        // A worker that is gone needs no answer.
        let _ = reply.send(allowed.contains(&id));
    }
}
