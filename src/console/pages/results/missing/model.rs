use chrono::{DateTime, Utc};

use super::{
    evenness::{Evenness, Uncompared},
    message::{Brings, OneMore},
    parts::{Row, rows},
};
use crate::{
    catalogue::PublishError,
    fieldwork::PartRates,
    inspection::{Collection, Inspection, Placed, State, queries},
    invitation::wave::{self, Wave},
    rates::{self, Measure, PartFigures, Visible, forecast::Daily},
    results::{
        self, CollectionResults, Reader,
        weighting::{Peopled, Unweighted, Weighting},
    },
    store::Connection,
    users::User,
};

/// A collection's data from the database: only counts.
#[derive(Clone, Debug)]
pub struct Known {
    pub inspection: Inspection,
    pub collection: Collection,
    pub rates: PartRates,
    pub figures: PartFigures,
    pub daily: Vec<Daily>,
    pub waves: Vec<Wave>,
    /// `None` before release, and for somebody who may not read results.
    pub results: Option<CollectionResults>,
}

/// Who is missing in a collection.
#[derive(Clone, Debug)]
pub struct Missing {
    pub inspection: Inspection,
    pub collection: Collection,
    pub state: State,
    /// The lowest rate first.
    pub rows: Vec<Row>,
    /// What the rates are counted against.
    pub measure: Measure,
    /// Whether some parts are too small to stand alone.
    pub has_small: bool,
    /// How many answered outside the parts.
    pub outside: Visible,
    pub evenness: Result<Evenness, Uncompared>,
    /// While it is open.
    pub one_more: Option<OneMore>,
    /// After release.
    pub weighted: Option<(CollectionResults, Result<Weighting, Unweighted>)>,
    pub now: DateTime<Utc>,
}

impl Missing {
    /// The cost grows with days, parts and questions, never with responses.
    pub fn read(
        connection: &mut Connection,
        Placed { inspection, collection }: Placed,
        viewer: &User,
        now: DateTime<Utc>,
    ) -> Result<Self, PublishError> {
        let id = collection.id;
        let parts = queries::parts_of(connection, id)?;
        let figures = rates::figures_by_part(connection, id, now)?;
        let results = if viewer.may_read_results_of(&inspection) {
            let reader = Reader::of(connection, viewer)?;
            results::of_collection(connection, &inspection, &collection, &reader)?
        } else {
            None
        };
        let known = Known {
            rates: PartRates::of(&inspection, &collection, parts, &figures),
            daily: rates::daily_of_collection(connection, &collection, &figures, now)?,
            figures,
            waves: wave::waves_of(connection, id)?,
            results,
            inspection,
            collection,
        };
        Ok(Self::new(known, now))
    }

    pub fn new(known: Known, now: DateTime<Utc>) -> Self {
        let Known { inspection, collection, rates, figures, daily, waves, results } = known;
        let rows = rows(&rates);
        let state = collection.state(now);
        let evenness = Evenness::of(&rows);
        let (reach, returned) = figures.whole(&collection);
        let one_more = (state == State::Open && evenness.is_ok()).then(|| {
            let sent = waves.iter().filter(|wave| wave.begun).map(|wave| wave.due_at);
            OneMore::of(&rows, Brings::of(&daily, sent, reach.issued(returned.or_none()), now))
        });
        let peopled: Vec<Peopled> = rows.iter().map(Peopled::from).collect();
        let weighted = results.map(|results| {
            let weighting = Weighting::of(&results, &peopled);
            (results, weighting)
        });
        Self {
            measure: reach.measure(),
            has_small: rates.other.is_some(),
            outside: rates.outside,
            one_more: one_more.flatten(),
            inspection,
            collection,
            state,
            rows,
            evenness,
            weighted,
            now,
        }
    }
}
