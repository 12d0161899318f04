use std::{
    collections::HashSet,
    future::Future,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    store::HashValue,
    web::{Client, Guesses, Limiter},
};

/// How many valid and how many invalid tokens are cached. Beyond that, the cache is cleared.
const MOST_KNOWN: usize = 10_000;

/// The API's rate limits, in memory of this process only.
pub struct Limits {
    by_token: Limiter,
    guesses: Guesses,
    known: Mutex<Known>,
    hasher: RandomState,
}

/// The cache of looked-up tokens, each by a hash of its digest under a random value of this
/// process.
///
/// An invalid token stays invalid, so repeating it costs nothing and does not count as guessing: a
/// program may go on using a revoked token. A valid token never counts as a guess, so guessing does
/// not block other programs. The two are cached separately, so that made-up tokens do not evict
/// valid ones.
#[derive(Default)]
struct Known {
    right: HashSet<u64>,
    wrong: HashSet<u64>,
}

/// The result of looking up a token.
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
            known: Mutex::default(),
            hasher: RandomState::new(),
        }
    }

    /// Looks up a token, unless it was used too often or is known to be invalid.
    pub async fn look<T, E>(
        &self,
        digest: HashValue,
        client: Client,
        look_up: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Looked<T>, E> {
        if let Err(wait) = self.by_token.take(&digest, Instant::now()) {
            return Ok(Looked::Wait(wait));
        }
        let found = match self.was_right(digest) {
            Some(false) => return Ok(Looked::Wrong),
            Some(true) => look_up.await?,
            None => match self.guesses.look(client, look_up).await {
                Ok(found) => found?,
                Err(wait) => return Ok(Looked::Wait(wait)),
            },
        };
        self.remember(digest, found.is_some());
        Ok(found.map_or(Looked::Wrong, Looked::Found))
    }

    /// Whether a token was right when it was last looked up, if it was.
    fn was_right(&self, digest: HashValue) -> Option<bool> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = self.hasher.hash_one(digest);
        if known.right.contains(&hash) {
            Some(true)
        } else {
            known.wrong.contains(&hash).then_some(false)
        }
    }

    fn remember(&self, digest: HashValue, right: bool) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = &mut *known;
        let hash = self.hasher.hash_one(digest);
        let (now, before) = if right {
            (&mut known.right, &mut known.wrong)
        } else {
            (&mut known.wrong, &mut known.right)
        };
        before.remove(&hash);
        if now.len() >= MOST_KNOWN {
            now.clear();
        }
        now.insert(hash);
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, future::ready};

    use super::*;

    async fn ask(limits: &Limits, token: u8, known: bool) -> Looked<()> {
        let found = ready(Ok::<_, Infallible>(known.then_some(())));
        limits.look(HashValue([token; 32]), Client::Unknown, found).await.expect("an answer")
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
    async fn wrong_tokens_evict_no_valid_token() {
        let limits = Limits::new(100);
        assert_eq!(ask(&limits, 100, true).await, Looked::Found(()));
        for number in 0..2 * MOST_KNOWN {
            let mut digest = [0; 32];
            digest[..8].copy_from_slice(&number.to_be_bytes());
            limits.remember(HashValue(digest), false);
        }
        assert_eq!(limits.was_right(HashValue([100; 32])), Some(true));
        let known = limits.known.lock().expect("no panic");
        assert!(known.wrong.len() <= MOST_KNOWN);
    }

    #[actix_web::test]
    async fn the_same_wrong_token_is_one_guess_and_twenty_others_are_enough() {
        let limits = Limits::new(100);
        assert_eq!(ask(&limits, 100, true).await, Looked::Found(()));
        for _ in 0..50 {
            assert_eq!(ask(&limits, 0, false).await, Looked::Wrong);
        }
        for token in 1..20 {
            assert_eq!(ask(&limits, token, false).await, Looked::Wrong, "{token}");
        }
        assert!(matches!(ask(&limits, 20, false).await, Looked::Wait(_)));
        assert!(
            matches!(ask(&limits, 21, true).await, Looked::Wait(_)),
            "a right one would tell as much"
        );
        assert_eq!(
            ask(&limits, 100, true).await,
            Looked::Found(()),
            "whoever was there before goes on"
        );
        assert_eq!(ask(&limits, 100, false).await, Looked::Wrong, "until it is taken back");
        assert_eq!(ask(&limits, 100, true).await, Looked::Wrong);
    }
}
