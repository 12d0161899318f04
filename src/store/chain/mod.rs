//! The audit log as a chain: the SHA-256 of an entry covers the SHA-256 of the entry before it.

mod append;
mod earlier;
mod form;
mod guards;

pub use append::{New, append};
pub(super) use earlier::chain_earlier;
pub use form::is_plain;
pub use guards::missing_guards;

use sha2::{Digest as _, Sha256};

use super::{HashValue, Id, Moment};

/// The version of the encoding. Another encoding needs another name here.
const VERSION: &[u8] = b"speir audit entry 1";

/// What the first entry holds in place of the SHA-256 of the entry before it.
pub const START: HashValue = HashValue([0; 32]);

/// All that an entry's SHA-256 covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its place in the chain, from 1.
    pub number: i64,
    pub id: Id,
    pub at: Moment,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub inspection: Option<Id>,
    /// The SHA-256 of the entry before it.
    pub previous: HashValue,
}

impl Link {
    /// The SHA-256 over every column. A length goes before each, so that no two entries have the
    /// same encoding.
    pub fn digest(&self) -> HashValue {
        let mut hasher = Sha256::new();
        let inspection: &[u8] = self.inspection.as_ref().map_or(&[], |id| id.as_bytes());
        let (seconds, nanoseconds) =
            (self.at.utc().timestamp(), self.at.utc().timestamp_subsec_nanos());
        for field in [
            VERSION,
            &self.number.to_be_bytes(),
            self.id.as_bytes(),
            &seconds.to_be_bytes(),
            &nanoseconds.to_be_bytes(),
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.subject.as_bytes(),
            inspection,
            &self.previous.0,
        ] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        HashValue(hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn link() -> impl Strategy<Value = Link> {
        let text = || "\\PC{0,12}";
        let id = || any::<[u8; 16]>().prop_map(|bytes| Id(uuid::Uuid::from_bytes(bytes)));
        let at = (0..4_000_000_000_i64, 0..1_000_000_u32).prop_map(|(seconds, micros)| -> Moment {
            DateTime::from_timestamp(seconds, micros * 1_000).expect("a time").into()
        });
        let rest = (proptest::option::of(id()), any::<[u8; 32]>());
        (1..i64::MAX, id(), at, text(), text(), text(), rest).prop_map(
            |(number, id, at, actor, action, subject, (inspection, previous))| Link {
                number,
                id,
                at,
                actor,
                action,
                subject,
                inspection,
                previous: HashValue(previous),
            },
        )
    }

    /// The same entry with one byte of one column changed, or the number or the time by one bit.
    fn changed(link: &Link, column: usize, place: usize, bit: u8) -> Option<Link> {
        let mut other = link.clone();
        let flip = |byte: &mut u8| *byte ^= 1 << (bit % 8);
        let text = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            let length = bytes.len();
            flip(bytes.get_mut(place.checked_rem(length)?)?);
            String::from_utf8(bytes).ok()
        };
        let id = |id: Id| {
            let mut bytes = *id.as_bytes();
            flip(&mut bytes[place % 16]);
            Id(uuid::Uuid::from_bytes(bytes))
        };
        match column % 8 {
            0 => other.number ^= 1 << (bit % 60),
            1 => other.id = id(link.id),
            2 => {
                let later = other.at.utc() + chrono::TimeDelta::microseconds(1 << (bit % 40));
                other.at = later.into();
            }
            3 => other.actor = text(&link.actor)?,
            4 => other.action = text(&link.action)?,
            5 => other.subject = text(&link.subject)?,
            6 => other.inspection = Some(id(link.inspection?)),
            _ => flip(&mut other.previous.0[place % 32]),
        }
        Some(other)
    }

    proptest! {
        #[test]
        fn every_changed_byte_changes_the_digest(one in link(), column: usize, place: usize, bit: u8) {
            if let Some(other) = changed(&one, column, place, bit) {
                prop_assert_ne!(one.digest(), other.digest());
            }
        }

        #[test]
        fn text_moved_between_columns_changes_the_digest(one in link(), at in 0..12_usize) {
            let mut other = one.clone();
            let both = format!("{}{}", one.actor, one.action);
            let split = both.char_indices().map(|(place, _)| place).nth(at).unwrap_or(both.len());
            (other.actor, other.action) = (both[..split].to_owned(), both[split..].to_owned());
            prop_assert_eq!(one == other, one.digest() == other.digest());
        }

        #[test]
        fn digests_are_read_as_they_are_written(bytes: [u8; 32]) {
            prop_assert_eq!(HashValue(bytes).to_string().parse(), Ok(HashValue(bytes)));
        }
    }

    #[test]
    fn an_absent_inspection_differs_from_every_other() {
        let one = Link {
            number: 1,
            id: Id(uuid::Uuid::nil()),
            at: Moment::default(),
            actor: String::new(),
            action: String::new(),
            subject: String::new(),
            inspection: None,
            previous: START,
        };
        let other = Link { inspection: Some(Id(uuid::Uuid::nil())), ..one.clone() };
        assert_ne!(one.digest(), other.digest());
        assert_eq!(
            one.digest().to_string(),
            "d8dd55e1538c84a7a7b42b12a065173823237c8522b7c2e9b98163ca525a1f61",
            "the encoding is fixed: entries that were written under it must stay valid"
        );
    }
}
