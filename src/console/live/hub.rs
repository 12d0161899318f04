use std::{
    collections::{HashMap, HashSet},
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use chrono::Utc;
use tokio::sync::watch;

use super::{Page, Snapshot, sent::Sent};
use crate::{
    store::{Connection, HashValue, Store, StoreError},
    users::sessions::{Lifetime, queries as sessions},
};

/// How often the counters are read while there are viewers.
const EVERY: Duration = Duration::from_secs(2);
/// The most viewers of one process.
const MOST: usize = 5_000;

type Watched = (String, Arc<dyn Page>, News);
type News = watch::Sender<Option<Arc<Sent>>>;

/// Connects viewers with the one thread that reads counters.
pub struct Hub {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    state: Mutex<State>,
    /// Rings when a viewer arrives, and when the hub closes.
    bell: Condvar,
    watching: AtomicUsize,
    lifetime: Lifetime,
}

#[derive(Default)]
struct State {
    pages: HashMap<String, (Arc<dyn Page>, News)>,
    /// The session of each open stream, by stream number, and what ends it.
    sessions: HashMap<u64, (HashValue, watch::Sender<bool>)>,
    streams: u64,
    closing: bool,
}

/// A viewer of a page, until dropped.
pub struct Watcher {
    pub news: watch::Receiver<Option<Arc<Sent>>>,
    /// Becomes true when the session of the stream has ended.
    pub ended: watch::Receiver<bool>,
    number: u64,
    shared: Arc<Shared>,
}

/// Why no more viewers are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("too many pages are open")]
    Full,
    #[error("the service is stopping")]
    Stopping,
}

impl Hub {
    /// Starts the thread, which waits for viewers. `lifetime` says when their sessions end.
    pub fn start(store: Store, lifetime: Lifetime) -> io::Result<Self> {
        let (state, bell, watching) = (Mutex::default(), Condvar::new(), AtomicUsize::new(0));
        let shared = Arc::new(Shared { state, bell, watching, lifetime });
        let its_own = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name("live".to_owned()).spawn(move || its_own.run(&store))?;
        Ok(Self { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Adds a viewer of `page` with a session.
    pub fn watch(&self, page: impl Page, session: HashValue) -> Result<Watcher, Refusal> {
        let mut state = self.shared.state();
        if state.closing {
            return Err(Refusal::Stopping);
        }
        // The state is locked, so nobody else arrives meanwhile.
        if self.shared.watching.load(Ordering::Relaxed) >= MOST {
            return Err(Refusal::Full);
        }
        self.shared.watching.fetch_add(1, Ordering::Relaxed);
        let (_, news) = state
            .pages
            .entry(page.key())
            .or_insert_with(|| (Arc::new(page), watch::Sender::new(None)));
        let (news, (end, ended)) = (news.subscribe(), watch::channel(false));
        state.streams += 1;
        let number = state.streams;
        state.sessions.insert(number, (session, end));
        drop(state);
        let watcher = Watcher { news, ended, number, shared: Arc::clone(&self.shared) };
        self.shared.bell.notify_all();
        Ok(watcher)
    }

    /// Ends every stream, and accepts no more. Can be called repeatedly.
    pub fn close(&self) {
        let mut state = self.shared.state();
        state.closing = true;
        state.pages.clear();
        drop(state);
        self.shared.bell.notify_all();
    }

    /// Waits for the thread, after `close`. Blocks.
    pub fn join(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread for live pages panicked");
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.shared.watching.fetch_sub(1, Ordering::Relaxed);
        self.shared.state().sessions.remove(&self.number);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, store: &Store) {
        // A separate connection while it is needed, so that page requests need not wait for it.
        let mut connection = None;
        let mut reached = true;
        while let Some(pages) = self.watched(&mut connection) {
            let began = Instant::now();
            let told = tell(store, &mut connection, pages);
            match told.and_then(|gone| self.end_streams(store, &mut connection).map(|()| gone)) {
                Ok(gone) => {
                    reached = true;
                    let mut state = self.state();
                    state.pages.retain(|key, _| !gone.contains(key));
                }
                Err(error) => {
                    connection = None;
                    if reached {
                        tracing::warn!(%error, "live pages are waiting for the database");
                    }
                    reached = false;
                }
            }
            self.rest(EVERY.saturating_sub(began.elapsed()));
        }
    }

    /// Ends the streams whose sessions have ended, by one query for all of them.
    fn end_streams(&self, store: &Store, kept: &mut Option<Connection>) -> Result<(), StoreError> {
        let open: HashSet<HashValue> =
            self.state().sessions.values().map(|(session, _)| *session).collect();
        let mut connection = kept.take().map_or_else(|| store.own_connection(), Ok)?;
        let holding = sessions::holding(&mut connection, self.lifetime, Utc::now())?;
        *kept = Some(connection);
        // A stream that was opened meanwhile is checked next time.
        for (session, end) in self.state().sessions.values() {
            if open.contains(session) && !holding.contains(session) {
                end.send_replace(true);
            }
        }
        Ok(())
    }

    /// The watched pages. Waits until there is one; `None` after closing.
    fn watched(&self, connection: &mut Option<Connection>) -> Option<Vec<Watched>> {
        let mut state = self.state();
        loop {
            if state.closing {
                return None;
            }
            state.pages.retain(|_, (_, news)| news.receiver_count() > 0);
            if !state.pages.is_empty() {
                let pages = state.pages.iter();
                return Some(
                    pages
                        .map(|(key, (page, news))| (key.clone(), Arc::clone(page), news.clone()))
                        .collect(),
                );
            }
            *connection = None;
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits so long, or until closing.
    fn rest(&self, rest: Duration) {
        let state = self.state();
        let _ = self.bell.wait_timeout_while(state, rest, |state| !state.closing);
    }
}

/// Reads once, and sends changes to the viewers. Returns the pages that no longer exist.
fn tell(
    store: &Store,
    kept: &mut Option<Connection>,
    pages: Vec<Watched>,
) -> Result<Vec<String>, StoreError> {
    let mut connection = match kept.take() {
        Some(connection) => connection,
        None => store.own_connection()?,
    };
    let mut reading = Snapshot::new(&mut connection, Utc::now());
    let mut gone = Vec::new();
    for (key, page, news) in pages {
        let Some(moving) = page.moving(&mut reading)? else {
            gone.push(key);
            continue;
        };
        let sent = Sent::after(news.borrow().as_ref(), moving, reading.now);
        if let Some(sent) = sent {
            news.send_replace(Some(Arc::new(sent)));
        }
    }
    *kept = Some(connection);
    Ok(gone)
}
