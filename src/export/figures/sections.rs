//! Figures in sections, as a report has them.

use super::{areas, collection, table};
use crate::{
    export::{ProgrammeSelection, Selection, Table},
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
        return scope.released.iter().map(alone).collect();
    }
    scope.across.iter().map(|across| over_areas(across, &Names::default())).collect()
}

/// The same of a programme.
pub fn sections_of_programme(scope: &ProgrammeSelection) -> Vec<Section> {
    scope.across.iter().map(|(across, names)| over_areas(across, names)).collect()
}

fn alone(results: &CollectionResults) -> Section {
    let own = results.clone();
    Section {
        name: results.collection.name(),
        framework: results.survey.instrument.framework(),
        is_over_areas: false,
        table: table(move |take| collection(&own, take)),
    }
}

fn over_areas(across: &AcrossAreas, names: &Names) -> Section {
    let (own, names) = (across.clone(), names.clone());
    Section {
        name: across.name().to_owned(),
        framework: across.survey.instrument.framework(),
        is_over_areas: true,
        table: table(move |take| {
            areas::total(&own, &names, take)?;
            if own.areas.len() > 1 { areas::each(&own, &names, take) } else { Ok(()) }
        }),
    }
}
