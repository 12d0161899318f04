use chrono::{DateTime, Utc};

use crate::{
    console::shell::access::{Named, Names},
    inspection::{Collection, Inspection, State, Stratum, queries as inspections},
    invitation::{
        self, Invited, Mailing, outbox,
        unreached::{self, Why},
        wave::{self, Wave},
    },
    rates::{self, Bounds, Measure, Rate},
    store::{Connection, StoreError},
    users::{Scope, Sight},
};

/// The invitations of a collection at one moment.
#[derive(Clone, Debug)]
pub struct InvitationsPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub strata: Vec<Stratum>,
    pub state: State,
    pub invited: Invited,
    pub mailing: Mailing,
    /// How many addresses were not reached, by the reason.
    pub unreached: Vec<(Why, u64)>,
    pub waves: Vec<Wave>,
    pub rate: Rate,
    pub measure: Measure,
    pub bounds: Option<Bounds>,
    /// Whether nothing at all is sent, for any collection.
    pub all_paused: bool,
    pub now: DateTime<Utc>,
}

impl Named for InvitationsPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, StoreError> {
        Collection::find(connection, scope, names)?
            .then(|collection| Self::read(connection, collection, Utc::now()))
    }
}

impl InvitationsPage {
    /// `None` where the collection was deleted meanwhile.
    pub fn read(
        connection: &mut Connection,
        collection: Collection,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(inspection) = inspections::inspection_of(connection, &collection)? else {
            return Ok(None);
        };
        let id = collection.id;
        let (reach, returned) = rates::figures_by_stratum(connection, id)?.whole(&collection);
        Ok(Some(Self {
            strata: inspections::strata_of(connection, id)?,
            state: collection.state(now),
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            unreached: unreached::counts(connection, id)?,
            waves: wave::waves_of(connection, id)?,
            rate: reach.rate(returned),
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            all_paused: outbox::status(connection)?.0,
            inspection,
            collection,
            now,
        }))
    }

    /// Whether mailboxes can still be added.
    pub const fn takes_mailboxes(&self) -> bool {
        matches!(self.state, State::Planned | State::Open)
    }

    /// The reminders that have not begun.
    pub fn reminders_ahead(&self) -> impl Iterator<Item = &Wave> {
        self.waves.iter().filter(|wave| wave.number != wave::INVITATION && !wave.begun)
    }
}
