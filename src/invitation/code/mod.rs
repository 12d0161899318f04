//! Access codes on paper slips: made in batches, printed once, looked up when typed, and cancelled.
//!
//! A code is never stored. Its ticket is derived from it under the service's secret, and the
//! database stores the digest of that ticket until it is used. Without the secret, codes cannot be
//! tested against the database.
//!
//! # How far guessing gets
//!
//! There are 19^8 = 16,983,563,041 codes, 2^34. A guess opens a form if it hits one of the codes
//! that are out and unused: with 10,000 out, one guess in 1.7 million. A network is an IPv4 address
//! or an IPv6 /48. Wrong codes are limited in each process:
//!
//! - one network types 20 at once, and then one a minute;
//! - five of these, and then one every two minutes, are the network's own: they are never refused
//!   for what others did, so an attacker who uses up what all share keeps a school waiting for two
//!   minutes at most;
//! - beyond their own, all networks together type 1,000 at once, and then one every 30 seconds.
//!
//! So N networks can try at most 5 N + 1,000 codes at once, and 720 N + 2,880 a day after that. With
//! 10,000 codes out, the time to an expected hit is:
//!
//! | networks | guesses a day | one hit in |
//! | --- | --- | --- |
//! | 1 | 1,440 (its own limit) | 3.2 years |
//! | 50 | 38,880 | 44 days |
//! | 1,000 | 722,880 | 2.3 days |
//! | 10,000 | 7,202,880 | 5.7 hours |
//! | 100,000 | 72 million | 34 minutes |
//!
//! With 100,000 codes out each takes a tenth of the time; two processes halve it. A limit for
//! everybody that also bound the first five would make these times longer, and it would let the
//! attacker stop every school from typing codes. A hit gives one response, reads nothing, and costs
//! somebody a slip. A mistyped code hits another's with the same chance.
//!
//! Beyond 100,000 networks [`crate::web::Limiter`] forgets the networks that typed the fewest, and
//! what bounds guessing is how fast codes are looked up. Hand out links with tickets, by email or
//! QR code, where that is a threat.
//!
//! The QR code of a slip holds its ticket, of which 88 bits are unknown to everybody: it is not
//! guessed, and not limited.
//!
//! # How a typed code is found
//!
//! A ticket is made for one collection, and a code does not say which. So the code's ticket is made
//! for each collection that has slips and was not closed long ago, and all are looked up at once.
//! That is two HMACs and a digest for each collection: see [`queries::find`]. Two collections can
//! have the same code by chance, with 100,000 codes out for six codes in a million; then the one
//! whose form opens is taken.

mod access_code;
mod batch;
pub mod queries;

pub use access_code::{AccessCode, EXAMPLE, LENGTH, NotACode};
pub use batch::{Batch, FEWEST, LONGEST_PLACE, MOST, NewBatch, Slip};
