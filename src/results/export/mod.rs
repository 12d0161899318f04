//! Released results as files that leave the house: tables as CSV, XLSX or JSON.
//!
//! What is written says itself whether it is whole. A CSV or JSON file ends in a line with the number of rows and the
//! SHA-256 of everything before that line, which `head -n -1 FILE | sha256sum` reckons again; an XLSX file ends in a sheet
//! with the same for each table. A file that was cut off anywhere lacks it, or does not agree with it: see [`verify`].
//!
//! The rows are made while they are written, so that the length of a table costs no memory.

mod codebook;
mod defuse;
mod digest;
mod error;
mod format;
mod model;
pub mod verify;
mod write;

pub use codebook::codebook;
pub use defuse::{defuse, restore};
pub use error::ExportError;
pub use format::Format;
pub use model::{Cell, Column, Export, Note, Rows, Table, Take};
pub use write::write;
