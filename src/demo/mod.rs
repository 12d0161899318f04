//! Everything at once, on made-up data: what a newcomer sees first.

mod aims;
mod answers;
mod areas;
mod course;
mod crowd;
mod error;
mod evaluations;
mod fieldwork;
mod fill;
mod history;
mod invitations;
mod people;
mod plan;
mod programmes;
mod queries;
mod quota;
mod records;
mod reviews;
mod running;
mod surveys;
mod trickle;

pub use error::FillError;
pub use fieldwork::plans;
pub use fill::{Batch, create, fill, release_closed};
pub use invitations::one_unspent;
pub use people::{PEOPLE, Person, add_people};
pub use plan::LEAD;
pub use queries::no_digests_today;
pub use surveys::publish_all;
pub use trickle::trickle;
