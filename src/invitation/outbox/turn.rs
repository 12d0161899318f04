use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};

use super::{
    batch::{Context, Made, minute},
    judge::{Judge, Verdict},
    queries::{self, Claimed, Handed, LEASE, Outcome},
    worker::{ACTIVE, Job, MOST, Report, Workers, answer},
};
use crate::{
    invitation::{
        retention,
        transport::Failure,
        wave::{self, INVITATION},
    },
    settings::Hours,
    store::{Id, Store, StoreError},
};

/// How many messages are claimed at once: few, since other processes may be able to send them
/// sooner.
const BATCH: u32 = 40;
/// How long reports of workers are waited for before leases and the queue are looked at again.
const LOOK: Duration = Duration::from_millis(500);
/// How often leases are extended: well before they end.
const EXTEND: Duration = Duration::from_secs(100);
/// The longest rest after trouble with the mail server.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Takes turns at the queue.
pub struct Turns {
    pub store: Store,
    pub context: Context,
    pub workers: Workers,
    pub per_minute: u32,
    pub keep_days: u32,
    pub hours: Hours,
    pub stop: Arc<AtomicBool>,
    pub judge: Judge,
    /// A message that takes longer makes room for another.
    pub slow: Duration,
    pub state: State,
}

/// The messages that this process has claimed, by what becomes of them.
#[derive(Default)]
pub struct State {
    /// They wait for a worker.
    ready: VecDeque<Job>,
    under_way: HashMap<Id, UnderWay>,
    /// What became of them is not in the database yet.
    unrecorded: Vec<Handed>,
    extended: Option<Instant>,
    rest: Duration,
    rests_until: Option<Instant>,
}

struct UnderWay {
    claimed: Claimed,
    since: Instant,
    /// Whether it is counted as handed over.
    counted: bool,
}

/// How a turn went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// There may be more at once.
    Worked,
    Idle,
}

impl Turns {
    /// Fills the queue of the workers, and attends to what they report.
    pub fn take(&mut self) -> Result<Turn, StoreError> {
        let now = Utc::now();
        let filled = self.keep_leases(now).and_then(|()| self.fill(now));
        self.dispatch(now);
        if self.state.under_way.is_empty() && self.state.unrecorded.is_empty() {
            return filled.map(|()| Turn::Idle);
        }
        let attended = self.attend();
        filled.and(attended).map(|()| Turn::Worked)
    }

    /// Puts back what has not been handed over: workers hand over no more. Waits for the rest.
    pub fn finish(&mut self) {
        let now = Utc::now();
        self.put_back(|_| true, now);
        let begun = self.state.under_way.extract_if(|_, one| !one.counted);
        let untouched = |(_, one): (Id, UnderWay)| Handed {
            claimed: one.claimed,
            counted: false,
            outcome: Outcome::Untouched { due_at: now },
        };
        self.state.unrecorded.extend(begun.map(untouched));
        loop {
            // What cannot be recorded now is tried once more below.
            let _ = self.attend();
            if self.state.under_way.is_empty() {
                break;
            }
        }
        if let Err(error) = self.record(&[]) {
            tracing::warn!(%error, "what became of the last messages is not recorded");
        }
    }

    /// Deletes the addresses of collections that closed long ago.
    pub fn tidy(&self) -> Result<(), StoreError> {
        retention::erase_expired(&mut *self.store.connection()?, self.keep_days, Utc::now())
            .map(|_| ())
    }

    pub fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Leaves the mail server or the database alone for a while, longer each time. Trouble on
    /// several connections at once counts once.
    pub fn rest(&mut self) {
        if self.is_resting() {
            return;
        }
        self.state.rest = (self.state.rest * 2).clamp(Duration::from_secs(1), LONGEST_REST);
        self.state.rests_until = Some(Instant::now() + self.state.rest);
    }

    fn is_resting(&self) -> bool {
        self.state.rests_until.is_some_and(|until| Instant::now() < until)
    }

    /// Whether another message may be handed to a worker. Those that wait long for their server
    /// hold up no other, as far as there are workers left.
    fn has_room(&self) -> bool {
        let under_way = &self.state.under_way;
        under_way.len() < MOST
            && under_way.values().filter(|one| one.since.elapsed() < self.slow).count() < ACTIVE
    }

    /// Claims messages where workers will soon have none.
    fn fill(&mut self, now: DateTime<Utc>) -> Result<(), StoreError> {
        if self.state.ready.len() >= ACTIVE || !self.has_room() || self.is_resting() {
            return Ok(());
        }
        let with_reminders = self.hours.are_open(now);
        let mut connection = self.store.connection()?;
        wave::drop_closed(&mut connection, now)?;
        wave::begin_due(&mut connection, with_reminders, now)?;
        let claimed = queries::claim(&mut connection, BATCH, self.per_minute, with_reminders, now)?;
        if claimed.is_empty() {
            return Ok(());
        }
        let claimed = self.not_held(claimed);
        let made = self.context.make(&mut connection, claimed)?;
        let mut unsent = 0;
        for (claimed, letter) in made {
            let too_often = claimed.handed >= queries::MOST_COPIES;
            let outcome = match letter {
                Made::Ready(message) if !too_often => {
                    self.state.ready.push_back(Job { claimed, message: *message });
                    continue;
                }
                Made::Ready(_) | Made::Unneeded => Outcome::Unneeded,
                Made::Impossible => Outcome::Untouched { due_at: now + LEASE },
            };
            unsent += 1;
            self.state.unrecorded.push(Handed { claimed, counted: false, outcome });
        }
        // Those that are not sent do not count against the minute's allowance.
        if unsent > 0 {
            queries::give_back(&mut connection, unsent, minute(now))?;
        }
        Ok(())
    }

    /// A lease that ran out while the database was away may have been claimed again by this process
    /// itself.
    fn not_held(&mut self, claimed: Vec<Claimed>) -> Vec<Claimed> {
        let State { ready, under_way, unrecorded, .. } = &mut self.state;
        let ours = ready.iter_mut().map(|job| &mut job.claimed);
        let ours = ours.chain(under_way.values_mut().map(|one| &mut one.claimed));
        let ours = ours.chain(unrecorded.iter_mut().map(|one| &mut one.claimed));
        let mut ours: HashMap<Id, &mut Claimed> = ours.map(|one| (one.id, one)).collect();
        let is_new = |claimed: &Claimed| match ours.get_mut(&claimed.id) {
            Some(held) => {
                held.lease = claimed.lease;
                false
            }
            None => true,
        };
        claimed.into_iter().filter(is_new).collect()
    }

    /// Keeps what this process has claimed from others.
    fn keep_leases(&mut self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let extended = *self.state.extended.get_or_insert_with(Instant::now);
        if extended.elapsed() < EXTEND {
            return Ok(());
        }
        let State { ready, under_way, unrecorded, .. } = &mut self.state;
        let waiting = ready.iter_mut().map(|job| &mut job.claimed);
        let waiting = waiting.chain(under_way.values_mut().map(|one| &mut one.claimed));
        let mut held: Vec<&mut Claimed> =
            waiting.chain(unrecorded.iter_mut().map(|one| &mut one.claimed)).collect();
        if !held.is_empty() {
            let copies: Vec<Claimed> = held.iter().map(|one| (**one).clone()).collect();
            let lease = queries::extend(&mut *self.store.connection()?, &copies, now)?;
            for one in &mut held {
                one.lease = lease;
            }
        }
        self.state.extended = Some(Instant::now());
        Ok(())
    }

    /// Hands messages to workers that have none.
    fn dispatch(&mut self, now: DateTime<Utc>) {
        if !self.hours.are_open(now) {
            self.put_back(|claimed| claimed.wave != INVITATION, now);
        }
        while self.has_room()
            && let Some(job) = self.state.ready.pop_front()
        {
            let claimed = job.claimed.clone();
            self.state
                .under_way
                .insert(claimed.id, UnderWay { claimed, since: Instant::now(), counted: false });
            self.workers.hand(job);
        }
    }

    /// Lets go of messages that have not begun; they are due again at `due_at`.
    fn put_back(&mut self, which: impl Fn(&Claimed) -> bool, due_at: DateTime<Utc>) {
        let (back, ready) = self.state.ready.drain(..).partition(|job| which(&job.claimed));
        self.state.ready = ready;
        let back: VecDeque<Job> = back;
        let untouched = |job: Job| Handed {
            claimed: job.claimed,
            counted: false,
            outcome: Outcome::Untouched { due_at },
        };
        self.state.unrecorded.extend(back.into_iter().map(untouched));
    }

    /// Records what workers report, and answers those that ask whether content may leave.
    fn attend(&mut self) -> Result<(), StoreError> {
        let longest = if self.state.under_way.is_empty() { Duration::ZERO } else { LOOK };
        let mut asked = Vec::new();
        for report in self.workers.reports(longest) {
            match report {
                Report::Ready(id, reply) => asked.push((id, reply)),
                Report::Done(id, carried) => {
                    let Some(UnderWay { claimed, counted, .. }) = self.state.under_way.remove(&id)
                    else {
                        continue;
                    };
                    self.note(claimed, counted, carried);
                }
            }
        }
        let (open, stopping) = (self.hours.are_open(Utc::now()), self.is_stopping());
        let ready: Vec<Claimed> = asked
            .iter()
            .filter_map(|(id, _)| self.state.under_way.get(id))
            .filter(|one| !stopping && (open || one.claimed.wave == INVITATION))
            .map(|one| one.claimed.clone())
            .collect();
        let recorded = self.record(&ready);
        let allowed = recorded.as_ref().cloned().unwrap_or_default();
        for id in &allowed {
            if let Some(one) = self.state.under_way.get_mut(id) {
                one.counted = true;
            }
        }
        answer(asked, &allowed);
        recorded?;
        self.pause_if_suspicious()
    }

    fn note(&mut self, claimed: Claimed, counted: bool, carried: Result<(), Failure>) {
        let now = Utc::now();
        let (outcome, verdict) = self.judge.judge(&claimed, carried, now);
        self.state.unrecorded.push(Handed { claimed, counted, outcome });
        match verdict {
            Verdict::Fine => (self.state.rest, self.state.rests_until) = (Duration::ZERO, None),
            Verdict::Neutral => {}
            Verdict::Trouble => {
                self.rest();
                self.put_back(|_| true, self.judge.after_trouble(now));
            }
        }
    }

    /// Gives those of the messages that are `ready` that may leave. What cannot be recorded now is
    /// recorded with the next.
    fn record(&mut self, ready: &[Claimed]) -> Result<HashSet<Id>, StoreError> {
        if self.state.unrecorded.is_empty() && ready.is_empty() {
            return Ok(HashSet::new());
        }
        let recorded =
            queries::record(&mut *self.store.connection()?, &self.state.unrecorded, ready)?;
        self.state.unrecorded.clear();
        for collection in recorded.paused {
            self.put_back(|claimed| claimed.collection == collection, Utc::now());
        }
        Ok(recorded.allowed)
    }

    /// Stops everything where the server refuses one message after the other for good, so that a
    /// wrong setting does not mark all mailboxes as undeliverable.
    fn pause_if_suspicious(&mut self) -> Result<(), StoreError> {
        if !self.judge.is_suspicious() {
            return Ok(());
        }
        tracing::error!(
            "the mail server refuses every message for good, so sending is paused. Correct its \
             settings, then run `speir message resume`"
        );
        queries::pause_all(&mut *self.store.connection()?, true)?;
        self.judge.forget();
        self.put_back(|_| true, Utc::now());
        Ok(())
    }
}
