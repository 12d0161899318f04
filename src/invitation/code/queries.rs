use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_types::{Binary, Text},
};

use super::{AccessCode, Batch, NewBatch, Slip};
use crate::{
    audit,
    inspection::{Collection, Link},
    intake::{IssuedTicket, TicketIssuer},
    rates::{PartFigures, Visible},
    store::{
        Connection, Count, HashValue, Id, Moment, StoreError, insert_rows,
        schema::{code_batches, collections, issued_tickets},
    },
};

/// For how long after closing a code still leads to a page that says so.
const REMEMBERED: Duration = Duration::days(90);
/// How often codes are drawn again because one of them was in use: with 5,000 in use, once in 700
/// batches of 5,000.
const TRIES: usize = 5;

/// Why no slips were made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    #[error("these slips already exist")]
    MadeAlready,
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for NotMade {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Makes slips with fresh codes, all or none, and records who made them for `subject`. The codes
/// are never known again.
pub fn make(
    connection: &mut Connection,
    issuer: &TicketIssuer,
    batch: &NewBatch,
    (actor, subject): (&str, &Collection),
) -> Result<Vec<Slip>, NotMade> {
    let action = format!("Made {} slips{}", batch.number, at_place(&batch.place));
    let mut tries = 0;
    loop {
        tries += 1;
        let slips = draw(issuer, batch);
        match write(connection, batch, &slips, |connection| {
            audit::record(connection, actor, &action, subject)
        }) {
            Ok(()) => return Ok(slips),
            Err(NotMade::Store(error)) if error.is_duplicate() && tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
}

/// Slips with distinct codes.
fn draw(issuer: &TicketIssuer, batch: &NewBatch) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    let mut drawn = HashSet::new();
    while slips.len() < batch.number as usize {
        let code = AccessCode::random();
        if drawn.insert(code) {
            slips.push(Slip { code, ticket: ticket(issuer, batch.collection, code) });
        }
    }
    slips
}

/// The ticket of a code in a collection.
fn ticket(issuer: &TicketIssuer, collection: Id, code: AccessCode) -> IssuedTicket {
    issuer.ticket(collection, b"code", code.as_bytes())
}

fn write(
    connection: &mut Connection,
    batch: &NewBatch,
    slips: &[Slip],
    note: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<(), NotMade> {
    // In their own order, so that rows and slips do not have the same order.
    let mut digests: Vec<HashValue> = slips.iter().map(|slip| slip.ticket.digest()).collect();
    digests.sort_unstable();
    connection.writing(|connection| {
        // First the batch: of two equal requests the second waits for the first, and then finds its
        // batch.
        let added = diesel::insert_into(code_batches::table)
            .values((
                code_batches::id.eq(batch.id),
                code_batches::collection.eq(batch.collection),
                code_batches::part.eq(&batch.part),
                code_batches::place.eq(&batch.place),
                code_batches::number.eq(Count(batch.number)),
                code_batches::used.eq(0_i64),
                code_batches::revoked.eq(false),
                code_batches::made_on.eq(batch.made_on),
            ))
            .execute(connection)
            .map_err(StoreError::from);
        match added {
            Err(error) if error.is_duplicate() => return Err(NotMade::MadeAlready),
            other => other?,
        };
        hand_out(connection, batch, &digests)?;
        Ok(note(connection)?)
    })
}

fn hand_out(
    connection: &mut Connection,
    batch: &NewBatch,
    digests: &[HashValue],
) -> Result<(), StoreError> {
    insert_rows!(
        connection,
        issued_tickets,
        given { collection: Binary = batch.collection, part: Text = &batch.part, batch: Binary = batch.id },
        each |digest| in digests, { digest: Binary = digest }
    );
    Ok(())
}

type BatchRow = (Id, Id, String, String, Count, Count, bool, NaiveDate);

fn batch(
    (id, collection, part, place, Count(number), used, revoked, made_on): BatchRow,
    count: impl Fn(Count) -> Visible,
) -> Batch {
    Batch { id, collection, part, place, number, used: count(used), revoked, made_on }
}

/// The batches of a collection, the newest first; those of one day by their places.
pub fn batches(
    connection: &mut Connection,
    collection: &Collection,
    figures: &PartFigures,
) -> Result<Vec<Batch>, StoreError> {
    let rows = code_batches::table
        .filter(code_batches::collection.eq(collection.id))
        .order((code_batches::made_on.desc(), code_batches::place, code_batches::id))
        .load::<BatchRow>(connection)?;
    let shown = figures.shows_slips(collection);
    let count = |used: Count| if shown { Visible::Shown(used.0) } else { Visible::Held };
    Ok(rows.into_iter().map(|row| batch(row, count)).collect())
}

/// One batch, if it exists, without the number of slips that were used.
pub fn batch_by_id(connection: &mut Connection, id: Id) -> Result<Option<Batch>, StoreError> {
    Ok(code_batches::table
        .find(id)
        .first::<BatchRow>(connection)
        .optional()?
        .map(|row| batch(row, |_| Visible::Held)))
}

/// Cancels a batch: its unused codes stop working. Returns whether it was not cancelled before.
pub fn revoke(
    connection: &mut Connection,
    batch: &Batch,
    (actor, subject): (&str, &Collection),
) -> Result<bool, StoreError> {
    connection.writing(|connection| {
        let there = code_batches::table.find(batch.id).filter(code_batches::revoked.eq(false));
        let changed =
            diesel::update(there).set(code_batches::revoked.eq(true)).execute(connection)? > 0;
        if changed {
            let action = format!("Cancelled {} slips{}", batch.number, at_place(&batch.place));
            audit::record(connection, actor, &action, subject)?;
        }
        Ok(changed)
    })
}

fn at_place(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" for {place}") }
}

/// Where a code leads.
#[derive(Clone)]
pub struct Found {
    pub link: Link,
    pub ticket: IssuedTicket,
}

/// Finds the form that a code opens, or opened: `spent` says whether a ticket without a row is
/// known to be spent.
///
/// This costs one ticket for each collection with slips, and one index lookup for all of them. With
/// three hundred such collections, an HTTP request takes 3 ms.
pub fn find(
    connection: &mut Connection,
    issuer: &TicketIssuer,
    code: AccessCode,
    now: DateTime<Utc>,
    spent: impl Fn(Id, HashValue) -> bool,
) -> Result<Option<Found>, StoreError> {
    let with_slips = collections::table
        .filter(collections::released_at.is_null())
        .filter(collections::closes_at.gt(Moment::from(now - REMEMBERED)))
        .filter(collections::id.eq_any(code_batches::table.select(code_batches::collection)))
        .order(collections::closes_at.desc())
        .select((collections::id, collections::link))
        .load::<(Id, Link)>(connection)?;
    let mut may_be: HashMap<HashValue, (Id, Found)> = HashMap::with_capacity(with_slips.len());
    for (collection, link) in with_slips {
        let ticket = ticket(issuer, collection, code);
        may_be.insert(ticket.digest(), (collection, Found { link, ticket }));
    }
    let there = issued_tickets::table
        .inner_join(code_batches::table)
        .inner_join(collections::table.on(collections::id.eq(issued_tickets::collection)))
        .filter(issued_tickets::digest.eq_any(may_be.keys().copied().collect::<Vec<_>>()))
        .order((
            code_batches::revoked,
            (collections::opens_at.gt(Moment::from(now))),
            collections::closes_at.desc(),
        ))
        .select(issued_tickets::digest)
        .first::<HashValue>(connection)
        .optional()?;
    let found = match there {
        Some(digest) => may_be.remove(&digest),
        None => may_be
            .into_iter()
            .find(|(digest, (collection, _))| spent(*collection, *digest))
            .map(|(_, found)| found),
    };
    Ok(found.map(|(_, found)| found))
}
