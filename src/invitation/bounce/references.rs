//! Finds this service's reference in a returned message.

use super::mime::Mail;
use crate::invitation::reference::{Reference, Signer, Written};

/// How many characters a reference has.
const LENGTH: usize = 39;

/// The fields with the address that a message was delivered to.
const ENVELOPE: &[&str] = &[
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-rcpt-to",
    "to",
    "apparently-to",
    "x-delivered-to",
];

/// The signed reference: if there are several, the one that the message was delivered to, or else
/// the first. Mail systems put the return path in different places, and because references are
/// signed, it is safe to search anywhere.
pub fn find(mail: &Mail, bytes: &[u8], signer: &Signer) -> Option<Reference> {
    let mut envelope = ENVELOPE.iter().flat_map(|name| mail.field(name));
    envelope
        .find_map(|value| within(value.as_bytes(), signer))
        .or_else(|| within(bytes, signer))
        .or_else(|| mail.leaves.iter().find_map(|leaf| within(leaf.text.as_bytes(), signer)))
}

/// The first reference in some bytes: letters and digits with anything else around them.
fn within(bytes: &[u8], signer: &Signer) -> Option<Reference> {
    plain(bytes)
        .split(|byte| !byte.is_ascii_alphanumeric())
        .filter(|run| run.len() == LENGTH)
        .find_map(|run| {
            let written: Written = std::str::from_utf8(run).ok()?.parse().ok()?;
            signer.read(&written)
        })
}

/// The bytes without quoted-printable line breaks, and with encoded plus signs decoded.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'=' if after.starts_with(b"\r\n") => after.get(2..).unwrap_or_default(),
            b'=' if after.starts_with(b"\n") || after.starts_with(b"\r") => {
                after.get(1..).unwrap_or_default()
            }
            b'=' | b'%' if after.get(..2).is_some_and(|hex| hex.eq_ignore_ascii_case(b"2b")) => {
                plain.push(b'+');
                after.get(2..).unwrap_or_default()
            }
            byte => {
                plain.push(*byte);
                after
            }
        };
    }
    plain
}
