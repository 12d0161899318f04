//! Response rates.

mod files;
