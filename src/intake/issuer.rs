//! Issued tickets, for emails and slips.
//!
//! A ticket is derived from its invitation or slip under the service's secret. So a reminder
//! carries the same ticket as the invitation, and a stolen database cannot produce one. Its last
//! four bytes are a checksum within its collection: for a ticket without a row, they distinguish a
//! used one from a mistyped or foreign one.

use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD_NOCASE;
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

use crate::store::{HashValue, Id, Secret};

/// The number of bytes that are unpredictable without the secret: 2^88 possibilities.
const BODY: usize = 11;
const CHECK: usize = 4;
/// The length of a ticket in characters.
const LENGTH: usize = 24;

/// Makes and verifies issued tickets.
#[derive(Clone)]
pub struct TicketIssuer {
    body: [u8; 32],
    check: [u8; 32],
}

impl TicketIssuer {
    pub fn of(secret: &Secret) -> Self {
        Self { body: secret.key(&[b"issued ticket"]), check: secret.key(&[b"issued ticket check"]) }
    }

    /// The ticket for `kind` and `bytes` in a collection. It is deterministic.
    pub fn ticket(&self, collection: Id, kind: &[u8], bytes: &[u8]) -> IssuedTicket {
        let mut ticket = [0; BODY + CHECK];
        let body = mac(&self.body, &[collection.as_bytes(), kind, &[0], bytes]);
        ticket.iter_mut().zip(body.iter().take(BODY)).for_each(|(to, from)| *to = *from);
        let check = self.check_of(collection, &ticket);
        ticket.iter_mut().skip(BODY).zip(check).for_each(|(to, from)| *to = from);
        IssuedTicket(ticket)
    }

    /// Whether this service made the ticket for this collection.
    pub fn made(&self, collection: Id, ticket: &IssuedTicket) -> bool {
        let expected = self.check_of(collection, &ticket.0);
        // Compare in constant time.
        ticket.0.iter().skip(BODY).zip(expected).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }

    fn check_of(&self, collection: Id, ticket: &[u8; BODY + CHECK]) -> [u8; CHECK] {
        let (body, _) = ticket.split_at(BODY);
        let mut check = [0; CHECK];
        check
            .iter_mut()
            .zip(mac(&self.check, &[collection.as_bytes(), body]))
            .for_each(|(to, from)| *to = from);
        check
    }
}

/// HMAC-SHA256 over the parts, one after the other.
pub fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// A ticket of an invitation or a slip. It has no `Debug` and is never logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IssuedTicket([u8; BODY + CHECK]);

impl IssuedTicket {
    /// The stored digest.
    pub fn digest(&self) -> HashValue {
        HashValue(Sha256::digest(self.0).into())
    }
}

/// The form in addresses: 24 letters and digits, in any case.
impl fmt::Display for IssuedTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD_NOCASE.encode(&self.0).to_ascii_lowercase())
    }
}

impl FromStr for IssuedTicket {
    type Err = NotATicket;

    fn from_str(text: &str) -> Result<Self, NotATicket> {
        if text.len() != LENGTH {
            return Err(NotATicket);
        }
        let bytes = BASE32_NOPAD_NOCASE.decode(text.as_bytes()).map_err(|_| NotATicket)?;
        Ok(Self(bytes.try_into().map_err(|_| NotATicket)?))
    }
}

/// The text is not a ticket. It is not repeated here, so that it cannot reach a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATicket;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn issuer(text: &str) -> TicketIssuer {
        TicketIssuer::of(&Secret::from_text(&text.repeat(32)).expect("long enough"))
    }

    proptest! {
        #[test]
        fn a_ticket_is_valid_only_for_its_issuer_and_collection(
            bytes: [u8; 16],
            at in 0..15_usize,
            bit in 0..8_u32,
        ) {
            let here = Id::random();
            let ticket = issuer("a").ticket(here, b"invitation", &bytes);
            let read: IssuedTicket = ticket.to_string().to_uppercase().parse().map_err(|_| TestCaseError::fail("unread"))?;
            prop_assert!(read == ticket && issuer("a").made(here, &read));
            prop_assert!(!issuer("b").made(here, &ticket) && !issuer("a").made(Id::random(), &ticket));
            prop_assert!(issuer("a").ticket(here, b"code", &bytes) != ticket);
            let mut changed = ticket;
            changed.0[at] ^= 1 << bit;
            prop_assert!(!issuer("a").made(here, &changed));
        }
    }
}
