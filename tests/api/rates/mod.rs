//! Response rates.

mod falling;
mod few;
mod files;
mod since;
