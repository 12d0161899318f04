use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};

use crate::{
    fieldwork::{self, Messages, Standings},
    inspection::{Collection, Inspection, queries::unscoped},
    rates::{self, Days, Figures},
    store::{Connection, Id, StoreError},
};

/// A snapshot of the counters of every inspection.
#[derive(Clone, Debug)]
pub struct Counters {
    pub inspections: Vec<Inspection>,
    pub collections: Vec<Collection>,
    pub figures: Figures,
    pub messages: HashMap<Id, Messages>,
    pub days: Days,
}

/// One read of the database for many pages: what they share is read once.
pub struct Snapshot<'a> {
    pub connection: &'a mut Connection,
    /// The time of the figures.
    pub now: DateTime<Utc>,
    only: Option<Id>,
    counters: Option<Arc<Counters>>,
    standings: HashMap<Id, Arc<Standings>>,
}

impl<'a> Snapshot<'a> {
    pub fn new(connection: &'a mut Connection, now: DateTime<Utc>) -> Self {
        Self { connection, now, only: None, counters: None, standings: HashMap::new() }
    }

    /// Reads only the counters of one inspection.
    #[must_use]
    pub fn of_one(self, inspection: Id) -> Self {
        Self { only: Some(inspection), ..self }
    }

    /// The counters, read on first use.
    pub fn counters(&mut self) -> Result<Arc<Counters>, StoreError> {
        if let Some(counters) = &self.counters {
            return Ok(Arc::clone(counters));
        }
        let connection = &mut *self.connection;
        let (inspections, collections, figures) = match self.only {
            Some(id) => (
                unscoped::inspection_by_id(connection, id)?.into_iter().collect(),
                unscoped::collections_of(connection, id)?,
                rates::figures_of(connection, id, self.now)?,
            ),
            None => (
                unscoped::inspections(connection)?,
                unscoped::collections(connection)?,
                rates::figures_of_all(connection, self.now)?,
            ),
        };
        let days = rates::days_of(connection, &collections, &figures, self.now)?;
        let messages = fieldwork::messages_of(connection, self.now)?;
        let counters = Arc::new(Counters { inspections, collections, figures, messages, days });
        self.counters = Some(Arc::clone(&counters));
        Ok(counters)
    }

    /// The standings of an inspection's collections, worked out on first use.
    pub fn standings(&mut self, inspection: Id) -> Result<Arc<Standings>, StoreError> {
        if let Some(standings) = self.standings.get(&inspection) {
            return Ok(Arc::clone(standings));
        }
        let counters = self.counters()?;
        let its_own: Vec<_> = counters
            .collections
            .iter()
            .filter(|one| one.inspection == inspection)
            .cloned()
            .collect();
        let known = (&counters.figures, &counters.messages);
        let standings =
            Arc::new(fieldwork::standings(self.connection, inspection, &its_own, known, self.now)?);
        self.standings.insert(inspection, Arc::clone(&standings));
        Ok(standings)
    }
}
