//! Exports released responses, one per row, for analysis.
//!
//! Every export has a new random order and new keys, so that exports cannot be matched;
//! [`super::coarsening`] limits the contents of rows. Comments are never included. The table is
//! read a few thousand rows at a time, by keyset over the random ids, and no connection is held
//! while rows are being sent.

pub mod columns;
mod queries;
mod shuffle;

use columns::{Places, Plan};
use rand::{SeedableRng, rngs::StdRng};
use shuffle::Shuffle;

use super::{
    Cell, ExportError, Table, Take,
    coarsening::{Coarsening, Review, is_about_person},
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
    /// The title of their inspection.
    inspection: String,
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

impl Source {
    /// The crowd of the responses that are kept under this key.
    fn crowd(&self, key: &str) -> usize {
        crowd(&self.results, key)
    }
}

fn crowd(results: &CollectionResults, key: &str) -> usize {
    results.groups.crowd(key).map_or(0, |(place, _)| place)
}

impl Responses {
    /// Decides what the rows may say, for which every response is read once. Blocks for some
    /// seconds per million.
    pub fn prepare(
        store: &Store,
        inspection: &str,
        released: &[CollectionResults],
    ) -> Result<Self, ExportError> {
        let plan = Plan::of(released);
        let mut sources = Vec::with_capacity(released.len());
        for results in released {
            if let Some((coarsening, rows)) = review(store, results)? {
                let places = plan.places(results);
                sources.push(Source { results: results.clone(), coarsening, places, rows });
            }
        }
        Ok(Self { store: store.clone(), plan, inspection: inspection.to_owned(), sources })
    }

    /// How many rows there will be.
    pub fn count(&self) -> u64 {
        self.sources.iter().map(|source| source.rows).sum()
    }

    /// The ids of the questions whose answers are withheld in every row, and in some, with the name
    /// of each area.
    pub fn withheld(&self) -> impl Iterator<Item = (&'static str, [Vec<&str>; 2])> {
        self.sources.iter().map(|Source { results, coarsening, .. }| {
            let mut withheld = [Vec::new(), Vec::new()];
            let [in_all, in_some] = &mut withheld;
            for (question, item) in
                results.questions.iter().filter_map(|q| Some((q, results.item(q)?)))
            {
                match coarsening.shows_in(question.item) {
                    _ if is_about_person(item) => {}
                    (false, _) => in_all.push(item.id.as_str()),
                    (true, false) => in_some.push(item.id.as_str()),
                    (true, true) => {}
                }
            }
            (results.collection.area.name(), withheld)
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
            gathered.in_random_order(&mut random, |key, source, crowd, answers| {
                let Source { results, coarsening, places, .. } = source;
                let answers = Answers::decode_closed(&results.survey, answers)
                    .map_err(|_| ExportError::Unreadable)?;
                let mut cells: Vec<Cell<'_>> = Vec::with_capacity(self.plan.width());
                let groups = results.groups.crowds.get(crowd).map(|crowd| crowd.groups.as_slice());
                let groups = groups.unwrap_or_default();
                let class = coarsening.class(&results.survey, crowd, &answers);
                columns::facts(key, (results, &self.inspection), groups, &mut cells);
                places.cells(
                    results,
                    groups,
                    &answers,
                    |item| coarsening.shows(class, item),
                    &mut cells,
                );
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
    let count = queries::count(&mut *store.connection()?, results.collection.id)?;
    let Some(mut review) = Review::begin(results, count) else { return Ok(None) };
    let mut rows = 0;
    each(store, results.collection.id, |_, part, answers| {
        let answers = Answers::decode_closed(&results.survey, answers)
            .map_err(|_| ExportError::Unreadable)?;
        review.add(crowd(results, part), &answers);
        rows += 1;
        Ok(())
    })?;
    if rows == count { Ok(Some((review.decide(), rows))) } else { Err(ExportError::Changed) }
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
