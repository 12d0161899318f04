//! Workbooks: `.xlsx`, `.xls` and `.ods`. Their sizes are checked before they are read, because a
//! small file can contain billions of cells.

mod archive;
mod compound;
mod hidden;
mod ods;
mod rows;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use archive::kind as archive_kind;
pub use compound::kind as compound_kind;

use super::{Refusal, file_kind::FileKind, refusal::SAVE, table::Table};

/// The maximum unpacked size of a workbook's parts, in bytes.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// The most sheets that are read.
const SHEETS: usize = 100;

/// The sheets of a workbook with their rows.
///
/// # Errors
///
/// Workbooks that are damaged, protected by a password, or beyond the limits.
pub fn sheets(bytes: &[u8], kind: FileKind) -> Result<Vec<Table>, Refusal> {
    let read = || match kind {
        FileKind::Xlsx => archive::check(bytes).and_then(|()| xlsx::read(bytes)),
        FileKind::Ods => archive::check(bytes).and_then(|()| ods::read(bytes)),
        FileKind::Xls => compound::read(bytes),
        FileKind::Text => Ok(Vec::new()),
    };
    // The reader may panic on a wrong index in a damaged file.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Refusal {
    Refusal::file(format!("The workbook is damaged and cannot be read. {SAVE}"))
}

fn locked() -> Refusal {
    Refusal::file(
        "The workbook is locked with a password. Open it, remove the password, save it, and \
            choose it again.",
    )
}

fn too_large() -> Refusal {
    Refusal::file(
        "The workbook is too large when unpacked. Copy only the list into a new workbook, and \
            choose that.",
    )
}
