//! Exports released responses, one per row, for analysis.
//!
//! Every export has a new random order and new keys, so that exports cannot be matched;
//! [`super::coarsening`] limits the contents of rows. Comments are never included. The table is
//! read a few thousand rows at a time, by keyset over the random ids, and no connection is held
//! while rows are being sent.

mod columns;
mod queries;
mod shuffle;

use columns::{Places, Plan};
use rand::{SeedableRng, rngs::StdRng};
use shuffle::Shuffle;

use super::{
    Cell, ExportError, Table, Take,
    coarsening::{Coarsening, Review},
};
use crate::{
    results::CollectionResults,
    store::{Id, Store},
    survey::Answers,
};

/// The responses of one or several collections of one audience, with what their rows may say.
pub struct Responses {
    store: Store,
    plan: Plan,
    sources: Vec<Source>,
}

/// The responses of one collection.
struct Source {
    results: CollectionResults,
    coarsening: Coarsening,
    places: Places,
    /// How many there were when it was decided what they may say.
    rows: u64,
}

impl Responses {
    /// Decides what the rows may say, for which every response is read once. Blocks for some
    /// seconds per million.
    pub fn prepare(store: &Store, released: &[CollectionResults]) -> Result<Self, ExportError> {
        let plan = Plan::of(released);
        let mut sources = Vec::with_capacity(released.len());
        for results in released {
            if let Some((coarsening, rows)) = review(store, results)? {
                let places = plan.places(&results.survey);
                sources.push(Source { results: results.clone(), coarsening, places, rows });
            }
        }
        Ok(Self { store: store.clone(), plan, sources })
    }

    /// How many rows there will be.
    pub fn count(&self) -> u64 {
        self.sources.iter().map(|source| source.rows).sum()
    }

    /// The ids of the questions whose answers are withheld, with the name of each area.
    pub fn withheld(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        self.sources.iter().map(|Source { results, coarsening, .. }| {
            let questions =
                results.questions.iter().filter(|question| !coarsening.shows(question.item));
            let ids = questions
                .filter_map(|question| results.item(question))
                .map(|item| item.id.as_str());
            (results.collection.area.name(), ids.collect())
        })
    }

    /// The table.
    pub fn into_table(self) -> Table<'static> {
        Table {
            name: "rows",
            about: "One row is one response. The order is random and the key has no meaning; both \
                are new in each file. Comments are not included."
                .to_owned(),
            columns: self.plan.columns(),
            rows: Box::new(move |take| self.write(take)),
        }
    }

    fn write(self, take: Take<'_>) -> Result<(), ExportError> {
        let mut random = StdRng::from_rng(&mut rand::rng());
        let shuffle = Shuffle::over(&self.sources);
        let mut gathered = shuffle.room();
        let mut written = 0;
        for round in 0..shuffle.rounds() {
            shuffle.gather(round, &self.store, &mut gathered)?;
            gathered.in_random_order(&mut random, |key, source, part, answers| {
                let Source { results, coarsening, places, .. } = source;
                let answers = Answers::decode_closed(&results.survey, answers)
                    .map_err(|_| ExportError::Unreadable)?;
                let mut cells: Vec<Cell<'_>> = Vec::with_capacity(self.plan.width());
                columns::facts(key, &results.collection, part, &mut cells);
                places.answers(&results.survey, &answers, coarsening, &mut cells);
                written += 1;
                take(&cells)
            })?;
        }
        if written == self.count() { Ok(()) } else { Err(ExportError::Changed) }
    }
}

/// What the rows of one collection may say, and how many there are; `None` if they are too few.
fn review(
    store: &Store,
    results: &CollectionResults,
) -> Result<Option<(Coarsening, u64)>, ExportError> {
    let counts = queries::counts(&mut *store.connection()?, results.collection.id)?;
    let Some(mut review) = Review::begin(results, &counts) else { return Ok(None) };
    let mut rows = 0;
    each(store, results.collection.id, |_, part, answers| {
        let answers = Answers::decode_closed(&results.survey, answers)
            .map_err(|_| ExportError::Unreadable)?;
        review.add(part, &answers);
        rows += 1;
        Ok(())
    })?;
    if rows == counts.values().sum::<u64>() {
        Ok(Some((review.decide(), rows)))
    } else {
        Err(ExportError::Changed)
    }
}

/// Reads the released responses of a collection in the order of their ids.
fn each(
    store: &Store,
    collection: Id,
    mut read: impl FnMut(Id, &str, &[u8]) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut after = None;
    loop {
        let rows = queries::next(&mut *store.connection()?, collection, after)?;
        let Some((last, ..)) = rows.last() else { return Ok(()) };
        after = Some(*last);
        rows.iter().try_for_each(|(id, part, answers)| read(*id, part, answers))?;
    }
}
