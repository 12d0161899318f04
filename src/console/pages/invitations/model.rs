use chrono::{DateTime, Utc};

use crate::{
    console::shell::access::FromRow,
    inspection::{Collection, Inspection, Part, Placed, Reachable, State, queries as inspections},
    invitation::{
        self, Invited, Mailing, outbox,
        unreached::{self, Why},
        wave::{self, Wave},
    },
    rates::{self, Bounds, Measure, Rate},
    store::{Connection, StoreError},
    users::Scope,
};

/// The invitations of a collection at one time.
#[derive(Clone, Debug)]
pub struct InvitationsPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub parts: Vec<Part>,
    pub state: State,
    pub invited: Invited,
    pub mailing: Mailing,
    /// How many addresses were not reached, by reason.
    pub unreached: Vec<(Why, u64)>,
    pub waves: Vec<Wave>,
    pub rate: Rate,
    pub measure: Measure,
    pub bounds: Option<Bounds>,
    /// Whether sending is paused for all collections.
    pub all_paused: bool,
    pub now: DateTime<Utc>,
}

impl FromRow for InvitationsPage {
    type Row = Reachable;

    fn read(
        connection: &mut Connection,
        Reachable(row): Reachable,
        _: &Scope,
    ) -> Result<Self, StoreError> {
        let (Placed { inspection, collection }, now) = (row, Utc::now());
        let id = collection.id;
        let figures = rates::figures_by_part(connection, id, now)?;
        let (reach, returned) = figures.whole(&collection);
        Ok(Self {
            parts: inspections::parts_of(connection, id)?,
            state: collection.state(now),
            invited: invitation::invited(connection, id)?,
            mailing: invitation::mailing(connection, id)?,
            unreached: unreached::counts(connection, id)?,
            waves: wave::counted_waves_of(connection, &collection, &figures)?,
            rate: reach.rate(returned),
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            all_paused: outbox::status(connection)?.0,
            inspection,
            collection,
            now,
        })
    }
}

impl InvitationsPage {
    /// Whether mailboxes can still be added.
    pub const fn takes_mailboxes(&self) -> bool {
        matches!(self.state, State::Planned | State::Open)
    }

    /// The number of the first reminder that has not begun.
    pub fn next_reminder(&self) -> i32 {
        self.waves
            .iter()
            .filter(|wave| wave.begun)
            .map(|wave| wave.number + 1)
            .max()
            .unwrap_or(1)
            .max(1)
    }

    /// The reminders that have not begun.
    pub fn reminders_ahead(&self) -> impl Iterator<Item = &Wave> {
        self.waves.iter().filter(|wave| wave.number != wave::INVITATION && !wave.begun)
    }
}
