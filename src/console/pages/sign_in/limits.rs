//! Limits on guessing passwords and codes. They cannot be used to lock out an account's owner:
//! wrong attempts count against the attacker's network, and known browsers have separate limits.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    known_device::Nonce,
    turns::{Turn, Turns},
};
use crate::{
    store::Id,
    users,
    web::{Client, Held, Limiter},
};

/// How many passwords are checked at once for known browsers, and as many for others: each check
/// takes about 19 MiB and a core for some hundredths of a second.
const AT_ONCE: usize = 1;
/// How long to wait if too many checks are pending.
const LATER: Duration = Duration::from_secs(10);

/// The source of a password attempt.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A browser that has signed in to the account before.
    Device(Nonce),
    /// This account's pages, in any of its sessions: a session's token can be renewed at will, so a
    /// limit per session would give new attempts.
    SignedIn(Id),
    /// Anybody else.
    Network(Client),
}

/// The source of a code for the second step. Each has a separate limit, so none can use up
/// another's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeOrigin {
    /// Any browser that has signed in to the account before.
    Device,
    /// The pages of the account, in any of its sessions.
    SignedIn,
    Network(Client),
}

/// Slows down guessing and bounds its cost. Only wrong attempts count: each is taken in advance and
/// returned unless it was wrong, so that simultaneous ones do not exceed the limit.
pub struct SignIns {
    /// By account and source: ten, then one a minute.
    passwords: Limiter,
    /// By network, for all accounts: thirty, then one every ten seconds.
    networks: Limiter,
    /// By account and source of codes: five, then one a minute.
    codes: Limiter,
    /// By account, six-digit codes from unknown browsers: twenty, then one every five minutes.
    short_codes: Limiter,
    /// Links for new passwords: by account three, then one every ten minutes; by network ten, then one a minute.
    links: Limiter,
    links_of_network: Limiter,
    known: Arc<Turns>,
    unknown: Arc<Turns>,
}

/// A kind of code for the second step, as the limits distinguish them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Six digits, which can be guessed.
    Short,
    /// A recovery code, which cannot. It is accepted while somebody who knows the password guesses
    /// short codes.
    Recovery,
}

/// The chances that one attempt takes. They return if this is dropped before the result.
#[must_use]
pub struct Chances<'a>(Vec<Held<'a>>);

/// A password attempt that has its turn.
#[must_use]
pub struct Attempt<'a> {
    chances: Chances<'a>,
    turn: Turn,
}

impl Default for SignIns {
    fn default() -> Self {
        Self::new()
    }
}

impl SignIns {
    pub fn new() -> Self {
        let seconds = Duration::from_secs;
        Self {
            passwords: Limiter::new(10, seconds(60)),
            networks: Limiter::new(30, seconds(10)),
            codes: Limiter::new(5, seconds(60)),
            short_codes: Limiter::new(20, seconds(300)),
            links: Limiter::new(3, seconds(600)),
            links_of_network: Limiter::new(10, seconds(60)),
            known: Turns::new(AT_ONCE),
            unknown: Turns::new(AT_ONCE),
        }
    }

    /// Takes one password attempt for `account` and waits for its turn. The error is how long to
    /// wait: there were too many wrong ones, or too many are pending.
    pub async fn attempt(
        &self,
        account: &str,
        origin: Origin,
        now: Instant,
    ) -> Result<Attempt<'_>, Duration> {
        let chances = self.admit(account, origin, now)?;
        let turn = self.turn(origin, now).await?;
        Ok(Attempt { chances, turn })
    }

    fn admit(&self, account: &str, origin: Origin, now: Instant) -> Result<Chances<'_>, Duration> {
        let mut chances = Vec::with_capacity(2);
        if let Origin::Network(client) = origin {
            chances.push(self.networks.hold(&client, now)?);
        }
        chances.push(self.passwords.hold(&(account, origin), now)?);
        Ok(Chances(chances))
    }

    /// Waits for a turn for costly work with a password. The work holds it.
    pub async fn turn(&self, origin: Origin, now: Instant) -> Result<Turn, Duration> {
        let turn = match origin {
            Origin::Network(client) => {
                self.unknown.wait(&client, self.networks.taken(&client, now)).await
            }
            known => self.known.wait(&known, 1).await,
        };
        turn.map_err(|_| LATER)
    }

    /// Takes one link for a new password. `Err` is how long this network has to wait. `Ok(false)` if the
    /// account has had too many, which nobody else is told.
    pub fn admit_link(
        &self,
        account: &str,
        client: Client,
        now: Instant,
    ) -> Result<bool, Duration> {
        self.links_of_network.take(&client, now)?;
        Ok(self.links.take(&account, now).is_ok())
    }

    /// Takes one code attempt for `user`, whose password was right.
    pub fn admit_code(
        &self,
        user: Id,
        origin: CodeOrigin,
        kind: CodeKind,
        now: Instant,
    ) -> Result<Chances<'_>, Duration> {
        let mut chances = vec![self.codes.hold(&(user, origin), now)?];
        if matches!(origin, CodeOrigin::Network(_)) && kind == CodeKind::Short {
            chances.push(self.short_codes.hold(&user, now)?);
        }
        Ok(Chances(chances))
    }
}

impl Chances<'_> {
    /// Waits for the result of `check`. The attempt counts if it was wrong, or if nobody waits for
    /// the answer any more.
    pub async fn judge<E>(
        mut self,
        check: impl Future<Output = Result<bool, E>>,
    ) -> Result<bool, E> {
        self.count(true);
        let judged = check.await;
        self.count(matches!(judged, Ok(false)));
        judged
    }

    fn count(&mut self, counts: bool) {
        for held in &mut self.0 {
            held.count(counts);
        }
    }
}

impl Attempt<'_> {
    /// Whether `password` belongs to `hash`; without a hash it takes the same time. Holds its turn
    /// meanwhile.
    pub async fn verify(self, password: String, hash: Option<String>) -> bool {
        let turn = self.turn;
        let check = move || {
            let fits = users::verify(&password, hash.as_deref());
            // Even if the browser has gone: the turn ends with the work.
            drop(turn);
            fits
        };
        self.chances.judge(actix_web::web::block(check)).await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;

    const OWNER: &str = "owner@example.org";

    fn network(number: u32) -> Client {
        Client::Network(std::net::Ipv4Addr::from_bits(number).into())
    }

    /// Enters one wrong password. Returns whether it was checked.
    async fn wrong(
        sign_ins: &SignIns,
        account: &str,
        origin: Origin,
        now: Instant,
    ) -> Result<(), Duration> {
        let chances = sign_ins.admit(account, origin, now)?;
        assert_eq!(chances.judge(ready(Ok::<_, ()>(false))).await, Ok(false));
        Ok(())
    }

    async fn wrong_ones(sign_ins: &SignIns, origin: Origin, count: u32, now: Instant) {
        for _ in 0..count {
            assert_eq!(wrong(sign_ins, OWNER, origin, now).await, Ok(()));
        }
    }

    #[actix_web::test]
    async fn wrong_passwords_slow_down_one_network_for_one_account() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let stranger = Origin::Network(network(1));
        wrong_ones(&sign_ins, stranger, 10, now).await;
        assert_eq!(wrong(&sign_ins, OWNER, stranger, now).await, Err(Duration::from_secs(60)));
        assert!(sign_ins.admit("other@example.org", stranger, now).is_ok());
        assert!(sign_ins.admit(OWNER, Origin::Network(network(2)), now).is_ok());
    }

    #[actix_web::test]
    async fn a_network_has_thirty_wrong_passwords_for_all_accounts() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let stranger = Origin::Network(network(1));
        for n in 0..30 {
            assert!(wrong(&sign_ins, &format!("{n}@example.org"), stranger, now).await.is_ok());
        }
        assert_eq!(wrong(&sign_ins, OWNER, stranger, now).await, Err(Duration::from_secs(10)));
        assert!(
            sign_ins.admit(OWNER, Origin::Device([1; 16]), now).is_ok(),
            "a known browser in the same network"
        );
    }

    #[actix_web::test]
    async fn tries_that_are_refused_take_nothing_from_their_network() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let office = Origin::Network(network(1));
        wrong_ones(&sign_ins, office, 10, now).await;
        for _ in 0..100 {
            assert!(sign_ins.admit(OWNER, office, now).is_err());
        }
        for n in 0..20 {
            assert!(
                wrong(&sign_ins, &format!("{n}@example.org"), office, now).await.is_ok(),
                "{n}"
            );
        }
    }

    #[actix_web::test]
    async fn tries_that_get_no_turn_take_nothing() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        for origin in [Origin::SignedIn(Id::random()), Origin::Network(network(1))] {
            let Ok(under_way) = sign_ins.attempt("other@example.org", origin, now).await else {
                panic!("a turn")
            };
            let attempts =
                (0..10).map(|_| async { sign_ins.attempt(OWNER, origin, now).await.is_ok() });
            let waiting = futures_util::future::join_all(attempts);
            let (waited, ()) = futures_util::future::join(waiting, async { drop(under_way) }).await;
            assert_eq!(waited.iter().filter(|had_its_turn| !**had_its_turn).count(), 5);
            wrong_ones(&sign_ins, origin, 10, now).await;
        }
    }

    #[actix_web::test]
    async fn right_passwords_and_those_that_could_not_be_checked_count_for_nothing() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        for origin in
            [Origin::Network(network(1)), Origin::Device([1; 16]), Origin::SignedIn(Id::random())]
        {
            for _ in 0..100 {
                for judged in [Ok(true), Err(())] {
                    let Ok(chances) = sign_ins.admit(OWNER, origin, now) else {
                        panic!("a chance")
                    };
                    assert_eq!(chances.judge(ready(judged)).await, judged);
                }
            }
        }
    }

    #[actix_web::test]
    async fn a_try_whose_browser_does_not_wait_for_the_answer_counts() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let origin = Origin::Device([1; 16]);
        for _ in 0..10 {
            let Ok(chances) = sign_ins.admit(OWNER, origin, now) else { panic!("a chance") };
            let judging = chances.judge(std::future::pending::<Result<bool, ()>>());
            assert!(futures_util::FutureExt::now_or_never(judging).is_none());
        }
        assert!(sign_ins.admit(OWNER, origin, now).is_err());
    }

    #[actix_web::test]
    async fn a_known_browser_has_ten_wrong_passwords_too() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        wrong_ones(&sign_ins, Origin::Device([1; 16]), 10, now).await;
        assert!(sign_ins.admit(OWNER, Origin::Device([1; 16]), now).is_err());
        assert!(sign_ins.admit(OWNER, Origin::Device([2; 16]), now).is_ok());
    }

    /// Enters one wrong code. Returns whether it was checked.
    async fn wrong_code(
        sign_ins: &SignIns,
        user: Id,
        origin: CodeOrigin,
        kind: CodeKind,
        now: Instant,
    ) -> bool {
        let Ok(chances) = sign_ins.admit_code(user, origin, kind, now) else { return false };
        chances.judge(ready(Ok::<_, ()>(false))).await == Ok(false)
    }

    #[actix_web::test]
    async fn guessing_codes_from_many_networks_is_slow_and_keeps_no_owner_out() {
        let (sign_ins, now, user) = (SignIns::new(), Instant::now(), Id::random());
        let mut guessed = 0;
        for n in 0..1_000 {
            let origin = CodeOrigin::Network(network(n));
            guessed += u32::from(wrong_code(&sign_ins, user, origin, CodeKind::Short, now).await);
        }
        assert_eq!(guessed, 20);
        let refused = CodeOrigin::Network(network(999));
        for _ in 0..100 {
            assert!(!wrong_code(&sign_ins, user, refused, CodeKind::Short, now).await);
        }
        assert!(
            sign_ins.admit_code(user, refused, CodeKind::Recovery, now).is_ok(),
            "a recovery code from there"
        );
        assert!(
            sign_ins.admit_code(user, CodeOrigin::Device, CodeKind::Short, now).is_ok(),
            "a known browser"
        );
        let other = sign_ins.admit_code(
            Id::random(),
            CodeOrigin::Network(network(1)),
            CodeKind::Short,
            now,
        );
        assert!(other.is_ok(), "another account");
    }

    #[actix_web::test]
    async fn codes_typed_while_signed_in_take_nothing_from_signing_in() {
        let (sign_ins, now, user) = (SignIns::new(), Instant::now(), Id::random());
        for _ in 0..5 {
            assert!(wrong_code(&sign_ins, user, CodeOrigin::SignedIn, CodeKind::Short, now).await);
        }
        assert!(!wrong_code(&sign_ins, user, CodeOrigin::SignedIn, CodeKind::Recovery, now).await);
        assert!(sign_ins.admit_code(user, CodeOrigin::Device, CodeKind::Short, now).is_ok());
    }
}
