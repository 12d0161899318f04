use std::{
    future::Future,
    time::{Duration, Instant},
};

use tokio::sync::Semaphore;

use crate::web::{Client, Limiter};

/// Keeps guessing codes slow. Only wrong codes count: a whole class types its codes behind one address. See
/// [`crate::invitation::code`] for what it comes to. Tokens for other programs are codes, too.
pub struct Guesses {
    by_network: Limiter,
    by_all: Limiter,
    /// How many codes are looked up at once. The others wait their turn, so a crowd with right codes never seems to be one
    /// that guesses.
    at_once: Semaphore,
}

/// Fewer than wrong codes that one network may type at once.
const AT_ONCE: usize = 4;

impl Default for Guesses {
    fn default() -> Self {
        Self::new()
    }
}

impl Guesses {
    /// Twenty wrong codes from one network, then one a minute; a thousand from all, then one every thirty seconds. The machine
    /// itself is a network too.
    pub fn new() -> Self {
        Self {
            by_network: Limiter::new(20, Duration::from_secs(60)),
            by_all: Limiter::new(1_000, Duration::from_secs(30)),
            at_once: Semaphore::new(AT_ONCE),
        }
    }

    /// Has a code looked up, which counts unless it is found. After too many wrong ones nothing is looked up, for a right code
    /// would tell as much, and the answer is how long to wait.
    pub async fn look<T, E>(
        &self,
        client: Client,
        look_up: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Result<Option<T>, E>, Duration> {
        let _turn = self.at_once.acquire().await;
        // Taken first and given back after: of many codes that come in one instant, none is looked up for nothing.
        self.take(client, Instant::now())?;
        let found = look_up.await;
        if !matches!(found, Ok(None)) {
            self.by_network.give_back(&client);
            self.by_all.give_back(&());
        }
        Ok(found)
    }

    fn take(&self, client: Client, now: Instant) -> Result<(), Duration> {
        self.by_network.take(&client, now)?;
        self.by_all.take(&(), now).inspect_err(|_| self.by_network.give_back(&client))
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
    async fn a_thousand_wrong_codes_from_all_networks_are_enough() {
        let guesses = Guesses::new();
        for number in 0..1_000 {
            assert!(type_code(&guesses, network(number), false).await);
        }
        assert!(!type_code(&guesses, network(2_000), true).await);
    }

    #[actix_web::test]
    async fn a_database_that_is_away_costs_nobody_a_try() {
        let guesses = Guesses::new();
        for _ in 0..50 {
            assert!(guesses.look(network(1), ready(Err::<Option<()>, ()>(()))).await.is_ok());
        }
    }

    #[actix_web::test]
    async fn codes_that_come_in_one_instant_are_counted_like_others() {
        let guesses = Guesses::new();
        let slow = |right: bool| async move {
            tokio::task::yield_now().await;
            Ok::<_, ()>(right.then_some(()))
        };
        let right = futures_util::future::join_all((0..200).map(|_| guesses.look(network(1), slow(true)))).await;
        assert!(right.iter().all(Result::is_ok));
        let wrong = futures_util::future::join_all((0..200).map(|_| guesses.look(network(1), slow(false)))).await;
        assert_eq!(wrong.iter().filter(|looked| looked.is_ok()).count(), 20);
    }
}
