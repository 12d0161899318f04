use crate::{
    intake::{IssuedTicket, TicketIssuer, mac},
    store::{Cipher, HashValue, Id, Secret, cipher},
};

/// The lengths that addresses are padded to, in bytes. The longest address that mail knows has 254.
const STEPS: [usize; 3] = [64, 128, 260];

/// The mailboxes of one collection: what the database keeps of an address, and how it is read
/// again.
pub struct AddressBook {
    cipher: Cipher,
    fingerprints: [u8; 32],
    issuer: TicketIssuer,
    collection: Id,
}

impl AddressBook {
    pub fn of(secret: &Secret, collection: Id) -> Self {
        Self {
            cipher: Cipher::new(secret.key(&[b"mailboxes", collection.as_bytes()])),
            fingerprints: secret.key(&[b"fingerprints of mailboxes", collection.as_bytes()]),
            issuer: TicketIssuer::of(secret),
            collection,
        }
    }

    /// What finds an address again, letter case aside, without telling it.
    pub fn fingerprint(&self, address: &str) -> HashValue {
        HashValue(mac(&self.fingerprints, &[address.trim().to_lowercase().as_bytes()]))
    }

    /// The address as it is kept with the invitation `id`. `None` for more than mail allows.
    pub fn seal(&self, id: Id, address: &str) -> Option<Vec<u8>> {
        self.cipher.seal(id.as_bytes(), &cipher::pad(address, &STEPS)?)
    }

    /// The address that is kept with the invitation `id`. `None` where it was changed, moved, or
    /// sealed with another secret.
    pub fn open(&self, id: Id, sealed: &[u8]) -> Option<String> {
        cipher::unpad(&self.cipher.open(id.as_bytes(), sealed)?)
    }

    /// The ticket of the invitation `id`: the same in every message.
    pub fn ticket(&self, id: Id) -> IssuedTicket {
        self.issuer.ticket(self.collection, b"invitation", id.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_any_case_and_read_with_its_own_invitation_alone() {
        let secret = Secret::from_text(&"a".repeat(32)).expect("long enough");
        let (collection, id) = (Id::random(), Id::random());
        let book = AddressBook::of(&secret, collection);
        let sealed = book.seal(id, "Ann.Reid@example.org").expect("sealed");
        assert_eq!(book.open(id, &sealed).as_deref(), Some("Ann.Reid@example.org"));
        assert_eq!(book.open(Id::random(), &sealed), None);
        assert_eq!(AddressBook::of(&secret, Id::random()).open(id, &sealed), None);
        assert_eq!(
            book.fingerprint("Ann.Reid@example.org"),
            book.fingerprint(" ann.reid@EXAMPLE.org")
        );
        let elsewhere = AddressBook::of(&secret, Id::random());
        assert_ne!(book.fingerprint("a@example.org"), elsewhere.fingerprint("a@example.org"));
        assert_eq!(
            book.seal(id, "a@b.c").map(|s| s.len()),
            book.seal(id, "somebody.else@example.org").map(|s| s.len())
        );
    }
}
