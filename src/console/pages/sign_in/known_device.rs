//! The cookie that identifies a browser that has signed in before, as in OWASP's "Slow Down Online
//! Guessing Attacks with Device Cookies". It gives no access: it only gives the browser a separate
//! limit, so that wrong passwords from elsewhere do not lock out the owner.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;

use crate::{store::Secret, users::Account, web::paths};

/// Distinguishes browsers: random, but not secret.
pub type Nonce = [u8; 16];

/// Where the browser sends the cookie. A `__Host-` name would be safer against other hosts of the
/// domain, but browsers require `Path=/` for it, and respondents' pages must not receive anything
/// that identifies a user.
const PATH: &str = paths::SIGN_IN;
const DAYS: i64 = 365;

/// Makes and checks the cookie's value: a nonce, an HMAC of it and the account's address, and an
/// HMAC of it and the account's credentials, under the service's secret. A new password or second
/// step invalidates every earlier cookie.
pub struct KnownDevices(Hmac<Sha256>);

/// A cookie for an address, not yet compared with the account.
pub struct Claim {
    nonce: Nonce,
    of_account: [u8; 32],
}

impl KnownDevices {
    pub fn of(secret: &Secret) -> Option<Self> {
        Hmac::new_from_slice(&secret.key(&[b"device cookie"])).ok().map(Self)
    }

    /// The cookie of a browser that has just signed in to `account` completely.
    pub fn cookie(&self, account: &Account, https: bool) -> Cookie<'static> {
        let mut nonce = Nonce::default();
        rand::rng().fill_bytes(&mut nonce);
        let of_address = self.of_address(&account.user.email, &nonce).finalize().into_bytes();
        let of_account = self.of_account(account, &nonce).finalize().into_bytes();
        let value =
            BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &of_address, &of_account].concat());
        let cookie =
            Cookie::build(name(https), value).path(PATH).http_only(true).same_site(SameSite::Lax);
        cookie.secure(https).max_age(Duration::days(DAYS)).finish()
    }

    /// The cookie of a request, if it was made for this address. Forged ones need no lookup.
    pub fn read(&self, request: &HttpRequest, email: &str, https: bool) -> Option<Claim> {
        let cookie = request.cookie(name(https))?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
        let (nonce, tags) = bytes.split_first_chunk::<16>()?;
        let (of_address, of_account) = tags.split_first_chunk::<32>()?;
        self.of_address(email, nonce).verify_slice(of_address).ok()?;
        Some(Claim { nonce: *nonce, of_account: of_account.try_into().ok()? })
    }

    /// The browser's nonce, if the credentials of `account` have not changed since.
    pub fn confirm(&self, claim: &Claim, account: &Account) -> Option<Nonce> {
        self.of_account(account, &claim.nonce).verify_slice(&claim.of_account).ok()?;
        Some(claim.nonce)
    }

    fn of_address(&self, email: &str, nonce: &Nonce) -> Hmac<Sha256> {
        self.over(&[b"address", nonce, email.as_bytes()])
    }

    fn of_account(&self, account: &Account, nonce: &Nonce) -> Hmac<Sha256> {
        let password = account.password.as_deref().unwrap_or("").as_bytes();
        let second_step = account.second_step.as_deref().unwrap_or(&[]);
        // The hash of a password contains no NUL, so this is unambiguous.
        self.over(&[b"account", nonce, account.user.id.as_bytes(), password, &[0], second_step])
    }

    fn over(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac
    }
}

const fn name(https: bool) -> &'static str {
    if https { "__Secure-speir-device" } else { "speir-device" }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::users::{Role, sample};

    fn devices(secret: &str) -> KnownDevices {
        KnownDevices::of(&Secret::from_text(secret).expect("a secret")).expect("a key")
    }

    fn here() -> KnownDevices {
        devices("a secret of tests, long enough to be taken")
    }

    fn account(email: &str) -> Account {
        let mut account = sample::account(Role::Lead);
        account.user.email = email.to_owned();
        account
    }

    fn read(devices: &KnownDevices, cookie: &Cookie<'static>, account: &Account) -> Option<Nonce> {
        let request = TestRequest::default().cookie(cookie.clone()).to_http_request();
        devices.confirm(&devices.read(&request, &account.user.email, true)?, account)
    }

    #[test]
    fn a_browser_is_known_for_the_account_that_it_signed_in_to() {
        let (devices, lead) = (here(), account("lead@example.org"));
        let cookie = devices.cookie(&lead, true);
        assert!(read(&devices, &cookie, &lead).is_some());
        assert_eq!(read(&devices, &cookie, &account("other@example.org")), None);
        let namesake = account("lead@example.org");
        assert_eq!(
            read(&devices, &cookie, &namesake),
            None,
            "a later account with the same address"
        );
        assert_ne!(
            read(&devices, &cookie, &lead),
            read(&devices, &devices.cookie(&lead, true), &lead)
        );
    }

    #[test]
    fn a_new_password_or_second_step_makes_a_browser_unknown() {
        let (devices, lead) = (here(), account("lead@example.org"));
        let cookie = devices.cookie(&lead, true);
        for changed in [
            Account { password: Some("another hash".to_owned()), ..lead.clone() },
            Account { password: None, ..lead.clone() },
            Account { second_step: Some(vec![1, 2, 3]), ..lead.clone() },
        ] {
            assert_eq!(read(&devices, &cookie, &changed), None);
            assert!(read(&devices, &devices.cookie(&changed, true), &changed).is_some());
        }
        let used = Account { signed_in_at: Some(chrono::Utc::now()), second_step_used: 7, ..lead };
        assert!(read(&devices, &cookie, &used).is_some(), "signing in changes nothing");
    }

    #[test]
    fn a_cookie_that_was_changed_or_made_elsewhere_is_unknown() {
        let (here, lead) = (here(), account("lead@example.org"));
        let cookie = devices("another secret of tests, as long as that").cookie(&lead, true);
        assert_eq!(read(&here, &cookie, &lead), None);
        let value = here.cookie(&lead, true).value().to_owned();
        let last = value.len() - 1;
        for changed in
            [String::new(), value[1..].to_owned(), value[..last].to_owned(), "A".repeat(4_000)]
        {
            assert_eq!(read(&here, &Cookie::new(name(true), changed), &lead), None);
        }
        for place in [0, 30, 80] {
            let mut changed = value.clone();
            let other = if &changed[place..=place] == "B" { "C" } else { "B" };
            changed.replace_range(place..=place, other);
            assert_eq!(read(&here, &Cookie::new(name(true), changed), &lead), None, "{place}");
        }
    }

    #[test]
    fn the_cookie_goes_to_the_sign_in_page_alone_and_names_nobody() {
        let cookie = here().cookie(&account("lead@example.org"), true).to_string();
        assert!(
            cookie.starts_with("__Secure-speir-device=") && !cookie.contains("lead"),
            "{cookie}"
        );
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/sign-in", "Max-Age=31536000"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
    }
}
