use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::RngCore;
use sha2::{Digest as _, Sha256};

use super::issuer::IssuedTicket;
use crate::store::HashValue;

/// What a respondent spends to send one response. It stands in the address of the form alone; what
/// is stored is its digest. It has no `Debug` and is never logged.
#[derive(Clone, PartialEq, Eq)]
pub enum Ticket {
    /// Of an open link: 128 random bits, of which nothing is known until they are spent.
    Open([u8; 16]),
    /// Of an invitation or a slip: known before it is spent.
    Issued(IssuedTicket),
}

impl Ticket {
    /// A new ticket of an open link.
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        rand::rng().fill_bytes(&mut bytes);
        Self::Open(bytes)
    }

    /// What the database knows of it.
    pub fn digest(&self) -> HashValue {
        match self {
            Self::Open(bytes) => HashValue(Sha256::digest(bytes).into()),
            Self::Issued(ticket) => ticket.digest(),
        }
    }
}

/// As it stands in an address: 22 characters of an open link's, 24 of an issued one.
impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(bytes) => f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(bytes)),
            Self::Issued(ticket) => ticket.fmt(f),
        }
    }
}

impl FromStr for Ticket {
    type Err = NotATicket;

    fn from_str(text: &str) -> Result<Self, NotATicket> {
        if let Ok(ticket) = text.parse() {
            return Ok(Self::Issued(ticket));
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| NotATicket)?;
        Ok(Self::Open(bytes.try_into().map_err(|_| NotATicket)?))
    }
}

/// The text is not a ticket. It is not repeated here, so that it cannot reach a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATicket;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_read_as_it_was_written_and_in_no_second_way() {
        let ticket = Ticket::random();
        assert!(ticket.to_string().parse::<Ticket>().is_ok_and(|read| read == ticket));
        assert!("AAAAAAAAAAAAAAAAAAAAAA".parse::<Ticket>().is_ok());
        assert!("AAAAAAAAAAAAAAAAAAAAAB".parse::<Ticket>().is_err(), "the last bits must be zero");
        assert!("thanks".parse::<Ticket>().is_err());
    }
}
