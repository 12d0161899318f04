use chrono::{DateTime, Utc};

use super::model::{CollectionPage, Known};
use crate::{
    inspection::{Placed, queries},
    invitation::{self, code, wave},
    rates,
    settings::BaseUrl,
    store::{Connection, StoreError},
};

impl CollectionPage {
    /// The cost grows with days and parts, never with responses.
    pub fn read(
        connection: &mut Connection,
        Placed { inspection, collection }: Placed,
        base: &BaseUrl,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let id = collection.id;
        let figures = rates::figures_by_part(connection, id, now)?;
        let batches = code::queries::batches(connection, &collection, &figures)?;
        let known = Known {
            batches,
            parts: queries::parts_of(connection, id)?,
            daily: rates::daily_of_collection(connection, &collection, &figures, now)?,
            waves: wave::counted_waves_of(connection, &collection, &figures)?,
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            figures,
            inspection,
            collection,
        };
        Ok(Self::new(known, base, now))
    }
}
