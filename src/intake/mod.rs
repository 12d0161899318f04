//! From a ticket and answers to a held response: sealed, counted, committed before anybody is
//! thanked.
//!
//! Requests hand sealed submissions to one writer thread through a bounded queue. The writer
//! commits all that waits as one transaction, so the rate of submissions is not bound by the rate
//! at which the disk can sync.

mod issuer;
mod metrics;
mod queries;
pub mod release;
mod seal;
mod spent;
mod submission;
mod ticket;
mod writer;

pub use issuer::{IssuedTicket, TicketIssuer, mac};
pub use metrics::Metrics;
pub use queries::{HeldComment, HeldResponse, Standing, held_comments, held_responses, standing};
pub use seal::{SealError, Sealer};
pub use spent::Print;
pub use submission::{Arrival, Intake, Receipt, Refused};
pub use ticket::Ticket;
pub use writer::Writer;
