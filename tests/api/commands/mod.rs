//! The command line.

mod line;
