//! How far a programme is: areas done, under way and to come, and how many have answered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    inspection::{Area, Collection, Inspection},
    language::{Language, calendar},
    rates::Visible,
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
    /// How far the area is in all inspections of the programme.
    pub stage: Stage,
    /// The first and the last day on which it asks anybody.
    pub days: (NaiveDate, NaiveDate),
    pub returned: Visible,
}

impl AreaStanding {
    fn new(
        area: Area,
        inspection: &Inspection,
        counted: &[&(Collection, Visible)],
        now: DateTime<Utc>,
    ) -> Self {
        let collections: Vec<&Collection> = counted.iter().map(|(one, _)| one).collect();
        let opens = collections.iter().map(|one| calendar::day(one.opens_at)).min();
        let closes = collections.iter().map(|one| calendar::day(one.closes_at)).max();
        Self {
            area,
            inspection: inspection.clone(),
            stage: Stage::of(&collections, now),
            days: (opens.unwrap_or(inspection.opens_on), closes.unwrap_or(inspection.closes_on)),
            // Records, meetings and the answers of areas are no responses of people.
            returned: counted
                .iter()
                .filter(|(one, _)| one.is_anonymous())
                .map(|(_, returned)| *returned)
                .sum(),
        }
    }
}

/// How many people answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// "children and young people", or the name of a survey.
    pub who: String,
    pub returned: Visible,
}

/// An inspection with its collections that somebody sees, each with its number of responses.
pub type Seen = (Inspection, Vec<(Collection, Visible)>);

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
            let mut of_each: BTreeMap<Area, Vec<&(Collection, Visible)>> = BTreeMap::new();
            for counted in collections {
                of_each.entry(counted.0.area).or_default().push(counted);
            }
            areas.extend(
                of_each
                    .into_iter()
                    .map(|(area, counted)| AreaStanding::new(area, inspection, &counted, now)),
            );
        }
        areas.sort_by_key(|one| (one.area.name(), one.days));
        // An area that is inspected twice is at one stage.
        let mut everywhere: BTreeMap<Area, Vec<&Collection>> = BTreeMap::new();
        for (collection, _) in seen.iter().flat_map(|(_, collections)| collections) {
            everywhere.entry(collection.area).or_default().push(collection);
        }
        for one in &mut areas {
            if let Some(all) = everywhere.get(&one.area) {
                one.stage = Stage::of(all, now);
            }
        }
        let mut surveys: BTreeMap<Instrument, Visible> = BTreeMap::new();
        let answered = seen.iter().flat_map(|(_, collections)| collections);
        // Records, meetings and the answers of areas are no responses of people.
        for (collection, returned) in answered.filter(|(one, _)| one.is_anonymous()) {
            let total = surveys.entry(collection.survey).or_insert(Visible::Held);
            *total = *total + *returned;
        }
        Self { areas, by_group: by_group(&surveys), by_survey: by_survey(&surveys) }
    }

    /// The areas at one stage, one entry for each inspection of an area.
    pub fn at(&self, stage: Stage) -> impl Iterator<Item = &AreaStanding> {
        self.areas.iter().filter(move |one| one.stage == stage)
    }

    /// How many areas are at a stage. An area that is inspected twice counts once.
    pub fn areas_at(&self, stage: Stage) -> usize {
        self.at(stage).map(|one| one.area).collect::<BTreeSet<_>>().len()
    }

    /// How many have answered.
    pub fn returned(&self) -> Visible {
        self.by_survey.iter().map(|one| one.returned).sum()
    }
}

fn by_survey(surveys: &BTreeMap<Instrument, Visible>) -> Vec<Answered> {
    let count = |(survey, returned): (&Instrument, &Visible)| Answered {
        who: survey.name().to_owned(),
        returned: *returned,
    };
    surveys.iter().map(count).collect()
}

/// Audiences that can be reported together as one, in the order of the first of each.
fn by_group(surveys: &BTreeMap<Instrument, Visible>) -> Vec<Answered> {
    let mut groups: Vec<(&str, Answered)> = Vec::new();
    for (survey, returned) in surveys {
        let audience = survey.audience();
        let (key, who) = audience.group().map_or((audience.key(), audience.people()), |group| {
            let names = group.names.get(&Language::En);
            (group.key.as_str(), names.map_or(group.key.as_str(), |one| one.people.as_str()))
        });
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => count.returned = count.returned + *returned,
            None => groups.push((key, Answered { who: who.to_owned(), returned: *returned })),
        }
    }
    groups.into_iter().map(|(_, count)| count).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{inspection::sample, store::Id};

    fn counted(all: Vec<(Collection, u64)>) -> Vec<(Collection, Visible)> {
        all.into_iter().map(|(one, count)| (one, count.into())).collect()
    }

    #[test]
    fn an_area_is_done_when_all_of_it_is_released_and_to_come_until_any_of_it_opens() {
        let (open, now) = sample::half_way();
        let inspection = sample::inspection_of(&open);
        let of = |area: &str, days: i64, is_released: bool| Collection {
            id: Id::random(),
            area: area.parse().expect("an area"),
            opens_at: open.opens_at + TimeDelta::days(days),
            released_at: is_released.then_some(now),
            ..open.clone()
        };
        let collections = vec![
            (of("Fife", 0, true), 30),
            (of("Fife", 0, true), 12),
            (of("Moray", 0, true), 9),
            (of("Moray", 0, false), 1),
            (of("Angus", 30, false), 0),
            (of("Falkirk", 30, false), 0),
            (of("Falkirk", 0, false), 4),
        ];
        let progress = Progress::new(&[(inspection, counted(collections))], now);
        let at = |stage| progress.at(stage).map(|one| one.area.name()).collect::<Vec<_>>();
        assert_eq!(at(Stage::Done), ["Fife"]);
        assert_eq!(at(Stage::UnderWay), ["Falkirk", "Moray"]);
        assert_eq!(at(Stage::ToCome), ["Angus"]);
        assert_eq!(progress.returned(), 56);
        assert_eq!(
            progress.at(Stage::Done).next().map(|one| one.returned),
            Some(Visible::Shown(42))
        );
    }

    #[test]
    fn an_area_that_is_inspected_twice_counts_once() {
        let (open, now) = sample::half_way();
        let of = |days: i64, is_released: bool| Collection {
            id: Id::random(),
            area: "Fife".parse().expect("an area"),
            opens_at: open.opens_at + TimeDelta::days(days),
            released_at: is_released.then_some(now),
            ..open.clone()
        };
        let inspection = || sample::inspection_of(&open);
        let progress = |second: Collection| {
            Progress::new(
                &[
                    (inspection(), counted(vec![(of(0, true), 9)])),
                    (inspection(), counted(vec![(second, 0)])),
                ],
                now,
            )
        };
        for (second, stage) in [(of(30, false), Stage::UnderWay), (of(0, true), Stage::Done)] {
            let progress = progress(second);
            assert_eq!((progress.areas_at(stage), progress.at(stage).count()), (1, 2));
            assert_eq!(Stage::ALL.map(|one| progress.areas_at(one)).iter().sum::<usize>(), 1);
        }
    }

    #[test]
    fn audiences_of_one_group_are_counted_together() {
        let (one, now) = sample::half_way();
        let inspection = sample::inspection_of(&one);
        let of = |survey| Collection { id: Id::random(), survey, ..one.clone() };
        let collections = vec![
            (of(Instrument::staff()), 7_041),
            (of(Instrument::children()), 400),
            (of(Instrument::young_people()), 247),
            (of(Instrument::parents()), 305),
        ];
        let progress = Progress::new(&[(inspection, counted(collections))], now);
        let said: Vec<String> =
            progress.by_group.iter().map(|one| format!("{} {}", one.who, one.returned)).collect();
        assert_eq!(
            said,
            ["staff 7,041", "children and young people 647", "parents and carers 305"]
        );
        assert_eq!(progress.by_survey.len(), 4);
    }
}
