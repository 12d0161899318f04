use std::{
    future::Future,
    hash::{BuildHasher, RandomState},
    time::{Duration, Instant},
};

use tokio::sync::{Mutex, Semaphore};

use crate::web::{Client, Limiter};

/// Slows down guessing of slip codes and API tokens. Only wrong guesses count, because a whole
/// class may type codes from one address. `invitation::code` explains how far an attacker gets.
pub struct Guesses {
    by_network: Limiter,
    /// The wrong codes that each network has to itself, so that others cannot use up its chances.
    own: Limiter,
    /// The limit for all networks together, once their own are used up.
    by_all: Limiter,
    /// Looks up one code per network at a time. Otherwise pending codes could use up the network's
    /// chances, and a correct one would be refused because of wrong ones. Networks that share a
    /// lock wait for each other.
    turns: Vec<Mutex<()>>,
    hasher: RandomState,
    /// How many codes are looked up at once. Others wait, at most one per network.
    at_once: Semaphore,
}

/// How many wrong codes one network may type at once, and how long until it may type one more.
pub const NETWORK: (u32, Duration) = (20, Duration::from_secs(60));
/// How many of these are independent of other networks, and how long until one more.
pub const OWN: (u32, Duration) = (5, Duration::from_secs(120));
/// How many wrong codes all networks may type beyond their own, and how long until they may type
/// one more.
pub const ALL: (u32, Duration) = (1_000, Duration::from_secs(30));

const AT_ONCE: usize = 4;
const TURNS: usize = 64;

/// The chances that a code used.
struct Taken {
    own: bool,
}

impl Default for Guesses {
    fn default() -> Self {
        Self::new()
    }
}

impl Guesses {
    /// The limits [`NETWORK`], [`OWN`] and [`ALL`]. The machine itself is a network too.
    pub fn new() -> Self {
        Self {
            by_network: Limiter::new(NETWORK.0, NETWORK.1),
            own: Limiter::new(OWN.0, OWN.1),
            by_all: Limiter::new(ALL.0, ALL.1),
            turns: (0..TURNS).map(|_| Mutex::new(())).collect(),
            hasher: RandomState::new(),
            at_once: Semaphore::new(AT_ONCE),
        }
    }

    /// Looks up a code, which counts unless it is found. After too many wrong codes nothing is
    /// looked up, because a hit would reveal a valid code. The error is how long to wait.
    pub async fn look<T, E>(
        &self,
        client: Client,
        look_up: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Result<Option<T>, E>, Duration> {
        let _turn = match self.turns.get(self.place(client)) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        };
        let _place = self.at_once.acquire().await;
        let taken = self.take(client, Instant::now())?;
        let found = look_up.await;
        if !matches!(found, Ok(None)) {
            self.give_back(client, &taken);
        }
        Ok(found)
    }

    /// The lock of a client.
    fn place(&self, client: Client) -> usize {
        usize::try_from(self.hasher.hash_one(client) % TURNS as u64).unwrap_or(0)
    }

    /// The error is how long until the client is certain to have a chance, whatever others do.
    fn take(&self, client: Client, now: Instant) -> Result<Taken, Duration> {
        if let Err(until_network) = self.by_network.take(&client, now) {
            let is_shared = self.by_all.wait(&(), now).is_zero();
            return Err(if is_shared {
                until_network
            } else {
                until_network.max(self.own.wait(&client, now))
            });
        }
        let Err(until_own) = self.own.take(&client, now) else { return Ok(Taken { own: true }) };
        self.by_all.take(&(), now).map(|()| Taken { own: false }).map_err(|_| {
            self.by_network.give_back(&client);
            until_own
        })
    }

    fn give_back(&self, client: Client, taken: &Taken) {
        self.by_network.give_back(&client);
        if taken.own {
            self.own.give_back(&client);
        } else {
            self.by_all.give_back(&());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;

    async fn type_code(guesses: &Guesses, client: Client, right: bool) -> bool {
        guesses.look(client, ready(Ok::<_, ()>(right.then_some(())))).await.is_ok()
    }

    fn network(number: u32) -> Client {
        Client::Network(std::net::Ipv4Addr::from_bits(number).into())
    }

    /// Uses up what all networks share.
    async fn use_up(guesses: &Guesses) {
        for number in 0..67 {
            for _ in 0..NETWORK.0 {
                type_code(guesses, network(number), false).await;
            }
        }
        assert!(guesses.by_all.take(&(), Instant::now()).is_err());
    }

    #[actix_web::test]
    async fn right_codes_count_for_nothing_and_the_twenty_first_wrong_one_waits() {
        let guesses = Guesses::new();
        for _ in 0..20 {
            for _ in 0..33 {
                assert!(type_code(&guesses, Client::ThisMachine, true).await);
            }
            assert!(type_code(&guesses, Client::ThisMachine, false).await);
        }
        assert!(!type_code(&guesses, Client::ThisMachine, true).await);
        assert!(type_code(&guesses, network(1), true).await);
    }

    #[actix_web::test]
    async fn the_limit_for_all_binds_networks_that_used_up_their_own() {
        let guesses = Guesses::new();
        use_up(&guesses).await;
        let class = network(2_000);
        for _ in 0..OWN.0 {
            for _ in 0..33 {
                assert!(type_code(&guesses, class, true).await);
            }
            assert!(type_code(&guesses, class, false).await);
        }
        assert!(!type_code(&guesses, class, true).await);
    }

    #[actix_web::test]
    async fn a_network_that_waits_as_long_as_it_is_told_has_a_chance_whatever_others_do() {
        for typed in [OWN.0, NETWORK.0] {
            let (guesses, school, mut now) = (Guesses::new(), network(9_000), Instant::now());
            for _ in 0..typed {
                let _ = guesses.take(school, now);
            }
            for _ in 0..20 {
                // Others take all that is shared, whenever there is something.
                while guesses.by_all.take(&(), now).is_ok() {}
                let Err(wait) = guesses.take(school, now) else { continue };
                assert!(wait <= OWN.1, "{wait:?}");
                now += wait;
                while guesses.by_all.take(&(), now).is_ok() {}
                let taken = guesses.take(school, now).expect("a chance of its own");
                assert!(taken.own);
            }
        }
    }

    #[actix_web::test]
    async fn the_first_five_of_any_number_of_networks_leave_the_limit_for_all_alone() {
        let guesses = Guesses::new();
        for number in 0..2_000 {
            for _ in 0..OWN.0 {
                assert!(type_code(&guesses, network(number), false).await);
            }
        }
        for _ in OWN.0..NETWORK.0 {
            assert!(type_code(&guesses, network(5_000), false).await);
        }
    }

    #[actix_web::test]
    async fn a_database_that_is_away_costs_nobody_a_try() {
        let guesses = Guesses::new();
        for _ in 0..50 {
            assert!(guesses.look(network(1), ready(Err::<Option<()>, ()>(()))).await.is_ok());
        }
    }

    async fn slow(right: bool) -> Result<Option<()>, ()> {
        tokio::task::yield_now().await;
        Ok(right.then_some(()))
    }

    #[actix_web::test]
    async fn codes_that_come_in_one_instant_are_counted_like_others() {
        let guesses = Guesses::new();
        let right =
            futures_util::future::join_all((0..200).map(|_| guesses.look(network(1), slow(true))))
                .await;
        assert!(right.iter().all(Result::is_ok));
        let wrong =
            futures_util::future::join_all((0..200).map(|_| guesses.look(network(1), slow(false))))
                .await;
        assert_eq!(wrong.iter().filter(|looked| looked.is_ok()).count(), 20);
    }

    #[actix_web::test]
    async fn right_codes_that_come_in_one_instant_are_not_refused_for_others() {
        let guesses = Guesses::new();
        use_up(&guesses).await;
        for _ in 1..OWN.0 {
            assert!(type_code(&guesses, network(2_000), false).await);
        }
        let class = (0..33).map(|_| guesses.look(network(2_000), slow(true)));
        assert!(futures_util::future::join_all(class).await.iter().all(Result::is_ok));
    }
}
