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
        let known = Known {
            parts: queries::parts_of(connection, id)?,
            figures: rates::figures_by_part(connection, id)?,
            daily: rates::daily_of_collection(connection, id)?,
            waves: wave::waves_of(connection, id)?,
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            batches: code::queries::batches(connection, id)?,
            inspection,
            collection,
        };
        Ok(Self::new(known, base, now))
    }
}
