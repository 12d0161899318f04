use super::{
    ReadList,
    words::{and, listed},
};

/// The remedy for most unreadable files: open and save them again.
pub(super) const SAVE: &str = "Open it in Excel or LibreOffice, save it as a workbook (.xlsx) or \
    as CSV, and choose the new file.";

/// Why a file cannot be read as a list. It quotes names of columns and sheets, but no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is wrong, and what to do.
    #[error("{0}")]
    File(String),
    /// Several sheets have addresses, and none was chosen.
    #[error("The sheets {} hold email addresses: choose one of them.", and(.0))]
    Choose(Vec<String>),
    /// Several columns have addresses, and their names do not say which to use. The names are
    /// already quoted.
    #[error("The columns {} hold email addresses: rename the right one to “Email”, or delete the \
        others.", listed(.0))]
    Columns(Vec<String>),
    /// Most rows are bad, so it is probably the wrong file or column.
    #[error(
        "{} of {} rows cannot be used, more than half, so nothing was imported. Correct the list \
            and try again.",
        .0.list.bad.len(), .0.list.bad.len() + .0.list.mailboxes.len() + .0.list.repeated
    )]
    MostlyBad(Box<ReadList>),
}

impl Refusal {
    /// A file of another kind.
    pub(super) fn kind(what: &str, remedy: &str) -> Self {
        Self::File(format!("This is {what}, not a list of people. {remedy}"))
    }

    pub(super) fn file(sentence: impl Into<String>) -> Self {
        Self::File(sentence.into())
    }
}
