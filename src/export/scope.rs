use std::{collections::BTreeSet, sync::Arc};

use chrono::Utc;

use super::{ExportError, period::Titles};
use crate::{
    audit::Subject,
    inspection::{Collection, Inspection, queries},
    rates::{self, Figures},
    results::{self, AcrossAreas, CollectionResults, Kept, Reader, together::companions},
    store::Connection,
    survey::{Instrument, Survey, audience::Group},
};

/// The scope of an export: one collection, all collections of an inspection, or those of one
/// survey.
pub struct Selection {
    pub inspection: Inspection,
    /// In the order of survey and area.
    pub collections: Vec<Collection>,
    /// The published results of those that are released.
    pub released: Vec<CollectionResults>,
    /// The same by survey, for the export of an inspection.
    pub across: Vec<AcrossAreas>,
    /// The published results of audiences that are reported together, for the export of an inspection.
    pub together: Vec<CollectionResults>,
    /// What is kept from the reader.
    pub kept: Kept,
    /// How many answered, of how many.
    pub rates: Figures,
    /// "Midlothian, Staff", or the title of the inspection.
    pub name: String,
}

impl Selection {
    /// One collection.
    pub fn of_collection(
        connection: &mut Connection,
        inspection: Inspection,
        collection: Collection,
        reader: &Reader,
    ) -> Result<Self, ExportError> {
        let name = format!("{}: {}", inspection.title, collection.name());
        Self::read(connection, inspection, vec![collection], name, reader)
    }

    /// The collections of an inspection, of all surveys or one.
    pub fn of_inspection(
        connection: &mut Connection,
        inspection: Inspection,
        survey: Option<Instrument>,
        reader: &Reader,
    ) -> Result<Self, ExportError> {
        let mut collections = queries::unscoped::collections_of(connection, inspection.id)?;
        collections.retain(|collection| survey.is_none_or(|survey| collection.survey == survey));
        collections.sort_by_key(|collection| (collection.survey, collection.area));
        let name = match survey {
            Some(survey) => format!("{}: {}", inspection.title, survey.name()),
            None => inspection.title.clone(),
        };
        let mut scope = Self::read(connection, inspection, collections, name, reader)?;
        let asked: BTreeSet<Instrument> = scope.collections.iter().map(|one| one.survey).collect();
        let asked: Vec<Instrument> = asked.into_iter().collect();
        scope.across = results::across_areas(connection, &scope.inspection, &asked, reader)?;
        scope.read_together(connection, reader)?;
        Ok(scope)
    }

    /// Reads what the audiences say together, all of whose collections it has.
    fn read_together(
        &mut self,
        connection: &mut Connection,
        reader: &Reader,
    ) -> Result<(), ExportError> {
        let sets = companions(&self.collections);
        let mut groups: Vec<&'static Group> = Vec::new();
        for set in sets.iter().filter(|set| set.are_released()) {
            if let Some(first) = set.collections.first() {
                let found = results::together_in_area(connection, &self.inspection, first, reader)?;
                self.together.extend(found.map(|(_, results)| results));
            }
            if groups.iter().all(|one| one.key != set.group.key) {
                groups.push(set.group);
            }
        }
        let own = [(&self.inspection, self.collections.clone())];
        for group in groups {
            self.across.extend(results::group_across_inspections(connection, &own, group, reader)?);
        }
        for across in &mut self.across {
            results::divide(connection, across)?;
        }
        Ok(())
    }

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        collections: Vec<Collection>,
        name: String,
        reader: &Reader,
    ) -> Result<Self, ExportError> {
        let rates = rates::figures_of(connection, inspection.id, Utc::now())?;
        let kept = Kept::of(connection, reader, &collections)?;
        let mut released = Vec::new();
        // What areas answer is not about people. It has files of its own.
        for collection in collections.iter().filter(|one| !one.is_area()) {
            released.extend(results::of_collection(connection, &inspection, collection, reader)?);
        }
        Ok(Self {
            inspection,
            collections,
            released,
            across: Vec::new(),
            together: Vec::new(),
            kept,
            rates,
            name,
        })
    }

    /// The survey, if there is only one.
    pub fn survey(&self) -> Option<Instrument> {
        let first = self.collections.first()?.survey;
        self.collections.iter().all(|collection| collection.survey == first).then_some(first)
    }

    /// The survey versions that were asked.
    pub fn surveys(&self) -> impl Iterator<Item = &Arc<Survey>> {
        self.released.iter().map(|results| &results.survey)
    }

    /// The title of its inspection.
    pub fn titles(&self) -> Titles {
        Titles::new([(self.inspection.id, self.inspection.title.clone())])
    }

    /// The subject in the audit log.
    pub fn subject(&self) -> Subject {
        Subject::of(self.inspection.id, &self.name)
    }

    /// k.
    pub fn threshold(&self) -> u64 {
        self.inspection.k()
    }
}
