//! Schedules password checks. Every network has its own queue, and networks with recent wrong
//! passwords wait behind the others, so that nobody can block them.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, Hash, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// How many pending checks one network can have.
const OF_ONE: usize = 5;
/// How many checks can be pending in all. Beyond that, the one with the last place is dropped.
const OF_ALL: usize = 500;

/// Too many are pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

/// Assigns turns by start-time fair queueing: each network's requests get growing places, from the
/// one that is served now, and the lowest place is next.
pub struct Turns {
    hasher: RandomState,
    state: Mutex<State>,
}

struct State {
    free: usize,
    /// The place that was served last.
    served: u64,
    arrivals: u64,
    waiting: BTreeMap<(u64, u64), (u64, oneshot::Sender<Turn>)>,
    /// For each waiting network, its last place and how many checks are pending.
    networks: HashMap<u64, (u64, usize)>,
}

/// A turn, until it is dropped.
pub struct Turn(Option<Arc<Turns>>);

impl Turns {
    pub fn new(at_once: usize) -> Arc<Self> {
        let (waiting, networks) = (BTreeMap::new(), HashMap::new());
        let state = State { free: at_once, served: 0, arrivals: 0, waiting, networks };
        Arc::new(Self { hasher: RandomState::new(), state: Mutex::new(state) })
    }

    /// Waits for a turn of `network`. A greater `weight` gives a later place.
    pub async fn wait(self: &Arc<Self>, network: &impl Hash, weight: u32) -> Result<Turn, Busy> {
        let network = self.hasher.hash_one(network);
        let place = {
            let mut state = self.state();
            if state.free > 0 {
                state.free -= 1;
                return Ok(Turn(Some(Arc::clone(self))));
            }
            state.join(network, weight.max(1))?
        };
        place.await.map_err(|_| Busy)
    }

    /// Passes a turn to the next waiter that is still there.
    fn pass_on(self: Arc<Self>) {
        loop {
            let Some(next) = self.state().next() else { return };
            match next.send(Turn(Some(Arc::clone(&self)))) {
                Ok(()) => return,
                // The waiter has gone. The turn is taken apart here: if dropped, it would pass
                // itself on again.
                Err(mut turn) => drop(turn.0.take()),
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn join(&mut self, network: u64, weight: u32) -> Result<oneshot::Receiver<Turn>, Busy> {
        let (last, waiting) = self.networks.get(&network).copied().unwrap_or((0, 0));
        if waiting >= OF_ONE {
            return Err(Busy);
        }
        let place = last.max(self.served) + u64::from(weight);
        let (sender, receiver) = oneshot::channel();
        self.arrivals += 1;
        self.waiting.insert((place, self.arrivals), (network, sender));
        self.networks.insert(network, (place, waiting + 1));
        if self.waiting.len() > OF_ALL
            && let Some((_, (network, _))) = self.waiting.pop_last()
        {
            self.leave(network);
        }
        Ok(receiver)
    }

    /// Removes the next waiter; if there is none, the turn is free.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        let Some(((place, _), (network, sender))) = self.waiting.pop_first() else {
            self.free += 1;
            return None;
        };
        self.served = place;
        self.leave(network);
        Some(sender)
    }

    fn leave(&mut self, network: u64) {
        if let Some((_, waiting)) = self.networks.get_mut(&network) {
            *waiting -= 1;
            if *waiting == 0 {
                self.networks.remove(&network);
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.pass_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex as Shared;

    use futures_util::{FutureExt, future::join_all};

    use super::*;

    /// The order in which `requests`, each a network with a weight, get turns after a running one.
    async fn order(requests: &[(&'static str, u32)]) -> Vec<&'static str> {
        let turns = Turns::new(1);
        let first = turns.wait(&"first", 1).await.expect("a turn");
        let served = Shared::new(Vec::new());
        let all = join_all(requests.iter().map(async |(network, weight)| {
            if let Ok(_turn) = turns.wait(network, *weight).await {
                served.lock().expect("a list").push(*network);
            }
        }));
        futures_util::future::join(all, async move { drop(first) }).await;
        served.into_inner().expect("a list")
    }

    #[actix_web::test]
    async fn a_network_that_asks_once_does_not_wait_for_one_that_asks_often() {
        let order = order(&[("a", 1), ("a", 1), ("a", 1), ("b", 1)]).await;
        assert_eq!(order, ["a", "b", "a", "a"]);
    }

    #[actix_web::test]
    async fn networks_with_wrong_passwords_wait_behind_others() {
        let order = order(&[("a", 4), ("b", 3), ("owner", 1)]).await;
        assert_eq!(order, ["owner", "b", "a"]);
    }

    #[actix_web::test]
    async fn no_network_waits_with_more_than_five() {
        let requests: Vec<_> = std::iter::repeat_n(("a", 1), 9).chain([("b", 1)]).collect();
        let order = order(&requests).await;
        assert_eq!(order.iter().filter(|network| **network == "a").count(), 5);
        assert!(order.contains(&"b"));
    }

    #[actix_web::test]
    async fn a_full_queue_keeps_the_better_places() {
        let turns = Turns::new(1);
        let first = turns.wait(&u32::MAX, 1).await.expect("a turn");
        let crowd = join_all((0..u32::try_from(OF_ALL).expect("few")).map(|network| {
            let turns = &turns;
            async move { turns.wait(&network, 9).await.is_ok() }
        }));
        let owner = async {
            let turn = turns.wait(&"owner", 1).await;
            turn.is_ok()
        };
        let (crowd, (owner, ())) = futures_util::future::join(
            crowd,
            futures_util::future::join(owner, async move { drop(first) }),
        )
        .await;
        assert!(owner);
        assert_eq!(crowd.iter().filter(|served| !**served).count(), 1);
    }

    #[actix_web::test]
    async fn whoever_gives_up_waiting_leaves_the_turn_to_the_next() {
        let turns = Turns::new(1);
        let first = turns.wait(&"first", 1).await.expect("a turn");
        let mut gone = Box::pin(turns.wait(&"gone", 1));
        assert!(gone.as_mut().now_or_never().is_none());
        drop(gone);
        let (second, ()) =
            futures_util::future::join(turns.wait(&"second", 1), async move { drop(first) }).await;
        drop(second.expect("a turn"));
        assert!(turns.wait(&"third", 1).await.is_ok());
    }
}
