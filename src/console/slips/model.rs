use actix_web::web::Data;
use chrono::{DateTime, Utc};

use crate::{
    console::{ConsoleError, id, users::User},
    inspection::{Collection, Inspection, Stratum, queries},
    invitation::{
        code::{self, Batch},
        paper::Asking,
    },
    settings::Settings,
    store::{Connection, Id, Store, StoreError},
};

/// A collection with the slips that were made for it.
#[derive(Clone, Debug)]
pub struct SlipsPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub strata: Vec<Stratum>,
    pub batches: Vec<Batch>,
    pub now: DateTime<Utc>,
}

impl SlipsPage {
    /// The collection that an address names.
    pub async fn find(user: &User, asked: &str, store: &Data<Store>) -> Result<Self, ConsoleError> {
        let nothing = || ConsoleError::NotFound(user.clone());
        let id = id(asked).ok_or_else(nothing)?;
        store.run(move |connection| read(connection, id)).await?.ok_or_else(nothing)
    }

    pub fn path(&self) -> String {
        format!("/console/collections/{}", self.collection.id)
    }

    /// Whether slips would open anything: somebody can answer now or later.
    pub fn is_over(&self) -> bool {
        self.now >= self.collection.closes_at
    }

    /// The name of the part under whose key a batch's responses are kept.
    pub fn part_of<'a>(&'a self, batch: &'a Batch) -> &'a str {
        match batch.stratum.as_str() {
            Stratum::NONE => "All",
            Stratum::OTHER => "Other",
            key => self.strata.iter().find(|stratum| stratum.key == key).map_or(key, |stratum| &stratum.name),
        }
    }

    /// What is said on paper.
    pub fn asking(&self, settings: &Settings) -> Asking {
        Asking {
            audience: self.collection.audience,
            closes_at: self.collection.closes_at,
            help: settings.help.clone(),
            base: settings.base_url.clone(),
        }
    }
}

fn read(connection: &mut Connection, id: Id) -> Result<Option<SlipsPage>, StoreError> {
    let Some(collection) = queries::collection_by_id(connection, id)? else { return Ok(None) };
    let Some(inspection) = queries::inspection_by_id(connection, collection.inspection)? else { return Ok(None) };
    let strata = queries::strata_of(connection, id)?;
    let batches = code::queries::batches(connection, id)?;
    Ok(Some(SlipsPage { inspection, collection, strata, batches, now: Utc::now() }))
}
