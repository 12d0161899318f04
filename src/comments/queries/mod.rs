mod marks;
mod reading;

pub use marks::{Changed, redact, set_concern, set_seen};
pub use reading::{
    Progress, by_id, concerns, first_unread, neighbours, progress, questions, readable_of,
    search_in,
};
