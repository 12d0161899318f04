use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    catalogue,
    console::shell::{ConsoleError, form::Typed},
    fieldwork::change::{Difference, Keeps, Refused, keeps, keeps_inspection},
    inspection::{Collection, Inspection, State, Stratum, queries},
    intake::release,
    invitation::wave::{self, INVITATION, Wave},
    language::calendar::{self, instant},
    store::{Connection, Store, StoreError},
    users::{Scope, User},
};

/// A collection with what decides on its changes.
pub struct CollectionPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub strata: Vec<Stratum>,
    /// The published versions of its survey.
    pub versions: BTreeSet<u32>,
    /// The reminders that are still to go out.
    pub reminders: Vec<Wave>,
    /// Why it cannot be deleted.
    pub why: Option<Keeps>,
    pub now: DateTime<Utc>,
}

impl CollectionPage {
    /// Reads it as it is now.
    pub async fn of(
        collection: Collection,
        scope: &Scope,
        store: &Store,
    ) -> Result<Self, ConsoleError> {
        let found =
            store.run(move |connection| Self::read(connection, collection, Utc::now())).await?;
        found.ok_or_else(|| ConsoleError::NotFound(scope.user().clone()))
    }

    /// Reads it again, as far as it is still seen.
    pub async fn again(&self, scope: &Scope, store: &Store) -> Result<Self, ConsoleError> {
        let (id, within) = (self.collection.id, scope.clone());
        let found = store.run(move |connection| {
            let collection = within.find::<Collection>(connection, id)?;
            collection.then(|collection| Self::read(connection, collection, Utc::now()))
        });
        found.await?.seen().ok_or_else(|| ConsoleError::NotFound(scope.user().clone()))
    }

    fn read(
        connection: &mut Connection,
        collection: Collection,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(inspection) = queries::inspection_of(connection, &collection)? else {
            return Ok(None);
        };
        let id = collection.id;
        let mut reminders = wave::waves_of(connection, id)?;
        reminders.retain(|wave| wave.number != INVITATION && !wave.begun && wave.due_at > now);
        let published = catalogue::list(connection)?
            .into_iter()
            .filter(|file| file.audience == collection.audience);
        Ok(Some(Self {
            versions: published.map(|file| file.version).collect(),
            strata: queries::strata_of(connection, id)?,
            why: keeps(connection, &collection, now)?,
            reminders,
            inspection,
            collection,
            now,
        }))
    }

    pub fn state(&self) -> State {
        self.collection.state(self.now)
    }

    pub fn name(&self) -> String {
        self.collection.name()
    }

    pub fn place(&self) -> String {
        format!("/console/collections/{}", self.collection.id)
    }

    /// When its answers are released if it closes at `closes_at`.
    pub fn released_at(&self, closes_at: DateTime<Utc>) -> DateTime<Utc> {
        release::due_at(&Collection { closes_at, ..self.collection.clone() })
    }

    /// The pages above, the outermost first.
    pub fn trail(&self) -> Vec<(String, String)> {
        vec![
            ("/console".to_owned(), "Inspections".to_owned()),
            (format!("/console/inspections/{}", self.inspection.id), self.inspection.title.clone()),
            (self.place(), self.name()),
        ]
    }
}

/// An inspection with what decides on its changes.
pub struct InspectionPage {
    pub inspection: Inspection,
    /// In the order of their names.
    pub collections: Vec<Collection>,
    /// Those that cannot be deleted, each with why.
    pub kept: Vec<(Collection, Keeps)>,
    pub now: DateTime<Utc>,
}

impl InspectionPage {
    /// Reads it as it is now.
    pub async fn of(
        inspection: Inspection,
        scope: &Scope,
        store: &Store,
    ) -> Result<Self, ConsoleError> {
        let within = scope.clone();
        Ok(store
            .run(move |connection| Self::read(connection, inspection, &within, Utc::now()))
            .await?)
    }

    /// Reads it again, as far as it is still seen.
    pub async fn again(&self, scope: &Scope, store: &Store) -> Result<Self, ConsoleError> {
        let (id, within) = (self.inspection.id, scope.clone());
        let found = store.run(move |connection| {
            let inspection = within.find::<Inspection>(connection, id)?;
            inspection.then(|inspection| {
                Self::read(connection, inspection, &within, Utc::now()).map(Some)
            })
        });
        found.await?.seen().ok_or_else(|| ConsoleError::NotFound(scope.user().clone()))
    }

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let mut collections = scope.collections_of(connection, &inspection)?;
        collections.sort_by_key(Collection::name);
        let kept = keeps_inspection(connection, &collections, now)?;
        Ok(Self { inspection, collections, kept, now })
    }

    pub fn place(&self) -> String {
        format!("/console/inspections/{}", self.inspection.id)
    }

    /// How many of its collections can be extended.
    pub fn unclosed(&self) -> usize {
        self.collections
            .iter()
            .filter(|one| matches!(one.state(self.now), State::Planned | State::Open))
            .count()
    }

    /// The pages above, the outermost first.
    pub fn trail(&self) -> Vec<(String, String)> {
        vec![
            ("/console".to_owned(), "Inspections".to_owned()),
            (self.place(), self.inspection.title.clone()),
        ]
    }
}

/// What a form is filled from, for its hidden field.
pub fn filled_from(setup: &impl Serialize) -> String {
    serde_json::to_string(setup).unwrap_or_default()
}

/// What a form was filled from. What cannot be read is refused like what has changed since.
pub fn read_from<T: DeserializeOwned>(typed: &Typed) -> Result<T, Refused> {
    serde_json::from_str(typed.one("from")).map_err(|_| Refused::Stale(Vec::new()))
}

/// The value of a field for this moment, on the clocks of Scotland.
pub fn shown(instant: DateTime<Utc>) -> String {
    calendar::field(instant)
}

/// The moment that was typed, if it was changed from `before`: fields show no seconds, so what was
/// left alone is kept as it is.
pub fn moment(text: &str, before: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if text == shown(before) {
        return Some(before);
    }
    fresh_moment(text)
}

/// The moment that was typed.
pub fn fresh_moment(text: &str) -> Option<DateTime<Utc>> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(instant)
}

/// What the form shows once something was changed meanwhile: what somebody typed, and for what they
/// left as it was `before`, or did not send, what it is `now`. Else they would undo the change by
/// sending the form again.
pub fn kept<const N: usize>(
    typed: &Typed,
    before: &Typed,
    now: &Typed,
    fields: [&str; N],
) -> Typed {
    let value = |field| {
        let untouched = before.is_there(field) && typed.one(field) == before.one(field);
        if untouched || !typed.is_there(field) { now.exactly(field) } else { typed.exactly(field) }
    };
    Typed::of(fields.map(|field| (field, value(field).to_owned())))
}

/// What has changed since a question was asked, if that is why nothing was done. Otherwise the page
/// says by itself why not.
pub fn meanwhile(user: &User, refused: Refused) -> Result<Option<Vec<Difference>>, ConsoleError> {
    match refused {
        Refused::Gone => Err(ConsoleError::NotFound(user.clone())),
        Refused::Store(error) => Err(error.into()),
        Refused::Stale(differences) => Ok(Some(differences)),
        Refused::Kept | Refused::Released | Refused::NotOpen | Refused::Broken(_) => Ok(None),
    }
}

/// What a page tells above its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told<'a> {
    #[default]
    Nothing,
    /// It was changed meanwhile, in these ways as far as they are known.
    Stale(&'a [Difference]),
}

impl<'a> Told<'a> {
    pub fn of(differences: Option<&'a [Difference]>) -> Self {
        differences.map_or(Self::Nothing, Self::Stale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_was_left_alone_keeps_its_seconds_and_one_that_was_typed_is_of_scotland() {
        let before: DateTime<Utc> = "2026-07-01T16:00:42.5Z".parse().expect("a time");
        assert_eq!(shown(before), "2026-07-01T17:00");
        assert_eq!(moment("2026-07-01T17:00", before), Some(before));
        assert_eq!(moment("2026-07-01T17:01", before), "2026-07-01T16:01:00Z".parse().ok());
        assert_eq!(moment("tomorrow", before), None);
        assert_eq!(fresh_moment("2026-12-01T17:00"), "2026-12-01T17:00:00Z".parse().ok());
    }

    #[test]
    fn what_somebody_typed_is_kept_and_what_they_left_alone_is_as_it_is_now() {
        let form = |target: &str, closes: &str| {
            Typed::of([("target", target.to_owned()), ("closes", closes.to_owned())])
        };
        let kept = kept(
            &form("70", "monday"),
            &form("80", "monday"),
            &form("80", "friday"),
            ["target", "closes"],
        );
        assert_eq!((kept.one("target"), kept.one("closes")), ("70", "friday"));
        let nothing = super::kept(
            &Typed::default(),
            &Typed::default(),
            &form("80", "friday"),
            ["target", "closes"],
        );
        assert_eq!((nothing.one("target"), nothing.one("closes")), ("80", "friday"));
    }

    #[test]
    fn what_a_form_was_filled_from_comes_back_as_it_was() {
        let before: DateTime<Utc> = "2026-07-01T16:00:42.123456Z".parse().expect("a time");
        let typed = Typed::of([("from", filled_from(&before))]);
        assert_eq!(read_from::<DateTime<Utc>>(&typed).expect("read"), before);
        assert!(matches!(read_from::<DateTime<Utc>>(&Typed::default()), Err(Refused::Stale(_))));
    }
}
