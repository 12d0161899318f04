use chrono::Utc;

use crate::{
    console::shell::access::FromRow,
    inspection::{Collection, Inspection, Placed, Reachable, State},
    invitation::{
        AddressBook,
        unreached::{self, Unreached},
    },
    store::{Connection, Secret, StoreError},
    users::Scope,
    web::paths,
};

/// The most addresses that a page shows. More follow as the first are handled.
const SHOWN: usize = 100;

/// The addresses of a collection that were not reached, at one time.
#[derive(Clone, Debug)]
pub struct UnreachedPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub state: State,
    pub all: Vec<Unreached>,
}

impl FromRow for UnreachedPage {
    type Row = Reachable;

    fn read(
        connection: &mut Connection,
        Reachable(row): Reachable,
        _: &Scope,
    ) -> Result<Self, StoreError> {
        let Placed { inspection, collection } = row;
        let all = unreached::list(connection, collection.id)?;
        Ok(Self { state: collection.state(Utc::now()), inspection, collection, all })
    }
}

/// An address as shown.
pub struct Row<'a> {
    pub unreached: &'a Unreached,
    pub address: String,
}

impl Row<'_> {
    /// Its name in forms, which changes when somebody handles the address.
    pub fn key(&self) -> String {
        key(self.unreached)
    }
}

fn key(one: &Unreached) -> String {
    format!("{}-{}", one.invitation, one.tries)
}

impl UnreachedPage {
    /// The first addresses, alphabetically.
    pub fn rows(&self, secret: &Secret) -> Vec<Row<'_>> {
        let book = AddressBook::of(secret, self.collection.id);
        let address = |one: &Unreached| book.open(one.invitation, &one.sealed);
        let mut rows: Vec<Row<'_>> = self
            .all
            .iter()
            .filter_map(|unreached| address(unreached).map(|address| Row { unreached, address }))
            .collect();
        rows.sort_by_cached_key(|row| row.address.to_lowercase());
        rows.truncate(SHOWN);
        rows
    }

    /// The address with this name in forms, unless somebody has handled it since.
    pub fn named(&self, name: &str) -> Option<&Unreached> {
        self.all.iter().find(|one| key(one) == name)
    }

    /// Whether messages can still be sent.
    pub const fn takes_mailboxes(&self) -> bool {
        matches!(self.state, State::Planned | State::Open)
    }

    pub fn path(&self) -> String {
        paths::invitations::UNREACHED.of(self.collection.id)
    }
}
