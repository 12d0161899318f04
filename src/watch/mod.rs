//! How fieldwork goes, and who may see it: for the console, the digest, the API, and the files of response rates.

pub(crate) mod pace;
mod progress;
mod queries;
mod seen;

pub use pace::Course;
pub use progress::{Ending, Progress};
pub use queries::{Numbers, numbers_of, outlooks_of};
pub use seen::{Seen, everything, inspection};
