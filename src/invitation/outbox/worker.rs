use std::{
    collections::HashSet,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread,
    time::Duration,
};

use lettre::Message;

use super::queries::Claimed;
use crate::{
    invitation::transport::{Destination, Failure},
    store::Id,
};

/// The usual number of connections to the mail server per process.
pub const ACTIVE: usize = 4;
/// The maximum number of connections, including those that have waited long for a reply.
pub const MOST: usize = 16;

/// A message to deliver.
pub struct Job {
    pub claimed: Claimed,
    pub message: Message,
}

/// What a worker reports.
pub enum Report {
    /// The server is ready for the content of this message: may it be sent?
    Ready(Id, SyncSender<bool>),
    /// The result of a delivery.
    Done(Id, Result<(), Failure>),
}

/// Threads that deliver messages, each over its own connection.
pub struct Workers {
    /// Where each takes its messages from.
    desks: Vec<Sender<Job>>,
    /// Idle workers. The last one to finish comes last, because its connection is the freshest.
    idle: Vec<usize>,
    reports: Receiver<(usize, Report)>,
}

impl Workers {
    pub fn start(way: &Destination, stop: &Arc<AtomicBool>) -> io::Result<Self> {
        let (report, reports) = channel();
        let mut desks = Vec::new();
        for number in 0..MOST {
            let (desk, jobs) = channel::<Job>();
            let (way, report, stop) = (way.clone(), report.clone(), Arc::clone(stop));
            let work = move || {
                let mut transport = way.transport();
                for job in jobs {
                    let id = job.claimed.id;
                    let mut may_leave =
                        || !stop.load(Ordering::Relaxed) && ask(&report, number, id);
                    let outcome = transport.carry(&job.message, &mut may_leave);
                    if report.send((number, Report::Done(id, outcome))).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().name(format!("mail-{number}")).spawn(work)?;
            desks.push(desk);
        }
        Ok(Self { desks, idle: (0..MOST).collect(), reports })
    }

    /// Gives a message to an idle worker.
    pub fn hand(&mut self, job: Job) {
        // There are never more messages than workers, and the threads live as long as this.
        if let Some(desk) = self.idle.pop().and_then(|number| self.desks.get(number)) {
            let _ = desk.send(job);
        }
    }

    /// All available reports. Waits for the first one, until `longest`.
    pub fn reports(&mut self, longest: Duration) -> Vec<Report> {
        let first = self.reports.recv_timeout(longest).ok();
        let all: Vec<(usize, Report)> = first.into_iter().chain(self.reports.try_iter()).collect();
        let done = all
            .iter()
            .filter(|(_, report)| matches!(report, Report::Done(..)))
            .map(|(number, _)| *number);
        self.idle.extend(done);
        all.into_iter().map(|(_, report)| report).collect()
    }
}

/// Asks whether the content of a message may be sent.
fn ask(report: &Sender<(usize, Report)>, number: usize, id: Id) -> bool {
    let (reply, answer) = sync_channel(1);
    report.send((number, Report::Ready(id, reply))).is_ok() && answer.recv().unwrap_or(false)
}

/// Answers all that have asked.
pub fn answer(asked: Vec<(Id, SyncSender<bool>)>, allowed: &HashSet<Id>) {
    for (id, reply) in asked {
        // A worker that is gone needs no answer.
        let _ = reply.send(allowed.contains(&id));
    }
}
