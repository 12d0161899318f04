use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    catalogue,
    console::{
        pages::particulars,
        shell::access::FromRow,
        views::{
            asking::Asking,
            trail::{self, Step},
        },
    },
    evaluation,
    fieldwork::change::{Keeps, keeps, keeps_inspection},
    inspection::{Area, Collection, Earlier, Inspection, Part, Placed, State, queries},
    intake::release,
    invitation::wave::{self, INVITATION, Wave},
    store::{Connection, Id, StoreError},
    users::Scope,
    web::paths,
};

/// A collection with what its changes depend on.
pub struct CollectionPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub parts: Vec<Part>,
    /// The published versions of its survey.
    pub versions: BTreeSet<u32>,
    /// The reminders that are still to be sent.
    pub reminders: Vec<Wave>,
    /// Why it cannot be deleted.
    pub why: Option<Keeps>,
    pub now: DateTime<Utc>,
}

impl FromRow for CollectionPage {
    type Row = Placed;

    fn read(connection: &mut Connection, row: Placed, _: &Scope) -> Result<Self, StoreError> {
        let (Placed { inspection, collection }, now) = (row, Utc::now());
        let id = collection.id;
        let mut reminders = wave::waves_of(connection, id)?;
        reminders.retain(|wave| wave.number != INVITATION && !wave.begun && wave.due_at > now);
        let published = catalogue::list(connection)?
            .into_iter()
            .filter(|file| file.survey == collection.survey);
        Ok(Self {
            versions: published.map(|file| file.version).collect(),
            parts: queries::parts_of(connection, id)?,
            why: keeps(connection, &collection, now)?,
            reminders,
            inspection,
            collection,
            now,
        })
    }
}

impl CollectionPage {
    pub fn state(&self) -> State {
        self.collection.state(self.now)
    }

    pub fn asking(&self) -> Asking {
        Asking::from(&self.collection)
    }

    pub fn name(&self) -> String {
        self.collection.name()
    }

    pub fn place(&self) -> String {
        paths::collection::PAGE.of(self.collection.id)
    }

    /// When its answers are released if it closes at `closes_at`.
    pub fn released_at(&self, closes_at: DateTime<Utc>) -> DateTime<Utc> {
        release::due_at(&Collection { closes_at, ..self.collection.clone() })
    }

    /// The pages above, the outermost first.
    pub fn trail(&self) -> Vec<Step> {
        vec![
            trail::inspections(),
            trail::inspection(&self.inspection),
            trail::collection(&self.collection),
        ]
    }
}

/// An inspection with what its changes depend on.
pub struct InspectionPage {
    pub inspection: Inspection,
    /// In the order of their names.
    pub collections: Vec<Collection>,
    /// Those that cannot be deleted, with reasons.
    pub kept: Vec<(Collection, Keeps)>,
    /// What it can follow.
    pub earlier: Vec<Earlier>,
    /// Whether something is evaluated, so that the inspection cannot be deleted.
    pub evaluated: bool,
    pub now: DateTime<Utc>,
}

impl FromRow for InspectionPage {
    type Row = Inspection;

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        scope: &Scope,
    ) -> Result<Self, StoreError> {
        let now = Utc::now();
        let mut collections = scope.collections_of(connection, &inspection)?;
        collections.sort_by_key(Collection::name);
        let kept = keeps_inspection(connection, &collections, now)?;
        let seen = particulars::earlier(connection, scope, Some(inspection.id))?;
        let areas: BTreeSet<Area> = collections.iter().map(|one| one.area).collect();
        let mut earlier = Earlier::before(&seen, &areas, inspection.opens_on);
        // What is set stays, though the viewer may not see it, or its collections have changed.
        let present = inspection.particulars.follows;
        if let Some(id) = present.filter(|id| earlier.iter().all(|one| one.id != *id)) {
            earlier.push(present_one(&seen, id));
        }
        let evaluated = evaluation::queries::is_any_written(connection, inspection.id)?;
        Ok(Self { inspection, collections, kept, earlier, evaluated, now })
    }
}

/// What an inspection follows already.
fn present_one(seen: &[Earlier], id: Id) -> Earlier {
    let hidden = || Earlier {
        id,
        title: "An inspection that you cannot see".to_owned(),
        opens_on: NaiveDate::default(),
        areas: BTreeSet::new(),
    };
    seen.iter().find(|one| one.id == id).cloned().unwrap_or_else(hidden)
}

impl InspectionPage {
    pub fn place(&self) -> String {
        paths::inspection::PAGE.of(self.inspection.id)
    }

    /// Whether it can be deleted.
    pub fn is_needed(&self) -> bool {
        self.evaluated || !self.kept.is_empty()
    }

    /// How many of its collections can be extended.
    pub fn unclosed(&self) -> usize {
        self.collections
            .iter()
            .filter(|one| matches!(one.state(self.now), State::Planned | State::Open))
            .count()
    }

    /// The pages above, the outermost first.
    pub fn trail(&self) -> Vec<Step> {
        vec![trail::inspections(), trail::inspection(&self.inspection)]
    }
}
