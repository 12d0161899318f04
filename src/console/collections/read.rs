use chrono::{DateTime, Utc};

use super::model::{CollectionPage, Known};
use crate::{
    inspection::queries,
    invitation::{self, code, wave},
    results,
    settings::BaseUrl,
    store::{Connection, Id, StoreError},
};

impl CollectionPage {
    /// `None` where there is no such collection. The cost grows with days and strata, never with responses.
    pub fn read(
        connection: &mut Connection,
        id: Id,
        base: &BaseUrl,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
        let Some(inspection) = queries::inspection_by_id(connection, collection.inspection)? else { return Ok(None) };
        let known = Known {
            strata: queries::strata_of(connection, id)?,
            figures: results::figures_by_stratum(connection, id)?,
            daily: results::daily_of_collection(connection, id)?,
            waves: wave::waves_of(connection, id)?,
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            batches: code::queries::batches(connection, id)?,
            inspection,
            collection,
        };
        Ok(Some(Self::new(known, base, now)))
    }
}
