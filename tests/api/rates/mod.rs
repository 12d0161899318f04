//! Response rates.

mod few;
mod files;
