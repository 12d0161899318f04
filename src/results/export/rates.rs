use super::{Cell, Column, Scope, Table};
use crate::results::Measure;

/// How many answered, of how many: a row for each collection, released or not.
pub fn rates(scope: &Scope) -> Table<'static> {
    let line = |collection: &crate::inspection::Collection| {
        let reach = scope.rates.reach(collection);
        (collection.clone(), reach.measure(), scope.rates.rate(collection))
    };
    let lines: Vec<_> = scope.collections.iter().map(line).collect();
    let measures = [Measure::Population, Measure::Delivered, Measure::HandedOut, Measure::Both];
    let whole = |number: u64| Cell::Number(i64::try_from(number).unwrap_or(i64::MAX));
    Table {
        name: "rates",
        about: "One row is one collection: one audience in one area.".to_owned(),
        columns: vec![
            Column::new("area", "The area's GSS code."),
            Column::new("area_name", "The area's name."),
            Column::new("audience", "Who was asked."),
            Column::new("survey_version", "The version of the audience's survey that was asked."),
            Column::new("returned", "How many responses were received."),
            Column::new("issued", "How many could answer; empty where nobody has stated it."),
            Column::new("measure", "What the column issued counts.")
                .with_values(measures.map(|m| (m.words().to_owned(), explanation(m).to_owned())).into()),
            Column::new("percent", "Returned of issued, in whole per cent; empty where fewer than five could answer."),
        ],
        rows: Box::new(move |take| {
            lines.iter().try_for_each(|(collection, measure, rate)| {
                take(&[
                    Cell::Text(collection.area.code()),
                    Cell::Text(collection.area.name()),
                    Cell::Text(collection.audience.key()),
                    Cell::Number(collection.version.into()),
                    whole(rate.returned),
                    rate.issued.map_or(Cell::Empty, whole),
                    Cell::Text(measure.words()),
                    rate.percent().map_or(Cell::Empty, whole),
                ])
            })
        }),
    }
}

const fn explanation(measure: Measure) -> &'static str {
    match measure {
        Measure::Population => {
            "The people who could answer, as the area stated them. This is no response rate by AAPOR."
        }
        Measure::Delivered => "Invitations by email that were delivered.",
        Measure::HandedOut => "Slips of paper that were handed out.",
        Measure::Both => "Invitations delivered and slips handed out, together.",
    }
}
