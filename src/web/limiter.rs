//! Rate limits, in memory only and never stored or logged.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The maximum number of keys: about three megabytes.
const MOST_KEYS: usize = 100_000;

/// Allows each key `burst` actions at once, and then one every `interval`.
///
/// It stores only a hash of each key, under a random value of this process.
///
/// Memory is bounded. When there are too many keys, the half with the fewest used chances is
/// forgotten. A forgotten key has all its chances again, so a flood of new keys blocks nobody. To
/// free an exhausted key, an attacker would have to exhaust as many others.
pub struct Limiter {
    burst: u32,
    interval: Duration,
    hasher: RandomState,
    /// For each key, the time when it has all its chances again.
    full_at: Mutex<HashMap<u64, Instant>>,
}

impl Limiter {
    pub fn new(burst: u32, interval: Duration) -> Self {
        Self { burst, interval, hasher: RandomState::new(), full_at: Mutex::default() }
    }

    /// Takes one chance of `key` at `now`. The error is how long until the next one.
    pub fn take(&self, key: &impl Hash, now: Instant) -> Result<(), Duration> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= MOST_KEYS {
            make_room(&mut full_at, now);
        }
        let at = full_at.entry(self.hasher.hash_one(key)).or_insert(now);
        let next = (*at).max(now) + self.interval;
        let whole = self.interval * self.burst;
        match next.duration_since(now).checked_sub(whole) {
            Some(wait) if !wait.is_zero() => Err(wait),
            _ => {
                *at = next;
                Ok(())
            }
        }
    }

    /// How long until `key` has a chance; `None` if it has one at `now`.
    pub fn wait(&self, key: &impl Hash, now: Instant) -> Duration {
        let full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let until_full = full_at
            .get(&self.hasher.hash_one(key))
            .map_or(Duration::ZERO, |at| at.duration_since(now));
        (until_full + self.interval).saturating_sub(self.interval * self.burst)
    }

    /// Takes one chance like [`Limiter::take`] and returns it on drop, unless it was counted.
    pub fn hold(&self, key: &impl Hash, now: Instant) -> Result<Held<'_>, Duration> {
        self.take(key, now)?;
        Ok(Held { limiter: self, key: self.hasher.hash_one(key), counts: false })
    }

    /// How many chances of `key` are taken at `now`.
    pub fn taken(&self, key: &impl Hash, now: Instant) -> u32 {
        let full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let until = full_at
            .get(&self.hasher.hash_one(key))
            .map_or(Duration::ZERO, |at| at.duration_since(now));
        u32::try_from(until.as_nanos().div_ceil(self.interval.as_nanos().max(1)))
            .unwrap_or(u32::MAX)
    }

    /// Returns an unused chance.
    pub fn give_back(&self, key: &impl Hash) {
        self.give_back_hash(self.hasher.hash_one(key));
    }

    fn give_back_hash(&self, key: u64) {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = full_at.get_mut(&key)
            && let Some(earlier) = at.checked_sub(self.interval)
        {
            *at = earlier;
        }
    }
}

/// A chance that was taken in advance.
#[must_use]
pub struct Held<'a> {
    limiter: &'a Limiter,
    key: u64,
    counts: bool,
}

impl Held<'_> {
    /// Sets whether the chance stays used on drop.
    pub fn count(&mut self, counts: bool) {
        self.counts = counts;
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if !self.counts {
            self.limiter.give_back_hash(self.key);
        }
    }
}

/// Forgets keys with all their chances, and half of the others if there are still too many. It
/// drops half at a time because a scan for each new key would be slow.
fn make_room(full_at: &mut HashMap<u64, Instant>, now: Instant) {
    full_at.retain(|_, at| *at > now);
    let half = MOST_KEYS / 2;
    if full_at.len() <= half {
        return;
    }
    let mut moments: Vec<Instant> = full_at.values().copied().collect();
    let (_, median, _) = moments.select_nth_unstable(half);
    let median = *median;
    full_at.retain(|_, at| *at > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_keys_is_bounded_and_frees_none_that_is_used_up() {
        let limiter = Limiter::new(3, Duration::from_secs(3_600));
        let start = Instant::now();
        assert!((0..3).all(|_| limiter.take(&"used up", start).is_ok()));
        for key in 0..3 * MOST_KEYS {
            assert!(limiter.take(&key, start).is_ok());
        }
        assert!(limiter.full_at.lock().expect("no panic").len() <= MOST_KEYS);
        assert!(limiter.take(&"used up", start).is_err());
    }

    #[test]
    fn keys_with_all_their_chances_make_room_first() {
        let limiter = Limiter::new(3, Duration::from_secs(1));
        let start = Instant::now();
        for key in 0..MOST_KEYS {
            assert!(limiter.take(&key, start).is_ok());
        }
        assert!(limiter.take(&"new", start + Duration::from_secs(2)).is_ok());
        assert_eq!(limiter.full_at.lock().expect("no panic").len(), 1);
    }

    #[test]
    fn after_a_burst_a_key_waits_and_others_do_not() {
        let limiter = Limiter::new(3, Duration::from_secs(10));
        let start = Instant::now();
        assert!((0..3).all(|_| limiter.take(&"a", start).is_ok()));
        assert_eq!(limiter.take(&"a", start), Err(Duration::from_secs(10)));
        assert_eq!(limiter.wait(&"a", start), Duration::from_secs(10));
        assert_eq!(limiter.wait(&"a", start + Duration::from_secs(10)), Duration::ZERO);
        assert_eq!(limiter.wait(&"b", start), Duration::ZERO);
        assert!(limiter.take(&"b", start).is_ok());
        assert!(limiter.take(&"a", start + Duration::from_secs(10)).is_ok());
        assert!(limiter.take(&"a", start + Duration::from_secs(10)).is_err());
    }

    #[test]
    fn chances_that_are_taken_are_counted_until_they_return() {
        let limiter = Limiter::new(3, Duration::from_secs(10));
        let start = Instant::now();
        assert_eq!(limiter.taken(&"a", start), 0);
        assert!((0..2).all(|_| limiter.take(&"a", start).is_ok()));
        assert_eq!(limiter.taken(&"a", start), 2);
        assert_eq!(limiter.taken(&"a", start + Duration::from_secs(10)), 1);
        assert_eq!(limiter.taken(&"a", start + Duration::from_secs(30)), 0);
    }

    #[test]
    fn a_chance_that_was_given_back_counts_for_nothing() {
        let limiter = Limiter::new(1, Duration::from_secs(10));
        let start = Instant::now();
        for _ in 0..5 {
            assert!(limiter.take(&"a", start).is_ok());
            limiter.give_back(&"a");
        }
        assert!(limiter.take(&"a", start).is_ok());
        assert_eq!(limiter.take(&"a", start), Err(Duration::from_secs(10)));
        limiter.give_back(&"b");
    }

    #[test]
    fn a_held_chance_returns_unless_it_counts() {
        let (limiter, start) = (Limiter::new(1, Duration::from_secs(10)), Instant::now());
        for _ in 0..5 {
            assert!(limiter.hold(&"a", start).is_ok());
        }
        let mut held = limiter.hold(&"a", start).expect("a chance");
        assert!(limiter.hold(&"a", start).is_err(), "it is taken while it is held");
        held.count(true);
        drop(held);
        assert!(limiter.hold(&"a", start).is_err());
    }
}
