mod reading;
mod writing;

pub use reading::{changes, evaluation, evaluations, is_any, is_any_written, team, wording_at};
pub use writing::{Refused, agree, delete_all, save, withdraw};
