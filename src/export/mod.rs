//! Released results as files that leave the house: tables as CSV, XLSX or JSON.
//!
//! What is written says itself whether it is whole. A CSV or JSON file ends in a line with the
//! number of rows and the SHA-256 of everything before that line, which `head -n -1 FILE |
//! sha256sum` reckons again; an XLSX file ends in a sheet with the same for each table. A file that
//! was cut off anywhere lacks it, or does not agree with it: see [`verify`].
//!
//! Figures are those of [`crate::results`] and no others, so that a page and a file cannot differ.
//! Rows of single responses are for the few who may take them, and say as much as [`coarsening`]
//! lets them.
//!
//! The rows are made while they are written, so that the length of a table costs no memory.

mod coarsening;
mod codebook;
mod contents;
mod defuse;
mod digest;
mod error;
mod figures;
mod format;
mod model;
mod questions;
pub mod rates;
mod record;
mod responses;
mod scope;
pub mod verify;
mod write;

pub use codebook::codebook;
pub use contents::{What, contents, made_on};
pub use defuse::{defuse, restore};
pub use error::ExportError;
pub use format::Format;
pub use model::{Cell, Column, Export, Note, Rows, Table, Take};
pub use record::record;
pub use scope::Selection;
pub use write::write;
