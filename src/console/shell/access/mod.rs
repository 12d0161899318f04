//! Authentication, roles and scope. Handlers can load an inspection, a collection, an account, a
//! batch, a comment or a token only through this module.
//!
//! [`identify`] finds the session once per request. The extractors of [`roles`] require a role.
//! [`Seen`] loads the row that an address names, within the user's [`Scope`](crate::users::Scope);
//! rows outside it do not exist. Ids from an address are parsed only here, and ids from a form by
//! [`named`].

mod identify;
mod names;
mod results;
mod roles;
mod seen;

pub use identify::identify;
pub use names::{InAddress, Names, Word, entry};
pub use results::SeenResults;
pub use roles::{
    MayChange, MayInvite, MayManageUsers, MayReach, MayReadComments, MayReadResults, SignedIn,
};
pub use seen::{FromRow, Named, Seen, Whole, again, named};
