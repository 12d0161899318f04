use chrono::{DateTime, Utc};

use crate::{
    inspection::{Collection, Inspection, State, Stratum, queries as inspections},
    invitation::{
        self, Invited, Mailing, sender,
        wave::{self, Wave},
    },
    results::{self, Bounds, Measure, Rate},
    store::{Connection, Id, StoreError},
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
    pub waves: Vec<Wave>,
    pub rate: Rate,
    pub measure: Measure,
    pub bounds: Option<Bounds>,
    /// Whether nothing at all is sent, for any collection.
    pub all_paused: bool,
    pub now: DateTime<Utc>,
}

impl InvitationsPage {
    /// `None` where there is no such collection.
    pub fn read(connection: &mut Connection, id: Id, now: DateTime<Utc>) -> Result<Option<Self>, StoreError> {
        let Some(collection) = inspections::collection_by_id(connection, id)? else { return Ok(None) };
        let Some(inspection) = inspections::inspection_by_id(connection, collection.inspection)? else {
            return Ok(None);
        };
        let (reach, returned) = results::figures_by_stratum(connection, id)?.whole(&collection);
        Ok(Some(Self {
            strata: inspections::strata_of(connection, id)?,
            state: collection.state(now),
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            waves: wave::waves_of(connection, id)?,
            rate: reach.rate(returned),
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            all_paused: sender::status(connection)?.0,
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
