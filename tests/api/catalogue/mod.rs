//! Published survey versions.

mod publishing;
