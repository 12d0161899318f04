//! Who is signed in, what their role allows, and which rows they get. A handler has no other way to
//! an inspection, a collection, an account, a batch, a comment or a token.
//!
//! [`identify`] finds the session once for each request. The extractors of [`roles`] ask for a
//! role. [`Seen`] loads the row that an address names, within the [`Scope`](crate::users::Scope) of
//! whoever asks; outside of it nothing is there. Ids from an address are read here alone, and ids
//! from a form by [`named`].

mod identify;
mod names;
mod roles;
mod seen;

pub use identify::identify;
pub use names::{InAddress, Names, Word, entry};
pub use roles::{
    MayChange, MayInvite, MayManageUsers, MayReach, MayReadComments, MayReadResults, SignedIn,
    not_signed_in,
};
pub use seen::{FromRow, Named, Seen, Whole, again, named};
