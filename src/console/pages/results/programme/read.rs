use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use super::comparison::Comparison;
use crate::{
    catalogue::{self, PublishError},
    console::pages::results::areas,
    inspection::{Collection, Inspection},
    programme::{self, Programme, queries},
    results::{self, AcrossAreas, Kept, Reader},
    store::{Connection, Id},
    survey::{Instrument, Survey, audience::Group},
    users::Scope,
};

/// The inspections of a programme that somebody sees, with their collections.
pub struct Together(Vec<(Inspection, Vec<Collection>)>);

impl Together {
    pub fn read(
        connection: &mut Connection,
        scope: &Scope,
        programme: &Programme,
    ) -> Result<Self, PublishError> {
        Ok(Self(programme::together(connection, scope, programme.id)?))
    }

    fn collections(&self) -> impl Iterator<Item = &Collection> {
        self.0.iter().flat_map(|(_, collections)| collections)
    }

    /// The surveys with any results, in their usual order. What an area answers has no figures.
    pub fn released(&self) -> Vec<Instrument> {
        let figures = self.collections().filter(|one| !one.is_area());
        let released = figures.filter(|one| one.released_at.is_some());
        released.map(|one| one.survey).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The surveys that areas answer once, each with the inspection that asks it.
    pub fn answered_by_areas(&self) -> Vec<(&Inspection, Instrument)> {
        let mut found = Vec::new();
        for (inspection, collections) in &self.0 {
            let asked = collections.iter().filter(|one| one.is_area()).map(|one| one.survey);
            let surveys: BTreeSet<Instrument> = asked.collect();
            found.extend(surveys.into_iter().map(|survey| (inspection, survey)));
        }
        found
    }

    /// The groups whose audiences are reported together somewhere.
    pub fn groups(&self) -> Vec<&'static Group> {
        let mut found: Vec<&'static Group> = Vec::new();
        for group in self.0.iter().flat_map(|(_, collections)| areas::groups(collections)) {
            if found.iter().all(|one| one.key != group.key) {
                found.push(group);
            }
        }
        found
    }

    /// The survey of this key, or the first with results.
    pub fn shown(&self, survey: &str) -> Option<Instrument> {
        let released = self.released();
        released.iter().find(|one| one.key() == survey).or_else(|| released.first()).copied()
    }

    /// Whether it asks the survey with this key; an empty one names none.
    pub fn asks(&self, survey: &str) -> bool {
        survey.is_empty()
            || self.collections().any(|one| !one.is_area() && one.survey.key() == survey)
    }

    /// How many areas have no results of a survey yet.
    pub fn waiting(&self, survey: Instrument) -> usize {
        let waiting = |one: &&Collection| one.survey == survey && one.released_at.is_none();
        self.collections().filter(waiting).map(|one| one.area).collect::<BTreeSet<_>>().len()
    }

    /// When the last of its inspections closes; `None` without any.
    pub fn closed(&self) -> Option<NaiveDate> {
        self.0.iter().map(|(one, _)| one.closes_on).max()
    }

    /// The titles of the inspections.
    pub fn titles(&self) -> HashMap<Id, String> {
        self.0.iter().map(|(one, _)| (one.id, one.title.clone())).collect()
    }

    /// The results of one survey in all areas; `None` if there are none.
    pub fn across(
        &self,
        connection: &mut Connection,
        survey: Instrument,
        reader: &Reader,
    ) -> Result<Option<AcrossAreas>, PublishError> {
        let together: Vec<_> =
            self.0.iter().map(|(one, collections)| (one, collections.clone())).collect();
        results::across_inspections(connection, &together, survey, reader)
    }

    /// The results of a group's audiences together in all areas; `None` if there are none.
    pub fn across_group(
        &self,
        connection: &mut Connection,
        group: &'static Group,
        reader: &Reader,
    ) -> Result<Option<AcrossAreas>, PublishError> {
        let together: Vec<_> =
            self.0.iter().map(|(one, collections)| (one, collections.clone())).collect();
        results::group_across_inspections(connection, &together, group, reader)
    }

    /// What is kept from a reader of one survey, or of a group's audiences together.
    pub fn kept(
        &self,
        connection: &mut Connection,
        (survey, group): (Option<Instrument>, Option<&Group>),
        reader: &Reader,
    ) -> Result<Vec<String>, PublishError> {
        let all: Vec<Collection> = self.collections().cloned().collect();
        let kept = Kept::of(connection, reader, &all)?;
        Ok(match (group, survey) {
            (Some(group), _) => kept.of_group(group, &all),
            (None, Some(survey)) => kept.of_survey(survey),
            (None, None) => kept,
        }
        .names())
    }

    /// The newest version of each other survey that it asks.
    fn others(
        &self,
        connection: &mut Connection,
        survey: Instrument,
    ) -> Result<Vec<Arc<Survey>>, PublishError> {
        let mut newest: HashMap<Instrument, u32> = HashMap::new();
        for one in self.collections().filter(|one| one.survey != survey) {
            let version = newest.entry(one.survey).or_default();
            *version = (*version).max(one.version);
        }
        let english = |(survey, version)| {
            Ok(Arc::clone(catalogue::edition(connection, survey, version)?.english()))
        };
        newest.into_iter().map(english).collect()
    }
}

/// The comparison of one survey's results with another programme.
pub fn comparison(
    connection: &mut Connection,
    scope: &Scope,
    (together, now): (&Together, &AcrossAreas),
    with: &Programme,
) -> Result<Comparison, PublishError> {
    let survey = now.survey.instrument;
    let reader = Reader::of(connection, scope.user())?;
    let then = Together::read(connection, scope, with)?.across(connection, survey, &reader)?;
    let others = together.others(connection, survey)?;
    let published = queries::figures(connection, with.id)?;
    Ok(Comparison::new(now, then.as_ref(), published, &others))
}

/// What is kept from a reader of one survey in another programme, with its title.
pub fn kept_of(
    connection: &mut Connection,
    scope: &Scope,
    other: &Programme,
    survey: Instrument,
) -> Result<Vec<String>, PublishError> {
    let reader = Reader::of(connection, scope.user())?;
    let together = Together::read(connection, scope, other)?;
    let kept = together.kept(connection, (Some(survey), None), &reader)?;
    Ok(kept.into_iter().map(|name| format!("{name} (“{}”)", other.title)).collect())
}

/// The programmes that one can be compared with.
pub struct Offers {
    pub all: Vec<Programme>,
    /// Those that came before it.
    pub earlier: Vec<Programme>,
}

/// Those of `offers` that closed no later than this programme, or that were only published elsewhere.
pub fn earlier(
    connection: &mut Connection,
    scope: &Scope,
    together: &Together,
    offers: &[Programme],
) -> Result<Vec<Programme>, PublishError> {
    let mut earlier = Vec::new();
    for one in offers {
        if Together::read(connection, scope, one)?.closed() <= together.closed() {
            earlier.push(one.clone());
        }
    }
    Ok(earlier)
}

/// The programmes that there is anything to compare with: results of the survey, or published
/// figures that name it or no survey.
pub fn offers(
    connection: &mut Connection,
    scope: &Scope,
    own: &Programme,
    survey: Instrument,
) -> Result<Vec<Programme>, PublishError> {
    let published = queries::with_figures_of(connection, survey)?;
    let mut offers = Vec::new();
    for one in programme::seen(connection, scope)? {
        if one.id == own.id {
            continue;
        }
        let released = Together::read(connection, scope, &one)?.released();
        if released.contains(&survey) || published.contains(&one.id) {
            offers.push(one);
        }
    }
    Ok(offers)
}
