use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use super::{Area, Collection, Inspection, State};
use crate::{store::Id, survey::Audience};

/// The most inspections that the public list names.
const MOST: usize = 200;

/// The inspections that may be named in public, with their collections, as they were read at a
/// moment.
#[derive(Clone, Debug)]
pub struct Listed {
    inspections: Vec<(Inspection, Vec<Arc<Collection>>)>,
    some_unlisted: Vec<Arc<Collection>>,
    read_at: DateTime<Utc>,
}

/// The public list of running surveys. It has no links and no counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub inspections: Vec<RunningInspection>,
    /// Whether there are too many to name them all.
    pub more: bool,
    /// Whether some inspections are kept off the list.
    pub unlisted: bool,
    pub as_of: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningInspection {
    pub title: String,
    pub team: Option<String>,
    pub phone: Option<String>,
    /// Who is asked, and until when, with the areas where they are, by name.
    pub asked: Vec<(Audience, DateTime<Utc>, Vec<Area>)>,
}

impl Listed {
    pub(super) fn new(
        inspections: Vec<Inspection>,
        collections: impl Iterator<Item = Arc<Collection>>,
        read_at: DateTime<Utc>,
    ) -> Self {
        let mut by_inspection: HashMap<Id, Vec<Arc<Collection>>> = HashMap::new();
        collections.for_each(|one| by_inspection.entry(one.inspection).or_default().push(one));
        let (mut listed, mut some_unlisted) = (Vec::new(), Vec::new());
        for inspection in inspections {
            let collections = by_inspection.remove(&inspection.id).unwrap_or_default();
            if inspection.contact.listed {
                listed.push((inspection, collections));
            } else {
                some_unlisted.extend(collections);
            }
        }
        listed.sort_by(|(a, _), (b, _)| a.title.cmp(&b.title));
        Self { inspections: listed, some_unlisted, read_at }
    }

    /// What runs at `now`. What is only planned is not there, nor what has closed.
    pub fn running(&self, now: DateTime<Utc>) -> Running {
        let is_open = |one: &&Arc<Collection>| one.state(now) == State::Open;
        let mut running = self.inspections.iter().filter_map(|(inspection, collections)| {
            let mut asked: BTreeMap<(Audience, DateTime<Utc>), Vec<Area>> = BTreeMap::new();
            for one in collections.iter().filter(is_open) {
                asked.entry((one.audience(), one.closes_at)).or_default().push(one.area);
            }
            let asked = asked.into_iter().map(|((audience, until), mut areas)| {
                areas.sort_unstable_by_key(|area| area.name());
                (audience, until, areas)
            });
            let asked: Vec<_> = asked.collect();
            (!asked.is_empty()).then(|| RunningInspection {
                title: inspection.title.clone(),
                team: inspection.contact.team.clone(),
                phone: inspection.contact.phone.clone(),
                asked,
            })
        });
        let inspections = running.by_ref().take(MOST).collect();
        let more = running.next().is_some();
        let unlisted = self.some_unlisted.iter().any(|one| is_open(&one));
        Running { inspections, more, unlisted, as_of: self.read_at }
    }
}
