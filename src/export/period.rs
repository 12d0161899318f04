//! Of which inspection a row is, and when its collection was open, so that the tables of several files
//! can be put below one another.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Cell, Column};
use crate::{inspection::Collection, language::calendar, results::CollectionResults, store::Id};

/// The titles of inspections by their ids.
#[derive(Clone, Debug, Default)]
pub struct Titles(HashMap<Id, String>);

/// The inspection and the days of a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Period<'a> {
    inspection: Option<&'a str>,
    opened: Option<NaiveDate>,
    closed: Option<NaiveDate>,
    released: Option<NaiveDate>,
}

impl Titles {
    pub fn new(titles: impl IntoIterator<Item = (Id, String)>) -> Self {
        Self(titles.into_iter().collect())
    }

    /// What is said of one collection.
    pub fn of<'a>(&'a self, collection: &Collection) -> Period<'a> {
        let title = self.0.get(&collection.inspection).map(String::as_str);
        Period { inspection: title, ..Period::of("", collection) }
    }

    /// What is said of all these together: the inspection if they have one in common, the first day
    /// and the last ones. Of several audiences together only the inspection is known.
    pub fn over<'a>(&'a self, results: &[CollectionResults]) -> Period<'a> {
        let all: Vec<Period<'a>> = results.iter().map(|one| self.of(&one.collection)).collect();
        let inspection = all.first().and_then(|first| first.inspection);
        let inspection =
            inspection.filter(|own| all.iter().all(|one| one.inspection == Some(*own)));
        if results.iter().any(|one| one.group.is_some()) {
            return Period { inspection, ..Period::default() };
        }
        Period {
            inspection,
            opened: all.iter().filter_map(|one| one.opened).min(),
            closed: all.iter().filter_map(|one| one.closed).max(),
            released: all.iter().filter_map(|one| one.released).max(),
        }
    }
}

impl<'a> Period<'a> {
    /// What is said of a collection of the inspection with this title.
    pub fn of(title: &'a str, collection: &Collection) -> Self {
        Self {
            inspection: Some(title),
            opened: Some(calendar::day(collection.opens_at)),
            closed: Some(calendar::day(collection.closes_at)),
            released: collection.released_at.map(calendar::day),
        }
    }

    /// The columns of [`Self::cells`].
    pub fn columns() -> [Column; 4] {
        let explanations = [
            "The title of the inspection; empty for several inspections together.",
            "The day on which the collection opened or is to open, in Scotland; of several areas \
                together the first. Empty for several audiences together, and so are the other days.",
            "The day on which it closed or is to close; of several areas together the last.",
            "The day on which its results were released; of several areas together the last. Empty \
                before.",
        ];
        let [inspection, opened, closed, released] = explanations;
        [
            Column::new("inspection", inspection),
            Column::new("opened", opened),
            Column::new("closed", closed),
            Column::new("released", released),
        ]
    }

    pub fn cells(&self) -> [Cell<'a>; 4] {
        [
            self.inspection.map_or(Cell::Empty, Cell::Text),
            Cell::day(self.opened),
            Cell::day(self.closed),
            Cell::day(self.released),
        ]
    }
}
