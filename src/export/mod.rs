//! Exports of released results: tables as CSV, XLSX or JSON.
//!
//! Files can be checked for completeness. A CSV or JSON file ends with a line that gives the number
//! of rows and the SHA-256 of everything before that line, which `head -n -1 FILE | sha256sum` also
//! computes. An XLSX file ends with a sheet that gives the same for each table. A truncated file
//! lacks it or does not match: see [`verify`]. Figures come only from [`crate::results`], so that
//! pages and files cannot differ. Rows of single responses are limited to some roles and are
//! coarsened by [`coarsening`].
//!
//! Rows are generated while they are written, so memory does not depend on the length of a table.

pub mod coarsening;
mod codebook;
mod contents;
mod defuse;
mod digest;
mod error;
mod figures;
mod format;
pub mod groups;
mod model;
mod notes;
mod overview;
mod period;
mod programme;
mod questions;
pub mod rates;
mod record;
mod report;
pub mod responses;
mod scope;
pub mod verify;
pub mod word;
mod write;
pub mod written;

pub use codebook::codebook;
pub use contents::{What, contents, of_programme};
pub use defuse::{defuse, restore};
pub use error::ExportError;
pub use format::Format;
pub use model::{Cell, Column, Export, Note, Rows, Table, Take};
pub use notes::made_on;
pub use programme::{Members, ProgrammeSelection};
pub use record::{record, record_report};
pub use report::{report, report_of_programme};
pub use scope::Selection;
pub use write::write;
