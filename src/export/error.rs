use std::io;

use rust_xlsxwriter::XlsxError;

use crate::{catalogue::PublishError, store::StoreError};

/// Why an export failed. The partial file lacks its last line, so it is recognisably incomplete.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file could not be written: {0}")]
    Write(#[from] io::Error),
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    #[error("the document could not be written: {0}")]
    Document(#[from] zip::result::ZipError),
    #[error("a CSV file holds one table, and this export has {0}")]
    NotOneTable(usize),
    #[error(transparent)]
    Survey(#[from] PublishError),
    #[error("a file of rows covers one audience, and these collections have several. Name one.")]
    SeveralAudiences,
    #[error(
        "the responses of a programme are not in one file. Export those of each of its inspections."
    )]
    RowsOfProgramme,
    #[error("released responses were deleted while they were being read. Start again.")]
    Changed,
    #[error("a released response cannot be read: it does not fit the published survey version")]
    Unreadable,
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        // Its own way to an error of writing would hide which it is, such as a reader who has gone.
        Self::Write(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}
