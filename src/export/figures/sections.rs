//! Figures in sections, as a report has them.

use super::{areas, collection, table};
use crate::{
    export::{ProgrammeSelection, Selection, Table, period::Titles},
    results::{AcrossAreas, CollectionResults, over_areas::Names},
    survey::Framework,
};

/// The rows of the file of figures about the same people.
pub struct Section {
    /// Who answered, or the survey.
    pub name: String,
    pub framework: Framework,
    /// Whether it has totals over several areas, with what is favourable in each.
    pub is_over_areas: bool,
    pub table: Table<'static>,
}

/// Each released survey: its total over all areas of an inspection, or one collection alone.
pub fn sections(scope: &Selection) -> Vec<Section> {
    if scope.across.is_empty() {
        return scope.released.iter().map(|one| alone(one, scope.titles())).collect();
    }
    let across = scope.across.iter();
    across.map(|across| over_areas(across, &Names::default(), scope.titles())).collect()
}

/// The same of a programme.
pub fn sections_of_programme(scope: &ProgrammeSelection) -> Vec<Section> {
    let across = scope.across.iter();
    across.map(|(across, names)| over_areas(across, names, scope.titles())).collect()
}

fn alone(results: &CollectionResults, titles: Titles) -> Section {
    let own = results.clone();
    Section {
        name: results.collection.name(),
        framework: results.survey.instrument.framework(),
        is_over_areas: false,
        table: table(move |take| collection(&own, &titles, take)),
    }
}

fn over_areas(across: &AcrossAreas, names: &Names, titles: Titles) -> Section {
    let (own, names) = (across.clone(), names.clone());
    Section {
        name: across.name().to_owned(),
        framework: across.survey.instrument.framework(),
        is_over_areas: true,
        table: table(move |take| {
            let called = (&names, &titles);
            areas::total(&own, called, take)?;
            if own.areas.len() > 1 { areas::each(&own, called, take) } else { Ok(()) }
        }),
    }
}
