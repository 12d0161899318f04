use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::Utc;

use super::{ExportError, period::Titles, rates::Line};
use crate::{
    inspection::{Collection, Inspection},
    programme::Programme,
    rates,
    results::{
        self, AcrossAreas, Kept, Reader,
        over_areas::Names,
        together::{Companions, companions},
    },
    store::{Connection, Id},
    survey::{Instrument, Survey, audience::Group},
};

/// The inspections of a programme with their collections, as far as somebody sees them.
pub type Members = Vec<(Inspection, Vec<Collection>)>;

/// The scope of an export of a programme: the figures that its results show, and no rows.
pub struct ProgrammeSelection {
    pub programme: Programme,
    /// The largest threshold of its inspections, which holds for all of them.
    pub threshold: u64,
    /// By survey, then by group of audiences, with what the areas are called.
    pub across: Vec<(AcrossAreas, Names)>,
    /// What is kept from the reader.
    pub kept: Kept,
    /// How many answered, of how many, with the title of the inspection.
    pub rates: Vec<(String, Line)>,
}

impl ProgrammeSelection {
    pub fn read(
        connection: &mut Connection,
        programme: Programme,
        members: Members,
        reader: &Reader,
    ) -> Result<Self, ExportError> {
        let together: Vec<(&Inspection, Vec<Collection>)> =
            members.iter().map(|(inspection, own)| (inspection, own.clone())).collect();
        let mut across = Vec::new();
        for survey in released(&members) {
            across.extend(results::across_inspections(connection, &together, survey, reader)?);
        }
        for group in groups(&members) {
            let found = results::group_across_inspections(connection, &together, group, reader)?;
            across.extend(found);
        }
        let all: Vec<Collection> = members.iter().flat_map(|(_, own)| own.clone()).collect();
        let titles = members.iter().map(|(one, _)| (one.id, one.title.clone()));
        let titles: HashMap<Id, String> = titles.collect();
        for across in &mut across {
            results::divide(connection, across)?;
        }
        let named = |across: AcrossAreas| {
            let names = Names::new(&across, &titles);
            (across, names)
        };
        Ok(Self {
            threshold: members.iter().map(|(one, _)| one.k()).max().unwrap_or_default(),
            across: across.into_iter().map(named).collect(),
            kept: Kept::of(connection, reader, &all)?,
            rates: lines(connection, members)?,
            programme,
        })
    }

    /// The titles of its inspections.
    pub fn titles(&self) -> Titles {
        Titles::new(
            self.rates.iter().map(|(title, line)| (line.collection.inspection, title.clone())),
        )
    }

    /// The survey versions that were asked.
    pub fn surveys(&self) -> impl Iterator<Item = &Arc<Survey>> {
        let own = self.across.iter().filter(|(across, _)| across.group.is_none());
        own.flat_map(|(across, _)| across.areas.iter().map(|area| &area.survey))
    }
}

fn released(members: &Members) -> BTreeSet<Instrument> {
    let all = members.iter().flat_map(|(_, collections)| collections);
    let released = all.filter(|one| !one.is_area() && one.released_at.is_some());
    released.map(|one| one.survey).collect()
}

/// The groups whose audiences are reported together in one of the inspections.
fn groups(members: &Members) -> Vec<&'static Group> {
    let mut found: Vec<&'static Group> = Vec::new();
    for (_, collections) in members {
        for set in companions(collections).into_iter().filter(Companions::are_released) {
            if found.iter().all(|group| group.key != set.group.key) {
                found.push(set.group);
            }
        }
    }
    found
}

fn lines(
    connection: &mut Connection,
    members: Members,
) -> Result<Vec<(String, Line)>, ExportError> {
    let mut lines = Vec::new();
    for (inspection, mut collections) in members {
        let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
        collections.sort_by_key(|one| (one.survey, one.area));
        for one in collections {
            lines.push((inspection.title.clone(), Line::of(&figures, &one)));
        }
    }
    Ok(lines)
}
