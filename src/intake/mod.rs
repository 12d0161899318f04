//! Turns a ticket and answers into a stored response: sealed, counted, and committed before the
//! respondent is thanked.
//!
//! Requests pass sealed submissions to one writer thread through a bounded queue. The writer
//! commits all queued submissions in one transaction, so throughput is not limited by the disk's
//! sync rate.

mod issuer;
mod metrics;
mod queries;
pub mod release;
mod seal;
mod spent;
mod submission;
mod ticket;
mod writer;

pub use issuer::IssuedTicket;
pub use issuer::{TicketIssuer, mac};
pub use metrics::Metrics;
pub use queries::{HeldComment, HeldResponse, Standing, held_comments, held_responses, standing};
pub use seal::{SealError, Sealer};
pub use spent::Print;
pub use submission::{Arrival, Intake, Receipt, Refused};
pub use ticket::Ticket;
pub use writer::Writer;
