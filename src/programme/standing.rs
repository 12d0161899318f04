//! How far a programme is: areas done, under way and to come, and how many have answered.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{
    inspection::{Area, Collection, Inspection},
    language::Language,
    survey::Instrument,
};

/// How far an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The results of all its collections are released.
    Done,
    UnderWay,
    /// None of its collections has opened.
    ToCome,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Done, Self::UnderWay, Self::ToCome];

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::UnderWay => "Under way",
            Self::ToCome => "To come",
        }
    }

    fn of(collections: &[&Collection], now: DateTime<Utc>) -> Self {
        if collections.iter().all(|one| one.released_at.is_some()) {
            Self::Done
        } else if collections.iter().all(|one| one.opens_at > now) {
            Self::ToCome
        } else {
            Self::UnderWay
        }
    }
}

/// An area of one inspection.
#[derive(Clone, Debug)]
pub struct AreaStanding {
    pub area: Area,
    pub inspection: Inspection,
    pub stage: Stage,
}

/// How many people answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// "children and young people", or the name of a survey.
    pub who: String,
    pub returned: u64,
}

/// An inspection with its collections that somebody sees, each with its number of responses.
pub type Seen = (Inspection, Vec<(Collection, u64)>);

/// How far a programme is, within what somebody sees.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// By name of the area.
    pub areas: Vec<AreaStanding>,
    pub by_group: Vec<Answered>,
    pub by_survey: Vec<Answered>,
}

impl Progress {
    pub fn new(seen: &[Seen], now: DateTime<Utc>) -> Self {
        let mut areas = Vec::new();
        for (inspection, collections) in seen {
            let mut of_each: BTreeMap<Area, Vec<&Collection>> = BTreeMap::new();
            for (collection, _) in collections {
                of_each.entry(collection.area).or_default().push(collection);
            }
            areas.extend(of_each.into_iter().map(|(area, collections)| AreaStanding {
                area,
                inspection: inspection.clone(),
                stage: Stage::of(&collections, now),
            }));
        }
        areas.sort_by_key(|one| (one.area.name(), one.inspection.opens_on));
        let mut surveys: BTreeMap<Instrument, u64> = BTreeMap::new();
        for (collection, returned) in seen.iter().flat_map(|(_, collections)| collections) {
            *surveys.entry(collection.survey).or_default() += returned;
        }
        Self { areas, by_group: by_group(&surveys), by_survey: by_survey(&surveys) }
    }

    /// The areas at one stage.
    pub fn at(&self, stage: Stage) -> impl Iterator<Item = &AreaStanding> {
        self.areas.iter().filter(move |one| one.stage == stage)
    }

    /// How many have answered.
    pub fn returned(&self) -> u64 {
        self.by_survey.iter().map(|one| one.returned).sum()
    }
}

fn by_survey(surveys: &BTreeMap<Instrument, u64>) -> Vec<Answered> {
    let count = |(survey, returned): (&Instrument, &u64)| Answered {
        who: survey.name().to_owned(),
        returned: *returned,
    };
    surveys.iter().map(count).collect()
}

/// Audiences that can be reported together as one, in the order of the first of each.
fn by_group(surveys: &BTreeMap<Instrument, u64>) -> Vec<Answered> {
    let mut groups: Vec<(&str, Answered)> = Vec::new();
    for (survey, returned) in surveys {
        let audience = survey.audience();
        let (key, who) = audience.group().map_or((audience.key(), audience.people()), |group| {
            let names = group.names.get(&Language::En);
            (group.key.as_str(), names.map_or(group.key.as_str(), |one| one.people.as_str()))
        });
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => count.returned += returned,
            None => groups.push((key, Answered { who: who.to_owned(), returned: *returned })),
        }
    }
    groups.into_iter().map(|(_, count)| count).collect()
}
