use std::fmt;

use data_encoding::BASE32_NOPAD_NOCASE;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Id, Secret};

/// The length of the HMAC, in bytes.
const CHECK: usize = 16;
/// The length of a pass in characters.
const LENGTH: usize = 52;

/// Makes and verifies the links of one purpose. A link is an id and its HMAC under the service's
/// secret, so the database alone cannot make one.
#[derive(Clone)]
pub struct Passes([u8; 32]);

/// The code in a link, in letters and digits of any case. It has no `Debug` and is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Pass(String);

impl Passes {
    /// The links for joining and for new passwords.
    pub fn of(secret: &Secret) -> Self {
        Self(secret.key(&[b"notice", b"join"]))
    }

    /// The links that stop a user's digest. They have no other use.
    pub fn for_stopping(secret: &Secret) -> Self {
        Self(secret.key(&[b"notice", b"stop digest"]))
    }

    /// The links by which officers answer for their area.
    pub fn for_officers(secret: &Secret) -> Self {
        Self(secret.key(&[b"officers", b"answer"]))
    }

    /// The pass of an id. It is always the same.
    pub fn write(&self, joining: Id) -> Pass {
        let mut bytes = joining.as_bytes().to_vec();
        if let Some(mac) = self.mac(joining) {
            bytes.extend(mac.finalize().into_bytes().into_iter().take(CHECK));
        }
        Pass(BASE32_NOPAD_NOCASE.encode(&bytes).to_ascii_lowercase())
    }

    /// The id in a pass, if this service made the pass. The caller checks whether the link still
    /// exists, is unused and has not expired. The comparison takes constant time.
    pub fn read(&self, text: &str) -> Option<Id> {
        if text.len() != LENGTH {
            return None;
        }
        let bytes = BASE32_NOPAD_NOCASE.decode(text.as_bytes()).ok()?;
        let (id, check) = bytes.split_first_chunk::<16>()?;
        let joining = Id(uuid::Uuid::from_bytes(*id));
        self.mac(joining)?.verify_truncated_left(check).ok()?;
        (check.len() == CHECK).then_some(joining)
    }

    /// HMAC accepts keys of any length.
    fn mac(&self, joining: Id) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(joining.as_bytes());
        Some(mac)
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passes(fill: &str) -> Passes {
        Passes::of(&Secret::from_text(&fill.repeat(32)).expect("long enough"))
    }

    #[test]
    fn a_pass_is_read_in_any_case_by_the_service_that_made_it_alone() {
        let joining = Id::random();
        let pass = passes("a").write(joining).to_string();
        assert_eq!(pass.len(), LENGTH);
        assert_eq!(passes("a").write(joining).to_string(), pass, "made again, it is the same");
        assert_eq!(passes("a").read(&pass.to_uppercase()), Some(joining));
        assert_eq!(passes("b").read(&pass), None);
        let secret = Secret::from_text(&"a".repeat(32)).expect("long enough");
        for others in [Passes::for_stopping(&secret), Passes::for_officers(&secret)] {
            assert_eq!(others.read(&pass), None, "for another purpose");
        }
        for other in [
            "",
            "thanks",
            &pass[1..],
            &format!("{pass}a"),
            &"a".repeat(LENGTH),
            &"é".repeat(LENGTH / 2),
        ] {
            assert_eq!(passes("a").read(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_pass_with_any_character_changed_is_refused(place in 0..LENGTH - 1, other in "[a-z2-7]") {
            let passes = passes("a");
            let pass = passes.write(Id::random()).to_string();
            let mut forged = pass.clone();
            forged.replace_range(place..=place, &other);
            prop_assert_eq!(passes.read(&forged).is_some(), forged == pass);
        }
    }
}
