use super::{Cell, Column, Selection, Table};
use crate::{
    inspection::Collection,
    rates::{Measure, Reach},
};

/// One collection, and how many answered of how many.
pub struct Line {
    pub collection: Collection,
    pub reach: Reach,
    pub returned: u64,
}

/// How many answered, of how many: a row for each collection, released or not.
pub fn rates(scope: &Selection) -> Table<'static> {
    let line = |collection: &Collection| Line {
        reach: scope.rates.reach(collection),
        returned: scope.rates.returned(collection),
        collection: collection.clone(),
    };
    let lines: Vec<_> = scope.collections.iter().map(line).collect();
    Table {
        name: NAME,
        about: ABOUT.to_owned(),
        columns: columns(),
        rows: Box::new(move |take| lines.iter().try_for_each(|line| take(&line.cells()))),
    }
}

/// What the table is called, and what one of its rows is.
pub const NAME: &str = "rates";
pub const ABOUT: &str = "One row is one collection: one audience in one area.";

/// The columns of what [`Line::cells`] gives.
pub fn columns() -> Vec<Column> {
    let measures = [Measure::Population, Measure::Delivered, Measure::HandedOut, Measure::Both];
    let by_email =
        "Empty where nobody was invited by email, or anybody who has the link can answer.";
    vec![
        Column::new("area", "The area's GSS code."),
        Column::new("area_name", "The area's name."),
        Column::new("audience", "Who was asked."),
        Column::new("survey_version", "The version of the audience's survey that was asked."),
        Column::new("returned", "How many responses were received."),
        Column::new("issued", "How many could answer; empty where nobody has stated it."),
        Column::new("measure", "What the column issued counts.").with_values(
            measures.map(|m| (m.words().to_owned(), explanation(m).to_owned())).into(),
        ),
        Column::new(
            "percent",
            "Returned of issued, in whole per cent; empty where fewer than five could answer.",
        ),
        Column::new("target_percent", "The response rate to reach, in per cent."),
        Column::new(
            "rr1_issued",
            format!(
                "How many could answer if everybody could whose invitation did not arrive, but \
                    for those who have left. {by_email}"
            ),
        ),
        Column::new(
            "rr1_percent",
            format!(
                "Returned of rr1_issued, in whole per cent: AAPOR's Response Rate 1, the lowest \
                    that the rate can be. {by_email}"
            ),
        ),
        Column::new(
            "rr5_percent",
            format!(
                "Returned of those whose invitation arrived, in whole per cent: AAPOR's Response \
                    Rate 5, the highest. {by_email}"
            ),
        ),
    ]
}

impl Line {
    /// The cells of its row.
    pub fn cells(&self) -> Vec<Cell<'_>> {
        let Self { collection, reach, returned } = self;
        let (rate, bounds) = (reach.rate(*returned), reach.bounds(*returned));
        vec![
            Cell::Text(collection.area.code()),
            Cell::Text(collection.area.name()),
            Cell::Text(collection.audience.key()),
            Cell::Number(collection.version.into()),
            Cell::count(Some(rate.returned)),
            Cell::count(rate.issued),
            Cell::Text(reach.measure().words()),
            Cell::count(rate.percent()),
            Cell::Number(collection.target_percent.into()),
            Cell::count(bounds.and_then(|bounds| bounds.floor.issued)),
            Cell::count(bounds.and_then(|bounds| bounds.floor.percent())),
            Cell::count(bounds.and_then(|bounds| bounds.ceiling.percent())),
        ]
    }
}

const fn explanation(measure: Measure) -> &'static str {
    match measure {
        Measure::Population => {
            "The people who could answer, as the area stated them. This is no response rate by \
                AAPOR."
        }
        Measure::Delivered => "Invitations by email that were delivered.",
        Measure::HandedOut => "Slips of paper that were handed out.",
        Measure::Both => "Invitations delivered and slips handed out, together.",
    }
}
