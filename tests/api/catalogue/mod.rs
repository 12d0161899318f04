//! Published survey versions.

mod by_files;
mod publishing;
