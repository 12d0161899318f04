//! What a copy takes from an earlier inspection: no responses, mailboxes, links or slips.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{dates, details::EVERYWHERE};
use crate::{
    console::{
        pages::{asked, contact, particulars},
        shell::form::Typed,
    },
    inspection::{Area, Inspection, create::NewCollection, queries},
    programme,
    store::{Connection, StoreError},
    survey::Instrument,
};

/// An inspection that is copied.
#[derive(Clone, Debug)]
pub struct Origin {
    pub inspection: Inspection,
    /// The title of its programme, which a copy belongs to as well.
    pub programme: Option<String>,
    collections: BTreeMap<(Area, Instrument), NewCollection>,
}

impl Origin {
    pub fn read(connection: &mut Connection, inspection: Inspection) -> Result<Self, StoreError> {
        let collections = queries::as_new(connection, &inspection)?;
        let programme = programme::queries::of_inspection(connection, inspection.id)?;
        Ok(Self { programme: programme.map(|one| one.title), ..Self::new(inspection, collections) })
    }

    pub fn new(inspection: Inspection, collections: Vec<NewCollection>) -> Self {
        let collections =
            collections.into_iter().map(|one| ((one.area, one.survey), one)).collect();
        Self { inspection, programme: None, collections }
    }

    /// The proposed first step: a year later.
    pub fn details(&self, titles: &[String], today: NaiveDate) -> Typed {
        let before = &self.inspection;
        let (opens_on, closes_on) = dates::years_later(before.opens_on, before.closes_on, today);
        let mut typed = vec![
            ("title", title(&before.title, opens_on.year(), titles)),
            ("framework", before.framework.to_string()),
            ("kind", before.kind.key().to_owned()),
            ("lead", before.lead.clone()),
            ("opens_on", opens_on.to_string()),
            ("closes_on", closes_on.to_string()),
            (
                "threshold",
                before
                    .low_threshold
                    .as_ref()
                    .map_or(before.threshold, |low| low.wanted)
                    .to_string(),
            ),
            ("keep_days", before.keep_days.to_string()),
        ];
        typed.extend(contact::filled(&before.contact));
        typed.extend(particulars::filled(&before.particulars));
        let areas: Vec<Area> = Area::all().filter(|area| self.asks_in(*area)).collect();
        if areas.len() == Area::all().count() {
            typed.push(("areas", EVERYWHERE.to_owned()));
        } else {
            typed.extend(areas.iter().map(|area| ("areas", area.code().to_owned())));
        }
        let surveys: BTreeSet<Instrument> = self.collections.keys().map(|key| key.1).collect();
        let asked = |survey| Some(("surveys", asked::value(survey, self.version(survey)?)));
        typed.extend(surveys.into_iter().filter_map(asked));
        typed.into_iter().collect()
    }

    /// The collection of this area and survey.
    pub fn of(&self, area: Area, survey: Instrument) -> Option<&NewCollection> {
        self.collections.get(&(area, survey))
    }

    /// Whether it had the area and the survey, but not together.
    pub fn leaves_out(&self, area: Area, survey: Instrument) -> bool {
        self.of(area, survey).is_none() && self.asks_in(area) && self.asks(survey)
    }

    /// The version that most areas were asked.
    fn version(&self, survey: Instrument) -> Option<u32> {
        most(self.of_survey(survey).map(|one| one.version))
    }

    /// The target that most areas had.
    pub fn target(&self, survey: Instrument) -> Option<u8> {
        most(self.of_survey(survey).map(|one| one.target_percent))
    }

    /// Whether most areas had an open link.
    pub fn open_link(&self, survey: Instrument) -> Option<bool> {
        most(self.of_survey(survey).map(|one| one.open_link))
    }

    /// Whether areas differ in how they ask a survey.
    pub fn differs(&self, survey: Instrument) -> bool {
        let ways: BTreeSet<_> =
            self.of_survey(survey).map(|one| (one.target_percent, one.open_link)).collect();
        ways.len() > 1
    }

    fn asks_in(&self, area: Area) -> bool {
        self.collections.keys().any(|(other, _)| *other == area)
    }

    fn asks(&self, survey: Instrument) -> bool {
        self.of_survey(survey).next().is_some()
    }

    fn of_survey(&self, survey: Instrument) -> impl Iterator<Item = &NewCollection> {
        self.collections.values().filter(move |one| one.survey == survey)
    }
}

/// The most frequent value.
fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// The title with the new year in place of the old one, or after it, and a number if that title is
/// taken.
fn title(before: &str, year: i32, taken: &[String]) -> String {
    let new = match year_in(before) {
        Some(old) => before.replacen(old, &year.to_string(), 1),
        None => format!("{before} {year}"),
    };
    let numbered = (2..).map(|number| format!("{new} ({number})"));
    let mut proposals = std::iter::once(new.clone()).chain(numbered);
    proposals.find(|title| !taken.contains(title)).unwrap_or_default()
}

/// The first year in a text: four digits alone, of this century or the last.
fn year_in(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_new_year_in_its_title() {
        for (before, after) in [
            ("Fife 2025", "Fife 2026"),
            ("Joint inspection 2025, Fife", "Joint inspection 2026, Fife"),
            ("Ward 12025", "Ward 12025 2026"),
            ("Fife", "Fife 2026"),
            ("Angus 2025", "Angus 2026 (3)"),
        ] {
            let taken = ["Angus 2026".to_owned(), "Angus 2026 (2)".to_owned()];
            assert_eq!(title(before, 2026, &taken), after);
        }
    }

    #[test]
    fn what_most_areas_had_is_proposed_for_all() {
        assert_eq!(most([80, 70, 80].into_iter()), Some(80));
        assert_eq!(most(std::iter::empty::<u8>()), None);
    }
}
