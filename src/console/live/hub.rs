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

/// How often the counters are read while somebody watches.
const EVERY: Duration = Duration::from_secs(2);
/// How many may watch one process.
const MOST: usize = 5_000;

type Watched = (String, Arc<dyn Page>, News);
type News = watch::Sender<Option<Arc<Sent>>>;

/// Where those who watch meet the one thread that reads.
pub struct Hub {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    state: Mutex<State>,
    /// Rings when somebody begins to watch, and when it is over.
    bell: Condvar,
    watching: AtomicUsize,
    lifetime: Lifetime,
}

#[derive(Default)]
struct State {
    pages: HashMap<String, (Arc<dyn Page>, News)>,
    /// The session of each open stream, by the number of the stream, and what ends it.
    sessions: HashMap<u64, (HashValue, watch::Sender<bool>)>,
    streams: u64,
    closing: bool,
}

/// Somebody who watches a page, until this is dropped.
pub struct Watcher {
    pub news: watch::Receiver<Option<Arc<Sent>>>,
    /// Becomes true when the session has ended that the stream was opened with.
    pub ended: watch::Receiver<bool>,
    number: u64,
    shared: Arc<Shared>,
}

/// Why nobody else may watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("too many pages are open")]
    Full,
    #[error("the service is stopping")]
    Stopping,
}

impl Hub {
    /// Starts the thread, which waits until somebody watches. `lifetime` says when the sessions of
    /// viewers end.
    pub fn start(store: Store, lifetime: Lifetime) -> io::Result<Self> {
        let (state, bell, watching) = (Mutex::default(), Condvar::new(), AtomicUsize::new(0));
        let shared = Arc::new(Shared { state, bell, watching, lifetime });
        let its_own = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name("live".to_owned()).spawn(move || its_own.run(&store))?;
        Ok(Self { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Begins to watch `page` with a session, beside all others who do.
    pub fn watch(&self, page: impl Page, session: HashValue) -> Result<Watcher, Refusal> {
        let mut state = self.shared.state();
        if state.closing {
            return Err(Refusal::Stopping);
        }
        // Nobody else begins meanwhile: the state is locked.
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

    /// Ends every stream, and lets nobody else in. It may be called more than once.
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
            tracing::error!("the thread of the live pages ended by a mistake");
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
        // A connection of its own while it is needed: pages that people ask for need not wait for
        // it.
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
                        tracing::warn!(%error, "live pages wait for the database");
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
        // A stream that was opened meanwhile has its turn next time.
        for (session, end) in self.state().sessions.values() {
            if open.contains(session) && !holding.contains(session) {
                end.send_replace(true);
            }
        }
        Ok(())
    }

    /// The pages that somebody watches. Waits until there is one; `None` when it is over.
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

    /// Waits for so long, or until it is over.
    fn rest(&self, rest: Duration) {
        let state = self.state();
        let _ = self.bell.wait_timeout_while(state, rest, |state| !state.closing);
    }
}

/// Reads once, and tells whoever watches what changed. Gives the pages that are not there any more.
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
