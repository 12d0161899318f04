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

/// How many connections to the mail server one process keeps busy.
pub const ACTIVE: usize = 4;
/// How many connections it has at most, with those that have waited long for an answer.
pub const MOST: usize = 16;

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
    /// Where each takes its messages from.
    desks: Vec<Sender<Job>>,
    /// Those that have nothing to do, the last to finish last: its connection is the freshest.
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

    /// Hands a message to a worker that has none.
    pub fn hand(&mut self, job: Job) {
        // No more messages are under way than there are workers, and the threads live as long as
        // this does.
        if let Some(desk) = self.idle.pop().and_then(|number| self.desks.get(number)) {
            let _ = desk.send(job);
        }
    }

    /// All that is reported by now, after a wait for the first report that ends at `longest`.
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

/// Asks whether the content of a message may leave.
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
