use super::{Format, What};
use crate::{
    audit::{self, Subject},
    store::{Connection, StoreError},
};

/// Records a download in the audit log, before the first byte is sent.
pub fn record(
    connection: &mut Connection,
    actor: &str,
    subject: Subject,
    what: Option<What>,
    format: Format,
) -> Result<(), StoreError> {
    let thing = match what {
        Some(What::Rows) => "released responses, one per row,",
        Some(What::Questions) => "questions",
        Some(What::Rates) => "response rates",
        Some(What::Codebook) => "a codebook",
        Some(What::Figures) => "figures",
        None => "figures, questions and response rates",
    };
    audit::record(connection, actor, &format!("Downloaded {thing} as {}", format.name()), subject)
}

/// The same of a report.
pub fn record_report(
    connection: &mut Connection,
    actor: &str,
    subject: Subject,
) -> Result<(), StoreError> {
    audit::record(connection, actor, "Downloaded a report of results as Word", subject)
}
