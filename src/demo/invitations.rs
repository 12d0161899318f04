//! Mailboxes and slips of the demo. Nobody wrote to these people: their invitations are there as if
//! they had been sent when the survey opened, and reminders as if they had gone to whoever had not
//! answered. One small collection has a reminder due now, which really goes out.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{SeedableRng, rngs::SmallRng, seq::SliceRandom};

use super::{
    error::FillError,
    plan::{Fill, domain},
    queries,
    running::REMINDED,
};
use crate::{
    audit,
    inspection::{Collection, Inspection, Part, State, queries as inspections},
    intake::{IssuedTicket, Standing, TicketIssuer, standing},
    invitation::{
        AddressBook,
        code::{NewBatch, queries as codes},
        import::{self, Consent, ImportError, List, Source},
    },
    store::{Connection, Secret, StoreError},
};

/// Of how many mailboxes one does not exist.
const ONE_UNDELIVERABLE_IN: u32 = 60;
/// In which order slips are used.
const SEED: u64 = 8;

/// The tickets of a collection's people by the part that they count in.
pub type Tickets = Vec<(String, IssuedTicket)>;

/// A collection whose people are given tickets.
pub struct Given<'a> {
    pub inspection: &'a Inspection,
    pub collection: &'a Collection,
    pub parts: &'a [Part],
    pub fill: &'a Fill,
    /// When those who have answered did, in order.
    pub came: &'a [DateTime<Utc>],
}

/// Hands out the tickets of a collection that has no open link: by slips, or else by email.
pub fn give(
    connection: &mut Connection,
    secret: &Secret,
    given: &Given<'_>,
    now: DateTime<Utc>,
) -> Result<Tickets, FillError> {
    if given.fill.places.is_empty() {
        invite(connection, secret, given, now)
    } else {
        print(connection, secret, given)
    }
}

impl Given<'_> {
    /// Who handed out what, by the audit log.
    fn actor(&self) -> &str {
        self.collection.coordinator.as_deref().unwrap_or(audit::COMMAND_LINE)
    }
}

fn print(
    connection: &mut Connection,
    secret: &Secret,
    given: &Given<'_>,
) -> Result<Tickets, FillError> {
    let issuer = TicketIssuer::of(secret);
    let mut tickets = Tickets::new();
    for (place, number) in given.fill.places {
        let whose = (given.inspection, given.collection);
        let batch = NewBatch::of(whose, None, place, *number, given.collection.opens_at);
        let slips = codes::make(connection, &issuer, &batch, (given.actor(), given.collection));
        let slips = slips.map_err(|_| FillError::Refused)?;
        tickets.extend(slips.into_iter().map(|slip| (batch.part.clone(), slip.ticket)));
    }
    // Children of all places answer.
    tickets.shuffle(&mut SmallRng::seed_from_u64(SEED));
    Ok(tickets)
}

/// Makes the mailboxes, and gives the tickets of those whose invitation arrived.
fn invite(
    connection: &mut Connection,
    secret: &Secret,
    given: &Given<'_>,
    now: DateTime<Utc>,
) -> Result<Tickets, FillError> {
    let (collection, parts) = (given.collection, given.parts);
    let population = collection.population.unwrap_or(0);
    let undeliverable = population / ONE_UNDELIVERABLE_IN;
    let whose = parts.iter().flat_map(|part| (0..part.population).map(|_| Some(part.key.clone())));
    let others = std::iter::repeat(parts.first().map(|part| part.key.clone()));
    let count = usize::try_from(population + undeliverable).unwrap_or(0);
    let address = |number: usize| format!("staff.{number}@{}", domain(collection.area));
    let mailboxes = (1..).map(address).zip(whose.chain(others)).take(count).collect();
    let list = List { mailboxes, ..List::default() };
    let book = AddressBook::of(secret, collection.id);
    let threshold = given.inspection.threshold;
    let source = Source { collection, parts, threshold, book: &book };
    // The list came in good time, so that the invitation and all reminders are planned.
    let uploaded = now.min(collection.opens_at - TimeDelta::days(1));
    import::store(connection, &source, &list, (given.actor(), Consent::None), uploaded).map_err(
        |error| match error {
            ImportError::Store(error) => FillError::Store(error),
            _ => FillError::Refused,
        },
    )?;
    if collection.state(now) == State::Planned {
        return Ok(Tickets::new());
    }
    let sent = queries::as_if_sent(connection, collection.id, undeliverable, given.came, now)?;
    if given.fill.reminded {
        queries::remind_now(connection, collection.id, now)?;
    }
    Ok(sent.into_iter().map(|(id, part)| (part, book.ticket(id))).collect())
}

/// Whether a personal link of this collection may have been printed.
pub fn is_printed(collection: &Collection) -> bool {
    collection.audience().is_asked_by_email()
        && !collection.open_link
        && collection.area.name() == REMINDED
}

/// The path of a personal form that nobody has sent yet, of an area whose reminders go out.
pub fn one_unspent(
    connection: &mut Connection,
    secret: &Secret,
) -> Result<Option<String>, StoreError> {
    for collection in inspections::unscoped::collections(connection)?.into_iter().filter(is_printed)
    {
        let book = AddressBook::of(secret, collection.id);
        for id in queries::invitations(connection, collection.id)? {
            let ticket = book.ticket(id);
            if standing(connection, collection.id, ticket.digest())? == Standing::Unspent {
                return Ok(Some(format!("/s/{}/{ticket}", collection.link)));
            }
        }
    }
    Ok(None)
}
