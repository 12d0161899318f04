//! Everything at once, on made-up data: what a newcomer sees first.

mod answers;
mod fieldwork;
mod fill;
mod history;
mod invitations;
mod queries;
mod surveys;

pub use fieldwork::{LEAD, plans};
pub use fill::{Batch, FillError, create, fill, release_closed};
pub use invitations::one_unspent;
pub use surveys::publish_all;
