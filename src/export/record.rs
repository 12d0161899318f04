use super::{Format, What};
use crate::{
    audit::{self, Subject},
    store::{Connection, StoreError},
};

/// Writes into the audit log who takes what away. It is done before the first byte leaves.
pub fn record(
    connection: &mut Connection,
    actor: &str,
    subject: Subject,
    what: Option<What>,
    format: Format,
) -> Result<(), StoreError> {
    let thing = match what {
        Some(What::Rows) => "released responses, a row each,",
        Some(What::Questions) => "questions",
        Some(What::Rates) => "response rates",
        Some(What::Codebook) => "a codebook",
        Some(What::Figures) => "figures",
        None => "figures, questions and response rates",
    };
    audit::record(connection, actor, &format!("Took away {thing} as {}", format.name()), subject)
}
