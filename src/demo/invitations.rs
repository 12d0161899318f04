//! The staff of the demo, whom nobody wrote to: their invitations are there as if they had been sent when the survey
//! opened. One small collection has a reminder due now, which really goes out.

use chrono::{DateTime, Utc};

use super::{fieldwork::domain, fill::FillError, queries};
use crate::{
    audit,
    inspection::{Collection, Stratum, queries as inspections},
    intake::{IssuedTicket, Standing, standing},
    invitation::{
        AddressBook,
        import::{self, ImportError, List, Source},
    },
    store::{Connection, Secret, StoreError},
    survey::Audience,
};

/// The area whose staff are reminded while the demo runs.
const REMINDED: &str = "Orkney Islands";
/// Of how many mailboxes one does not exist.
const ONE_UNDELIVERABLE_IN: u32 = 60;

/// The tickets of a collection's staff by the stratum that they count in.
pub type Tickets = Vec<(String, IssuedTicket)>;

/// Makes the mailboxes of a collection that is asked by invitation, and gives the tickets of those whose invitation
/// arrived.
pub fn invite(
    connection: &mut Connection,
    secret: &Secret,
    collection: &Collection,
    strata: &[Stratum],
    threshold: u32,
    now: DateTime<Utc>,
) -> Result<Tickets, FillError> {
    let population = collection.population.unwrap_or(0);
    let undeliverable = population / ONE_UNDELIVERABLE_IN;
    let parts = strata.iter().flat_map(|stratum| (0..stratum.population).map(|_| Some(stratum.key.clone())));
    let others = std::iter::repeat(strata.first().map(|stratum| stratum.key.clone()));
    let count = usize::try_from(population + undeliverable).unwrap_or(0);
    let address = |number: usize| format!("staff.{number}@{}", domain(collection.area));
    let mailboxes = (1..).map(address).zip(parts.chain(others)).take(count).collect();
    let list = List { mailboxes, ..List::default() };
    let book = AddressBook::of(secret, collection.id);
    let source = Source { collection, strata, threshold, book: &book };
    import::store(connection, &source, &list, audit::COMMAND_LINE, now).map_err(|error| match error {
        ImportError::Store(error) => FillError::Store(error),
        _ => FillError::Refused,
    })?;
    let sent = queries::as_if_sent(connection, collection.id, undeliverable, now)?;
    if collection.area.name() == REMINDED {
        queries::remind_now(connection, collection.id, now)?;
    }
    Ok(sent.into_iter().map(|(id, stratum)| (stratum, book.ticket(id))).collect())
}

/// The path of a personal form that nobody has sent yet, of the collection whose reminders go out.
pub fn one_unspent(connection: &mut Connection, secret: &Secret) -> Result<Option<String>, StoreError> {
    let reminded = |collection: &Collection| {
        collection.audience == Audience::Staff && !collection.open_link && collection.area.name() == REMINDED
    };
    let Some(collection) = inspections::collections(connection)?.into_iter().find(reminded) else { return Ok(None) };
    let book = AddressBook::of(secret, collection.id);
    for id in queries::invitations(connection, collection.id)? {
        let ticket = book.ticket(id);
        if standing(connection, collection.id, ticket.digest())? == Standing::Unspent {
            return Ok(Some(format!("/s/{}/{ticket}", collection.link)));
        }
    }
    Ok(None)
}
