//! The cookie by which a browser that has signed in before is known again, as OWASP's "Slow Down Online Guessing Attacks
//! with Device Cookies" describes it. It opens nothing: it only gives the browser a limit of its own, so that wrong
//! passwords from elsewhere do not keep the owner of the account out.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;

use crate::store::Secret;

/// What tells one browser from another: random, and no secret.
pub type Nonce = [u8; 16];

/// Where the browser sends the cookie.
const PATH: &str = "/sign-in";
const DAYS: i64 = 365;

/// Makes and checks the cookie's value: a nonce, and an HMAC of it and the account's address under the service's secret.
pub struct KnownDevices(Hmac<Sha256>);

impl KnownDevices {
    pub fn of(secret: &Secret) -> Option<Self> {
        Hmac::new_from_slice(&secret.key(&[b"device cookie"])).ok().map(Self)
    }

    /// The cookie of a browser that has just signed in as `email`.
    pub fn cookie(&self, email: &str, https: bool) -> Cookie<'static> {
        let mut nonce = Nonce::default();
        rand::rng().fill_bytes(&mut nonce);
        let tag = self.mac(email, &nonce).finalize().into_bytes();
        let value = BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &tag].concat());
        let cookie = Cookie::build(name(https), value).path(PATH).http_only(true).same_site(SameSite::Lax);
        cookie.secure(https).max_age(Duration::days(DAYS)).finish()
    }

    /// The browser's nonce, if it has signed in as `email` before.
    pub fn read(&self, request: &HttpRequest, email: &str, https: bool) -> Option<Nonce> {
        let cookie = request.cookie(name(https))?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
        let (nonce, tag) = bytes.split_first_chunk::<16>()?;
        self.mac(email, nonce).verify_slice(tag).ok()?;
        Some(*nonce)
    }

    fn mac(&self, email: &str, nonce: &Nonce) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(nonce);
        mac.update(email.as_bytes());
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

    fn devices(secret: &str) -> KnownDevices {
        KnownDevices::of(&Secret::from_text(secret).expect("a secret")).expect("a key")
    }

    fn read(devices: &KnownDevices, cookie: Cookie<'static>, email: &str) -> Option<Nonce> {
        let request = TestRequest::default().cookie(cookie).to_http_request();
        devices.read(&request, email, true)
    }

    #[test]
    fn a_browser_is_known_for_the_account_that_it_signed_in_to() {
        let devices = devices("a secret of tests, long enough to be taken");
        let cookie = devices.cookie("lead@example.org", true);
        assert!(read(&devices, cookie.clone(), "lead@example.org").is_some());
        assert_eq!(read(&devices, cookie.clone(), "other@example.org"), None);
        let again = devices.cookie("lead@example.org", true);
        assert_ne!(read(&devices, cookie, "lead@example.org"), read(&devices, again, "lead@example.org"));
    }

    #[test]
    fn a_cookie_that_was_changed_or_made_elsewhere_is_unknown() {
        let here = devices("a secret of tests, long enough to be taken");
        let cookie = devices("another secret of tests, as long as that").cookie("lead@example.org", true);
        assert_eq!(read(&here, cookie, "lead@example.org"), None);
        let value = here.cookie("lead@example.org", true).value().to_owned();
        for changed in [String::new(), value[1..].to_owned(), format!("B{}", &value[1..]), "A".repeat(4_000)] {
            let changed = if changed == value { format!("C{}", &value[1..]) } else { changed };
            assert_eq!(read(&here, Cookie::new(name(true), changed), "lead@example.org"), None);
        }
    }

    #[test]
    fn the_cookie_goes_to_the_sign_in_page_alone_and_names_nobody() {
        let cookie = devices("a secret of tests, long enough to be taken").cookie("lead@example.org", true).to_string();
        assert!(cookie.starts_with("__Secure-speir-device=") && !cookie.contains("lead"), "{cookie}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/sign-in", "Max-Age=31536000"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
    }
}
