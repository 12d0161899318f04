//! Audiences of one group, such as children and young people, reported together in one area.
//!
//! A question that several of them were asked with the same options is shown by these rules, which
//! look only at how many answered on the scale:
//!
//! 1. If every audience has enough for a number, each is shown, and their sum, too.
//! 2. If none has, the sum is shown in place of each, as any figure of so many people. Words beside the
//!    sum would tell more of each audience than a word may.
//! 3. If only some have, each is shown for itself, and there is no sum, from which the others could be
//!    subtracted.
//! 4. As long as an audience is still asked, what has too few for a number waits, because what is shown
//!    of it must not change later.
//!
//! Collections belong together whose fieldwork overlaps, in the same area of the same inspection. Where
//! one audience is asked by several surveys, somebody may have answered twice, so there is no sum.

mod alike;
mod companions;
mod rule;
#[cfg(test)]
mod tests;

pub use alike::Alike;
pub use companions::{Companions, companions, joins_published};
pub use rule::together;
