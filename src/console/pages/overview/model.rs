use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Add,
};

use chrono::{DateTime, Utc};

use super::{
    amount::Amount,
    cell::Cell,
    next::Next,
    params::{Params, Sort},
};
use crate::{
    console::pages::{inspections::Stage, visits::Since},
    fieldwork::Standings,
    inspection::{Area, Collection, Inspection},
    programme::Programme,
    rates::{Days, Rate},
    survey::Instrument,
};

/// An inspection with the figures of all its collections at one time.
#[derive(Clone, Debug)]
pub struct Overview {
    pub inspection: Inspection,
    pub stage: Stage,
    pub params: Params,
    /// Every collection, whatever the filter.
    pub cells: Vec<Cell>,
    /// The shown surveys, in their usual order, each with its total.
    pub surveys: Vec<(Instrument, Amount)>,
    /// The areas that ask them, in the chosen order.
    pub areas: Vec<AreaRow>,
    /// All responses to what is shown.
    pub total: Rate,
    /// How many collections have results.
    pub released: usize,
    pub days: Days,
    /// Responses since the viewer's previous sign-in.
    pub since: Option<Since>,
    /// The inspection that a progress review follows, if the viewer sees it.
    pub follows: Option<Inspection>,
    /// Its programme, if the viewer sees it.
    pub programme: Option<Programme>,
    /// What inspectors recorded, in sentences.
    pub recorded: Vec<String>,
    /// The to-do list before fieldwork, if the viewer may do it.
    pub next: Option<Next>,
    /// The time of the figures.
    pub now: DateTime<Utc>,
}

/// One area, with a cell for each of the overview's surveys.
#[derive(Clone, Debug)]
pub struct AreaRow {
    pub area: Area,
    /// `None` if the survey is not asked in this area.
    pub cells: Vec<Option<Cell>>,
    /// All responses; `None` if only the team records something here.
    pub total: Option<Rate>,
}

impl Overview {
    /// Lays out the figures. The order of `collections` does not matter.
    pub fn new(
        inspection: Inspection,
        collections: &[Collection],
        (standings, days): (&Standings, &Days),
        params: Params,
        now: DateTime<Utc>,
    ) -> Self {
        let cells: Vec<Cell> = collections
            .iter()
            .filter_map(|one| Some(Cell::new(one, *standings.get(&one.id)?)))
            .collect();
        // What the team records, or areas answer, has pages of its own beside what people answer.
        let with_people = cells.iter().any(|cell| !cell.is_recorded());
        let is_shown = |cell: &&Cell| match params.survey {
            Some(survey) => cell.survey == survey,
            None => !(with_people && cell.is_recorded()),
        };
        let shown: BTreeMap<(Area, Instrument), Cell> =
            cells.iter().filter(is_shown).map(|cell| ((cell.area, cell.survey), *cell)).collect();
        let (mut by_survey, mut by_area) = (BTreeMap::new(), BTreeMap::new());
        for cell in shown.values() {
            add(&mut by_survey, cell.survey, cell.amount());
            // The answers of areas are counted where they alone are shown.
            let counts = params.survey.is_some() || !cell.is_recorded();
            if let Some(rate) = cell.amount().rate().filter(|_| counts) {
                add(&mut by_area, cell.area, rate);
            }
        }
        let total = by_area.values().copied().reduce(|a, b| a + b);
        let surveys: Vec<(Instrument, Amount)> = by_survey.into_iter().collect();
        let row = |area| {
            let cells: Vec<_> =
                surveys.iter().map(|(survey, _)| shown.get(&(area, *survey)).copied()).collect();
            let total = by_area.get(&area).copied();
            cells.iter().any(Option::is_some).then_some(AreaRow { area, cells, total })
        };
        let mut areas: Vec<_> = Area::all().filter_map(row).collect();
        sort(&mut areas, params.sort);
        Self {
            stage: Stage::of(&inspection, now),
            total: total.unwrap_or_default(),
            released: collections
                .iter()
                .filter(|collection| collection.released_at.is_some())
                .count(),
            days: days.clone(),
            since: None,
            follows: None,
            programme: None,
            recorded: Vec::new(),
            next: None,
            inspection,
            params,
            cells,
            surveys,
            areas,
            now,
        }
    }

    /// The surveys that are asked anywhere, whatever the filter.
    pub fn all_surveys(&self) -> Vec<Instrument> {
        asked(&self.cells).into_iter().collect()
    }

    /// How many areas have sent their answers to a survey that each answers once, and how many are
    /// asked.
    pub fn areas_that_sent(&self, survey: Instrument) -> (usize, usize) {
        let cells = || self.cells.iter().filter(|cell| cell.survey == survey);
        (cells().filter(|cell| cell.standing.rate.returned.is_somebody()).count(), cells().count())
    }

    /// Whether only one survey is shown, so that one line has room for all figures of an area.
    pub fn is_of_one_survey(&self) -> bool {
        self.surveys.len() == 1
    }

    /// Whether people are asked any of what is shown, so that there are rates.
    pub fn has_rates(&self) -> bool {
        self.surveys.iter().any(|(_, amount)| amount.rate().is_some())
    }

    /// Whether only what the team records is shown.
    pub fn is_only_recorded(&self) -> bool {
        !self.surveys.is_empty() && !self.has_rates()
    }

    /// When the last open collection closes.
    pub fn closes_at(&self) -> Option<DateTime<Utc>> {
        self.cells.iter().filter(|cell| cell.is_open()).map(|cell| cell.closes_at).max()
    }
}

impl AreaRow {
    /// The most urgent cell.
    pub fn most_urgent(&self) -> Option<&Cell> {
        self.cells.iter().flatten().min_by_key(|cell| cell.urgency())
    }
}

/// Adds to the sum of a key.
fn add<K: Ord, T: Copy + Add<Output = T>>(sums: &mut BTreeMap<K, T>, key: K, one: T) {
    sums.entry(key).and_modify(|sum| *sum = *sum + one).or_insert(one);
}

/// The surveys that are asked anywhere, in their order.
fn asked(cells: &[Cell]) -> BTreeSet<Instrument> {
    cells.iter().map(|cell| cell.survey).collect()
}

/// Areas are in the order of their names, which breaks ties.
fn sort(areas: &mut [AreaRow], by: Sort) {
    match by {
        Sort::Name => {}
        Sort::Attention => areas.sort_by_key(|row| row.most_urgent().map(Cell::urgency)),
        Sort::Rate => {
            let rate = |row: &AreaRow| row.total.and_then(Rate::fraction).unwrap_or(f64::INFINITY);
            areas.sort_by(|a, b| rate(a).total_cmp(&rate(b)));
        }
        Sort::Closing => areas.sort_by_key(|row| {
            let closing = row
                .cells
                .iter()
                .flatten()
                .filter(|cell| cell.is_open())
                .map(|cell| cell.closes_at)
                .min();
            (closing.is_none(), closing)
        }),
    }
}
