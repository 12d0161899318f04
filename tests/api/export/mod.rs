//! Files of results.

mod files;
