//! Limits on guessing passwords and codes. None can be used to keep the owner of an account out: what strangers get
//! wrong counts against their own networks, and browsers that have signed in before have limits of their own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    known_device::Nonce,
    turns::{Turn, Turns},
};
use crate::{
    store::{Digest, Id},
    users,
    web::{Client, Limiter},
};

/// How many passwords are checked at once for known browsers, and as many for others: each check takes about 19 MiB and
/// a core for some hundredths of a second.
const AT_ONCE: usize = 1;
/// How long to wait where too many checks wait already.
const LATER: Duration = Duration::from_secs(10);

/// Where a try comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A browser that has signed in to the account before.
    Device(Nonce),
    /// A page of somebody who is signed in.
    Session(Digest),
    /// Anybody else.
    Network(Client),
}

/// Keeps guessing slow and its cost bounded. Only wrong tries count: each is taken in advance and given back when it
/// was right, so that many at once get no more than their share.
pub struct SignIns {
    /// For an account and where tries come from: ten, then one a minute.
    passwords: Limiter,
    /// For a network, whatever the account: thirty, then one every ten seconds.
    networks: Limiter,
    /// For an account and where codes come from: five, then one a minute.
    codes: Limiter,
    /// For an account, six-digit codes from unknown browsers: twenty, then one every five minutes.
    short_codes: Limiter,
    known: Arc<Turns>,
    unknown: Arc<Turns>,
}

/// A code of the second step, as far as limits tell codes apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Six digits, which can be guessed.
    Short,
    /// A recovery code, which cannot. It gets through while somebody who knows the password guesses short codes.
    Recovery,
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
            known: Turns::new(AT_ONCE),
            unknown: Turns::new(AT_ONCE),
        }
    }

    /// Takes one try of a password for `account`. Too many wrong ones give the time until the next.
    pub fn admit(&self, account: &str, origin: Origin, now: Instant) -> Result<(), Duration> {
        if let Origin::Network(client) = origin {
            self.networks.take(&client, now)?;
        }
        self.passwords.take(&(account, origin), now)
    }

    /// Gives back a try that was right, or that could not be checked.
    pub fn give_back(&self, account: &str, origin: Origin) {
        self.passwords.give_back(&(account, origin));
        if let Origin::Network(client) = origin {
            self.networks.give_back(&client);
        }
    }

    /// Waits for the turn to check a password. The check holds it.
    pub async fn turn(&self, origin: Origin, now: Instant) -> Result<Turn, Duration> {
        let turn = match origin {
            Origin::Network(client) => self.unknown.wait(&client, self.networks.taken(&client, now)).await,
            known => self.known.wait(&known, 1).await,
        };
        turn.map_err(|_| LATER)
    }

    /// Takes one try of a code for `user`, whose password was right. `network` is `None` for a browser that has signed
    /// in before.
    pub fn admit_code(&self, user: Id, network: Option<Client>, kind: CodeKind, now: Instant) -> Result<(), Duration> {
        self.codes.take(&(user, network), now)?;
        if network.is_some() && kind == CodeKind::Short {
            self.short_codes.take(&user, now).inspect_err(|_| self.codes.give_back(&(user, network)))?;
        }
        Ok(())
    }

    /// Gives back a code that was right.
    pub fn give_back_code(&self, user: Id, network: Option<Client>, kind: CodeKind) {
        self.codes.give_back(&(user, network));
        if network.is_some() && kind == CodeKind::Short {
            self.short_codes.give_back(&user);
        }
    }
}

/// Whether `password` belongs to `hash`; without a hash it takes as long to say no. Holds its turn meanwhile.
pub async fn verify(turn: Turn, password: String, hash: Option<String>) -> bool {
    let check = move || {
        let fits = users::verify(&password, hash.as_deref());
        // Also where the browser has gone meanwhile: the turn ends with the work.
        drop(turn);
        fits
    };
    actix_web::web::block(check).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: &str = "owner@example.org";

    fn network(number: u32) -> Client {
        Client::Network(std::net::Ipv4Addr::from_bits(number).into())
    }

    #[test]
    fn wrong_passwords_slow_down_one_network_for_one_account() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let stranger = Origin::Network(network(1));
        assert!((0..10).all(|_| sign_ins.admit(OWNER, stranger, now).is_ok()));
        assert_eq!(sign_ins.admit(OWNER, stranger, now), Err(Duration::from_secs(60)));
        assert!(sign_ins.admit("other@example.org", stranger, now).is_ok());
        assert!(sign_ins.admit(OWNER, Origin::Network(network(2)), now).is_ok());
    }

    #[test]
    fn a_network_has_thirty_wrong_passwords_for_all_accounts() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        let stranger = Origin::Network(network(1));
        assert!((0..30).all(|n| sign_ins.admit(&format!("{n}@example.org"), stranger, now).is_ok()));
        assert_eq!(sign_ins.admit(OWNER, stranger, now), Err(Duration::from_secs(10)));
        assert!(sign_ins.admit(OWNER, Origin::Device([1; 16]), now).is_ok(), "a known browser in the same network");
    }

    #[test]
    fn right_passwords_count_for_nothing() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        for origin in [Origin::Network(network(1)), Origin::Device([1; 16])] {
            for _ in 0..100 {
                assert!(sign_ins.admit(OWNER, origin, now).is_ok());
                sign_ins.give_back(OWNER, origin);
            }
        }
    }

    #[test]
    fn a_known_browser_has_ten_wrong_passwords_too() {
        let (sign_ins, now) = (SignIns::new(), Instant::now());
        assert!((0..10).all(|_| sign_ins.admit(OWNER, Origin::Device([1; 16]), now).is_ok()));
        assert!(sign_ins.admit(OWNER, Origin::Device([1; 16]), now).is_err());
        assert!(sign_ins.admit(OWNER, Origin::Device([2; 16]), now).is_ok());
    }

    #[test]
    fn guessing_codes_from_many_networks_is_slow_and_keeps_no_owner_out() {
        let (sign_ins, now, user) = (SignIns::new(), Instant::now(), Id::random());
        let guess = |n| sign_ins.admit_code(user, Some(network(n)), CodeKind::Short, now).is_ok();
        assert_eq!((0..1_000).filter(|n| guess(*n)).count(), 20);
        assert!(sign_ins.admit_code(user, None, CodeKind::Short, now).is_ok(), "a known browser");
        assert!(sign_ins.admit_code(user, Some(network(1)), CodeKind::Recovery, now).is_ok(), "a recovery code");
        assert!(guess_of_another(&sign_ins, now), "another account");
    }

    fn guess_of_another(sign_ins: &SignIns, now: Instant) -> bool {
        sign_ins.admit_code(Id::random(), Some(network(1)), CodeKind::Short, now).is_ok()
    }
}
