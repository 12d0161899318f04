use chrono::{DateTime, Utc};

use crate::{
    console::shell::{
        ConsoleError,
        access::{FromRow, Named, Names},
    },
    inspection::{Collection, Inspection, Part, Placed, Reachable, queries},
    invitation::{
        code::{self, Batch},
        paper::Asking,
    },
    rates,
    settings::Settings,
    store::{Connection, StoreError},
    users::{Scope, Sight},
    web::paths,
};

/// A collection with its slips.
#[derive(Clone, Debug)]
pub struct SlipsPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub parts: Vec<Part>,
    pub batches: Vec<Batch>,
    pub now: DateTime<Utc>,
}

impl FromRow for SlipsPage {
    type Row = Reachable;

    fn read(
        connection: &mut Connection,
        Reachable(row): Reachable,
        _: &Scope,
    ) -> Result<Self, StoreError> {
        let Placed { inspection, collection } = row;
        let parts = queries::parts_of(connection, collection.id)?;
        let now = Utc::now();
        let figures = rates::figures_by_part(connection, collection.id, now)?;
        let batches = code::queries::batches(connection, &collection, &figures)?;
        Ok(Self { inspection, collection, parts, batches, now })
    }
}

impl SlipsPage {
    pub fn path(&self) -> String {
        paths::collection::PAGE.of(self.collection.id)
    }

    /// Whether slips would open anything: somebody can answer now or later.
    pub fn is_over(&self) -> bool {
        self.now >= self.collection.closes_at
    }

    /// The name of the part of a batch's responses.
    pub fn part_of<'a>(&'a self, batch: &'a Batch) -> &'a str {
        match batch.part.as_str() {
            Part::NONE => "All",
            Part::OTHER => "Other",
            key => self.parts.iter().find(|part| part.key == key).map_or(key, |part| &part.name),
        }
    }

    /// The contents of slips and posters.
    pub fn asking(&self, settings: &Settings) -> Asking {
        Asking {
            audience: self.collection.audience(),
            closes_at: self.collection.closes_at,
            help: settings.help.clone(),
            base: settings.base_url.clone(),
        }
    }
}

/// A batch of slips, on its collection's page.
#[derive(Clone, Debug)]
pub struct BatchPage {
    pub page: SlipsPage,
    pub batch: Batch,
}

impl Named for BatchPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        let id = names.id("batch");
        SlipsPage::find(connection, scope, names)?.then(|page| {
            let batch = page.batches.iter().find(|batch| Some(batch.id) == id).cloned();
            Ok(batch.map(|batch| Self { page, batch }))
        })
    }
}
