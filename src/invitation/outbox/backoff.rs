use std::time::Duration;

use rand::Rng;

/// The first wait, and the longest.
const FIRST: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);

/// How long a message waits that was refused for the `attempt`th time, counted from 1: a minute,
/// twice as long each time, at most four hours, and up to a half more or less, so that what failed
/// together does not come back together.
pub fn wait(attempt: u32) -> Duration {
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.min(LONGEST).mul_f64(rand::rng().random_range(0.5..1.5))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_wait_grows_and_is_never_longer_than_six_hours(attempt in 1..10_000_u32) {
            let wait = wait(attempt);
            prop_assert!(wait >= FIRST / 2 && wait <= LONGEST.mul_f64(1.5));
            prop_assert!(attempt < 9 || wait >= LONGEST / 2);
            prop_assert!(attempt > 1 || wait <= FIRST.mul_f64(1.5));
        }
    }
}
