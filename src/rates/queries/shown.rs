use chrono::{DateTime, Utc};

use super::figures_of_all;
use crate::{
    inspection::{Collection, queries::unscoped},
    store::{Connection, Count, Id, StoreError},
};

/// What is shown at `now` of the count of every collection that takes responses. The counters
/// themselves, kept until a later visit, would tell who came between this one and midnight.
pub fn shown_of_open(
    connection: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Vec<(Id, Count)>, StoreError> {
    let figures = figures_of_all(connection, now)?;
    let taking = unscoped::collections(connection)?
        .into_iter()
        .filter(|one| one.state(now).takes_responses());
    let count = |one: Collection| Some((one.id, Count(figures.returned(&one).count()?)));
    Ok(taking.filter_map(count).collect())
}
