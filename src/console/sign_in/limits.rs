use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::{
    store::Id,
    users,
    web::{Client, Limiter},
};

/// How many passwords are checked at once: each takes about 19 MiB and a core for some hundredths of a second.
const AT_ONCE: usize = 2;

/// Keeps guessing slow, for one address and from one network, and its cost bounded.
pub struct SignIns {
    by_email: Limiter,
    by_client: Limiter,
    by_code: Limiter,
    checks: Semaphore,
}

impl Default for SignIns {
    fn default() -> Self {
        Self::new()
    }
}

impl SignIns {
    /// Ten tries for one address, then one a minute; thirty from one network, then one every ten seconds.
    pub fn new() -> Self {
        Self {
            by_email: Limiter::new(10, Duration::from_secs(60)),
            by_client: Limiter::new(30, Duration::from_secs(10)),
            by_code: Limiter::new(5, Duration::from_secs(60)),
            checks: Semaphore::new(AT_ONCE),
        }
    }

    /// Counts one try. Too many give the time until the next.
    pub fn admit(&self, email: &str, client: Client, now: Instant) -> Result<(), Duration> {
        self.by_client.take(&client, now)?;
        self.by_email.take(&email, now)
    }

    /// Counts one try of a code for a user: five at once, then one a minute.
    pub fn admit_code(&self, user: Id, client: Client, now: Instant) -> Result<(), Duration> {
        self.by_client.take(&client, now)?;
        self.by_code.take(&user, now)
    }

    /// Whether `password` belongs to `hash`; without a hash it takes as long to say no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> bool {
        let permit = self.checks.acquire().await;
        let checked = actix_web::web::block(move || users::verify(&password, hash.as_deref())).await;
        drop(permit);
        checked.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_tried_ten_times_and_then_once_a_minute() {
        let sign_ins = SignIns::new();
        let now = Instant::now();
        let client = Client::ThisMachine;
        assert!((0..10).all(|_| sign_ins.admit("a@example.org", client, now).is_ok()));
        assert_eq!(sign_ins.admit("a@example.org", client, now), Err(Duration::from_secs(60)));
        assert!(sign_ins.admit("b@example.org", client, now).is_ok());
    }

    #[test]
    fn one_network_tries_thirty_times_and_then_once_every_ten_seconds() {
        let sign_ins = SignIns::new();
        let now = Instant::now();
        assert!((0..30).all(|n| sign_ins.admit(&format!("{n}@example.org"), Client::Unknown, now).is_ok()));
        assert_eq!(sign_ins.admit("x@example.org", Client::Unknown, now), Err(Duration::from_secs(10)));
        assert!(sign_ins.admit("x@example.org", Client::ThisMachine, now).is_ok());
    }
}
