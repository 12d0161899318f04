//! Access codes on slips of paper: made in batches, printed once, found again when somebody types one, taken back.
//!
//! A code is never stored. Its ticket is made from it under the service's secret, and the digest of that ticket is the row
//! that is there until it is spent. Whoever has the database and not the secret cannot try codes against it.
//!
//! # What guessing comes to
//!
//! There are 19^8 = 16,983,563,041 codes, 2^34. A guess opens a form if it hits one of the codes that are out and unused: with
//! 10,000 out, one guess in 1.7 million. Wrong codes are limited: 20 at once from one network and then one a minute, and
//! from all networks together 1,000 at once and then one every 30 seconds, 2,880 a day, in each process. Whoever has any
//! number of networks thus needs about 590 days for one hit with 10,000 codes out, 59 days with 100,000. A hit gives one
//! response, reads nothing, and costs somebody a slip. A mistyped code meets another's with the same chance.
//!
//! The QR code of a slip holds its ticket, of which 88 bits are unknown to everybody: it is not guessed, and not limited.
//!
//! # How a typed code is found
//!
//! A ticket is made for one collection, and a code does not say which. So the code's ticket is made for each collection that
//! has slips and was not closed long ago, and all are looked up at once. That is two HMACs and a digest for each collection:
//! see [`queries::find`]. Two collections can have the same code by chance, with 100,000 codes out for six codes in a
//! million; then the one whose form opens is taken.

mod access_code;
mod batch;
pub mod queries;

pub use access_code::{AccessCode, EXAMPLE, LENGTH, NotACode};
pub use batch::{Batch, FEWEST, LONGEST_PLACE, MOST, NewBatch, Slip};
