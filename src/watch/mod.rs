//! How fieldwork goes, and who may see it: for the console, the digest, the API, and the files of response rates.

pub(crate) mod days;
mod file;
pub(crate) mod pace;
mod parts;
mod progress;
mod queries;
mod seen;

pub use days::Day;
pub use file::rates_file;
pub use pace::Course;
pub use parts::{Part, Parts};
pub use progress::{Ending, Progress};
pub use queries::{Numbers, numbers_of, outlooks_of, progress_of};
pub use seen::{Seen, everything};
