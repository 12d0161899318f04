//! Files of results.

mod files;
mod report;
