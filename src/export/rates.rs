use super::{Cell, Column, Selection, Table, period::Period};
use crate::{
    inspection::Collection,
    rates::{Figures, Measure, Reach, Visible},
};

/// One collection, and how many answered of how many.
#[derive(Clone)]
pub struct Line {
    pub collection: Collection,
    pub reach: Reach,
    pub returned: Visible,
}

/// How many answered, of how many: a row for each collection, released or not.
pub fn rates(scope: &Selection) -> Table<'static> {
    let title = &scope.inspection.title;
    let of = |collection: &Collection| (title.clone(), Line::of(&scope.rates, collection));
    by_inspection(scope.collections.iter().map(of).collect())
}

/// The same of several inspections, each row with the title of its own.
pub fn by_inspection(lines: Vec<(String, Line)>) -> Table<'static> {
    let [inspection, days @ ..] = Period::columns();
    let mut columns = columns();
    columns.insert(0, inspection);
    columns.extend(days);
    Table {
        name: NAME,
        about: ABOUT.to_owned(),
        columns,
        rows: Box::new(move |take| {
            lines.iter().try_for_each(|(title, line)| {
                let [inspection, days @ ..] = Period::of(title, &line.collection).cells();
                let mut cells = line.cells();
                cells.insert(0, inspection);
                cells.extend(days);
                take(&cells)
            })
        }),
    }
}

/// What the table is called, and what one of its rows is.
pub const NAME: &str = "rates";
pub const ABOUT: &str = "One row is one collection: one audience in one area.";

/// The columns of what [`Line::cells`] gives.
pub fn columns() -> Vec<Column> {
    let measures = [
        Measure::Population,
        Measure::Delivered,
        Measure::HandedOut,
        Measure::Both,
        Measure::Recorded,
    ];
    let by_email = "Empty if nobody was invited by email, or if there is an open link.";
    vec![
        Column::new("area", "The area’s GSS code."),
        Column::new("area_name", "The area’s name."),
        Column::new("audience", "Who was asked."),
        Column::new("survey", "Which survey was asked."),
        Column::new("survey_version", "The version of the survey that was asked."),
        Column::new(
            "returned",
            "How many responses were received, or how many records or meetings the inspection’s \
                team has recorded. Empty if fewer than ten people could answer and the collection is \
                not released yet; of fewer than fifty, as at the last midnight.",
        ),
        Column::new(
            "issued",
            "How many people could answer; empty if unknown, or if the inspection’s team records \
                the collection.",
        ),
        Column::new(
            "sample",
            "How many records the inspection’s team is to read; empty if there is no sample.",
        ),
        Column::new("measure", "What the column issued counts.").with_values(
            measures.map(|m| (m.words().to_owned(), explanation(m).to_owned())).into(),
        ),
        Column::new(
            "percent",
            "Returned as a percentage of issued, as a whole number; empty if fewer than five \
                people could answer.",
        ),
        Column::new(
            "target_percent",
            "The target response rate, in percent; empty if the inspection’s team records the \
                collection.",
        ),
        Column::new(
            "rr1_issued",
            format!(
                "How many people could answer if everybody whose invitation did not arrive is \
                    included, except those who have left. {by_email}"
            ),
        ),
        Column::new(
            "rr1_percent",
            format!(
                "Returned as a percentage of rr1_issued, as a whole number: AAPOR's Response Rate \
                    1, the lower bound of the rate. {by_email}"
            ),
        ),
        Column::new(
            "rr5_percent",
            format!(
                "Returned as a percentage of those whose invitation arrived, as a whole number: \
                    AAPOR's Response Rate 5, the upper bound. {by_email}"
            ),
        ),
    ]
}

impl Line {
    pub fn of(figures: &Figures, collection: &Collection) -> Self {
        Self {
            reach: figures.reach(collection),
            returned: figures.returned(collection),
            collection: collection.clone(),
        }
    }

    /// The cells of its row.
    pub fn cells(&self) -> Vec<Cell<'_>> {
        let Self { collection, reach, returned } = self;
        let (rate, bounds) = (reach.rate(*returned), reach.bounds(*returned));
        let sample = collection.population.filter(|_| collection.is_signed_in()).map(u64::from);
        vec![
            Cell::Text(collection.area.code()),
            Cell::Text(collection.area.name()),
            Cell::Text(collection.audience().key()),
            Cell::Text(collection.survey.key()),
            Cell::Number(collection.version.into()),
            Cell::count(rate.returned.count()),
            Cell::count(rate.issued),
            Cell::count(sample),
            Cell::Text(reach.measure().words()),
            Cell::count(rate.percent()),
            Cell::count(collection.target().map(u64::from)),
            Cell::count(bounds.and_then(|bounds| bounds.floor.issued)),
            Cell::count(bounds.and_then(|bounds| bounds.floor.percent())),
            Cell::count(bounds.and_then(|bounds| bounds.ceiling.percent())),
        ]
    }
}

const fn explanation(measure: Measure) -> &'static str {
    match measure {
        Measure::Population => {
            "The population that the area stated. This is not an AAPOR response rate."
        }
        Measure::Delivered => "Invitations by email that were delivered.",
        Measure::HandedOut => "Paper slips that were handed out.",
        Measure::Both => "Invitations delivered and slips handed out, together.",
        Measure::Recorded => {
            "Nothing: the inspection’s team records it, so it has no response rate."
        }
    }
}
