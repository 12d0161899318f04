use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD_NOCASE;

use crate::{
    intake::mac,
    store::{Id, Secret},
};

const CHECK: usize = 6;
/// The length of a reference in characters.
const LENGTH: usize = 39;
/// How many characters an address may have before the @ (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;
/// How many of them are left for the return address, after a reference and its plus sign.
pub const ROOM: usize = LONGEST_LOCAL_PART - LENGTH - 1;

/// Identifies an invitation in return addresses and opt-out addresses. It does not reveal the
/// ticket and cannot be forged without the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    pub invitation: Id,
    /// The wave of the message.
    pub wave: u8,
    /// How many times the message was returned before.
    pub attempt: u8,
}

/// A reference as it is written: 39 letters and digits, in any case.
#[derive(Clone, PartialEq, Eq)]
pub struct Written([u8; 24]);

/// The text is not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReference;

/// Makes and verifies references.
#[derive(Clone)]
pub struct Signer([u8; 32]);

impl Signer {
    /// Separates opt-out references from bounce references.
    pub fn of(secret: &Secret, purpose: Purpose) -> Self {
        Self(secret.key(&[b"reference", purpose.name()]))
    }

    pub fn write(&self, reference: Reference) -> Written {
        let mut body = Vec::with_capacity(24);
        body.extend(reference.invitation.as_bytes());
        body.extend([reference.wave, reference.attempt]);
        let check = mac(&self.0, &[&body]);
        body.extend(check.iter().take(CHECK));
        let mut bytes = [0; 24];
        bytes.iter_mut().zip(body).for_each(|(to, from)| *to = from);
        Written(bytes)
    }

    /// Parses a reference, if this service made it for this purpose.
    pub fn read(&self, written: &Written) -> Option<Reference> {
        let (id, rest) = written.0.split_first_chunk::<16>()?;
        let [wave, attempt, ..] = *rest else { return None };
        let reference = Reference { invitation: Id(uuid::Uuid::from_bytes(*id)), wave, attempt };
        (self.write(reference) == *written).then_some(reference)
    }
}

/// What a reference is for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    Bounce,
    OptOut,
    /// A bounce of mail to a console user. It identifies the subject of the mail instead of an
    /// invitation.
    NoticeBounce,
}

impl Purpose {
    const fn name(self) -> &'static [u8] {
        match self {
            Self::Bounce => b"bounce",
            Self::OptOut => b"opt out",
            Self::NoticeBounce => b"bounce of a notice",
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD_NOCASE.encode(&self.0).to_ascii_lowercase())
    }
}

impl FromStr for Written {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, NotAReference> {
        if text.len() != LENGTH {
            return Err(NotAReference);
        }
        let bytes = BASE32_NOPAD_NOCASE.decode(text.as_bytes()).map_err(|_| NotAReference)?;
        Ok(Self(bytes.try_into().map_err(|_| NotAReference)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_in_any_case_for_its_own_purpose_alone() {
        let secret = Secret::from_text(&"a".repeat(32)).expect("long enough");
        let (bounce, opt_out) =
            (Signer::of(&secret, Purpose::Bounce), Signer::of(&secret, Purpose::OptOut));
        let reference = Reference { invitation: Id::random(), wave: 2, attempt: 3 };
        let text = bounce.write(reference).to_string();
        assert_eq!(text.len(), LENGTH);
        let read: Written = text.to_uppercase().parse().expect("a reference");
        assert_eq!(bounce.read(&read), Some(reference));
        assert_eq!(opt_out.read(&read), None);
        let mut forged = read;
        forged.0[0] ^= 1;
        assert_eq!(bounce.read(&forged), None);
        assert!("thanks".parse::<Written>().is_err());
    }
}
