use std::{
    collections::HashSet,
    future::Future,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    store::Digest,
    web::{Client, Guesses, Limiter},
};

/// How many wrong tokens are remembered. Past that they are forgotten, and looked up again.
const MOST_WRONG: usize = 10_000;

/// How often programs may ask. All of it is in memory only, and of this process alone.
pub struct Limits {
    by_token: Limiter,
    guesses: Guesses,
    /// A token that is wrong stays wrong: it costs nothing to say so again, and a program that goes on asking with a token that
    /// was taken back is nobody who guesses.
    wrong: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

/// What came of a token.
#[derive(Debug, PartialEq, Eq)]
pub enum Looked<T> {
    Found(T),
    Wrong,
    /// Too often; how long until the next.
    Wait(Duration),
}

impl Limits {
    /// So many requests a minute with one token; the same number may come at once.
    pub fn new(per_minute: u32) -> Self {
        let per_minute = per_minute.max(1);
        Self {
            by_token: Limiter::new(per_minute, Duration::from_secs(60) / per_minute),
            guesses: Guesses::new(),
            wrong: Mutex::default(),
            hasher: RandomState::new(),
        }
    }

    /// Has a token looked up, unless it was used too often or is known to be wrong.
    pub async fn look<T, E>(
        &self,
        digest: Digest,
        client: Client,
        look_up: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Looked<T>, E> {
        if let Err(wait) = self.by_token.take(&digest, Instant::now()) {
            return Ok(Looked::Wait(wait));
        }
        if self.is_wrong(digest) {
            return Ok(Looked::Wrong);
        }
        match self.guesses.look(client, look_up).await {
            Err(wait) => Ok(Looked::Wait(wait)),
            Ok(Err(error)) => Err(error),
            Ok(Ok(Some(found))) => Ok(Looked::Found(found)),
            Ok(Ok(None)) => {
                self.remember_wrong(digest);
                Ok(Looked::Wrong)
            }
        }
    }

    fn is_wrong(&self, digest: Digest) -> bool {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).contains(&self.hasher.hash_one(digest))
    }

    fn remember_wrong(&self, digest: Digest) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= MOST_WRONG {
            wrong.clear();
        }
        wrong.insert(self.hasher.hash_one(digest));
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, future::ready};

    use super::*;

    async fn ask(limits: &Limits, token: u8, known: bool) -> Looked<()> {
        let found = ready(Ok::<_, Infallible>(known.then_some(())));
        limits.look(Digest([token; 32]), Client::Unknown, found).await.expect("an answer")
    }

    #[actix_web::test]
    async fn one_token_is_used_so_often_a_minute_and_others_are_free() {
        let limits = Limits::new(3);
        for _ in 0..3 {
            assert_eq!(ask(&limits, 1, true).await, Looked::Found(()));
        }
        let Looked::Wait(wait) = ask(&limits, 1, true).await else { panic!("no limit") };
        assert!(wait > Duration::from_secs(19) && wait <= Duration::from_secs(20), "{wait:?}");
        assert_eq!(ask(&limits, 2, true).await, Looked::Found(()));
    }

    #[actix_web::test]
    async fn the_same_wrong_token_is_one_guess_and_twenty_others_are_enough() {
        let limits = Limits::new(100);
        for _ in 0..50 {
            assert_eq!(ask(&limits, 0, false).await, Looked::Wrong);
        }
        for token in 1..20 {
            assert_eq!(ask(&limits, token, false).await, Looked::Wrong, "{token}");
        }
        assert!(matches!(ask(&limits, 20, false).await, Looked::Wait(_)));
        assert!(matches!(ask(&limits, 21, true).await, Looked::Wait(_)), "a right one would tell as much");
    }
}
