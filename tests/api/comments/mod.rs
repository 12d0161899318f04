//! What people have written.

mod reading;
mod redaction;
mod suggestions;
