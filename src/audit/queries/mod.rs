mod head;
mod reading;
mod record;

pub use head::{Head, head};
pub use reading::{Entry, Filter, Reader, actors, page};
pub use record::{Subject, record, with};
