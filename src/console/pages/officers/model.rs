use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    catalogue,
    console::shell::{
        ConsoleError,
        access::{Named, Names},
    },
    inspection::{Collection, Inspection, Placed, State},
    officers::{Officer, Standing, queries},
    records::{Reading, ReadingState},
    store::{Connection, Id},
    survey::{Instrument, Survey},
    users::{Scope, Sight},
};

/// A collection that an area answers once, with its officers and its response.
#[derive(Clone, Debug)]
pub struct OfficersPage {
    pub inspection: Inspection,
    pub area: AreaRow,
    pub now: DateTime<Utc>,
}

/// One area, with who is asked for it and its response.
#[derive(Clone, Debug)]
pub struct AreaRow {
    pub collection: Collection,
    pub officers: Vec<Officer>,
    /// The response, also a draft.
    pub response: Option<Reading>,
}

impl AreaRow {
    pub fn standing(&self) -> Standing {
        Standing::of(self.officers.len(), self.response.as_ref())
    }

    /// What the area has sent. Nobody reads drafts.
    pub fn sent(&self) -> Option<&Reading> {
        self.response.as_ref().filter(|response| response.state == ReadingState::Done)
    }
}

impl OfficersPage {
    pub fn state(&self) -> State {
        self.area.collection.state(self.now)
    }

    /// Whether people can still be named.
    pub fn can_be_asked(&self) -> bool {
        matches!(self.state(), State::Planned | State::Open)
    }

    /// The officer of this id, if they are asked here.
    pub fn officer(&self, id: Option<Id>) -> Option<&Officer> {
        self.area.officers.iter().find(|one| Some(one.id) == id)
    }
}

impl Named for OfficersPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Placed::find(connection, scope, names)?.then(|Placed { inspection, collection }| {
            if !collection.is_area() {
                return Ok(None);
            }
            let officers = queries::of_collection(connection, collection.id)?;
            let response = queries::response(connection, collection.id)?;
            let area = AreaRow { collection, officers, response };
            Ok(Some(Self { inspection, area, now: Utc::now() }))
        })
    }
}

/// One survey of an inspection in all the areas that answer it.
#[derive(Clone, Debug)]
pub struct AreasPage {
    pub inspection: Inspection,
    pub instrument: Instrument,
    /// The latest version that is asked.
    pub survey: Arc<Survey>,
    /// By the name of the area.
    pub areas: Vec<AreaRow>,
    pub now: DateTime<Utc>,
}

impl AreasPage {
    /// How many areas have sent their answers.
    pub fn sent(&self) -> usize {
        self.areas.iter().filter(|area| area.sent().is_some()).count()
    }
}

impl Named for AreasPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Inspection::find(connection, scope, names)?.then(|inspection| {
            let mut asked = scope.collections_of(connection, &inspection)?;
            asked.retain(|one| one.is_area() && one.survey.key() == names.text("survey"));
            asked.sort_by_key(|one| one.area.name());
            let Some(latest) = asked.iter().max_by_key(|one| one.version) else { return Ok(None) };
            let edition = catalogue::edition(connection, latest.survey, latest.version)?;
            let (instrument, ids) =
                (latest.survey, asked.iter().map(|one| one.id).collect::<Vec<_>>());
            let officers = queries::of_collections(connection, &ids)?;
            let responses = queries::responses(connection, &ids)?;
            let row = |collection: Collection| {
                let of = |id: Id| officers.iter().filter(move |one| one.collection == id);
                let response = responses.iter().find(|(of, _)| *of == collection.id);
                AreaRow {
                    officers: of(collection.id).cloned().collect(),
                    response: response.map(|(_, response)| response.clone()),
                    collection,
                }
            };
            Ok(Some(Self {
                instrument,
                survey: Arc::clone(edition.english()),
                areas: asked.into_iter().map(row).collect(),
                now: Utc::now(),
                inspection,
            }))
        })
    }
}
