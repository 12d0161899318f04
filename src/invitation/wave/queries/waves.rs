use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Binary, Integer, Timestamp},
};

use super::super::{INVITATION, Wave, reminders};
use crate::{
    inspection::Collection,
    invitation::outbox::clear_queue,
    rates::{PartFigures, Visible},
    store::{
        Connection, Count, Id, Moment, StoreError, on_either,
        schema::{collections, messages, waves},
    },
};

type Row = (i32, Moment, bool, Count, Count, Count, Count);

fn wave(
    (number, due_at, begun, Count(waiting), sent, given_up, unconfirmed): Row,
    reminders: bool,
) -> Wave {
    let count = |Count(count): Count| {
        if reminders || number == INVITATION { Visible::Shown(count) } else { Visible::Held }
    };
    Wave {
        number,
        due_at: due_at.utc(),
        begun,
        waiting,
        sent: count(sent),
        given_up: count(given_up),
        unconfirmed: count(unconfirmed),
    }
}

/// The waves of a collection, the invitation first, without the counts of reminders.
pub fn waves_of(connection: &mut Connection, collection: Id) -> Result<Vec<Wave>, StoreError> {
    read(connection, collection, false)
}

/// The waves of a collection with the counts of reminders, as far as they are shown.
pub fn counted_waves_of(
    connection: &mut Connection,
    collection: &Collection,
    figures: &PartFigures,
) -> Result<Vec<Wave>, StoreError> {
    read(connection, collection.id, figures.shows_reminders(collection))
}

fn read(
    connection: &mut Connection,
    collection: Id,
    reminders: bool,
) -> Result<Vec<Wave>, StoreError> {
    let rows = waves::table
        .filter(waves::collection.eq(collection))
        .order(waves::number)
        .select((
            waves::number,
            waves::due_at,
            waves::begun,
            waves::waiting,
            waves::sent,
            waves::given_up,
            waves::unconfirmed,
        ))
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(|row| wave(row, reminders)).collect())
}

/// Plans the invitation and the usual reminders of a collection without waves.
pub fn plan(
    connection: &mut Connection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if !waves_of(connection, collection.id)?.is_empty() {
        return Ok(());
    }
    add(connection, collection.id, INVITATION, collection.opens_at)?;
    let ahead =
        reminders(collection.opens_at, collection.closes_at).into_iter().filter(|at| *at > now);
    for (number, at) in (1..).zip(ahead) {
        add(connection, collection.id, number, at)?;
    }
    Ok(())
}

/// Adds one wave.
pub fn add(
    connection: &mut Connection,
    collection: Id,
    number: i32,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(waves::table)
        .values((
            waves::collection.eq(collection),
            waves::number.eq(number),
            waves::due_at.eq(Moment::from(at)),
            waves::begun.eq(false),
            waves::waiting.eq(0),
            waves::sent.eq(0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Replaces the reminders that have not begun with these, which are in order.
pub fn set_reminders(
    connection: &mut Connection,
    collection: Id,
    at: &[DateTime<Utc>],
) -> Result<(), StoreError> {
    connection.writing(|connection| {
        let planned = waves::table.filter(
            waves::collection
                .eq(collection)
                .and(waves::number.gt(INVITATION))
                .and(waves::begun.eq(false)),
        );
        diesel::delete(planned).execute(connection)?;
        let last = waves_of(connection, collection)?.last().map_or(INVITATION, |wave| wave.number);
        (last + 1..).zip(at).try_for_each(|(number, at)| add(connection, collection, number, *at))
    })
}

/// Queues the messages of every due wave, for every mailbox: whether the ticket is unspent is
/// checked just before sending. Reminders begin only if they may be sent now. Returns how many
/// waves began.
pub fn begin_due(
    connection: &mut Connection,
    with_reminders: bool,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let last = if with_reminders { i32::MAX } else { INVITATION };
    let now = Moment::from(now);
    let due = waves::table
        .inner_join(collections::table)
        .filter(waves::begun.eq(false).and(waves::due_at.le(now)).and(waves::number.le(last)))
        .filter(collections::opens_at.le(now).and(collections::closes_at.gt(now)))
        .order((waves::collection, waves::number))
        .select((waves::collection, waves::number))
        .load::<(Id, i32)>(connection)?;
    let mut begun = 0;
    for (collection, number) in due {
        begun += usize::from(
            connection.writing(|connection| begin(connection, collection, number, now))?,
        );
    }
    Ok(begun)
}

/// Begins one wave, unless another process has.
fn begin(
    connection: &mut Connection,
    collection: Id,
    number: i32,
    now: Moment,
) -> Result<bool, StoreError> {
    let wave = waves::table.find((collection, number)).filter(waves::begun.eq(false));
    if diesel::update(wave).set(waves::begun.eq(true)).execute(connection)? == 0 {
        return Ok(false);
    }
    let random = connection.random_id();
    // Both databases can use one value in several places of a statement.
    // Those without an invitation yet. If theirs was given up, the next reminder is another chance.
    let uninvited = "state = 'waiting' AND id NOT IN (SELECT invitation FROM messages WHERE \
        collection = $3)";
    let whom = if number == INVITATION {
        uninvited.to_owned()
    } else {
        format!("(state = 'sent' OR {uninvited})")
    };
    let insert = format!(
        "INSERT INTO messages (id, collection, wave, invitation, state, attempts, due_at) \
         SELECT {random}, collection, $1, id, 'queued', 0, $2 FROM invitations \
         WHERE collection = $3 AND {whom} AND address IS NOT NULL AND NOT opted_out"
    );
    let insert = sql_query(insert)
        .bind::<Integer, _>(number)
        .bind::<Timestamp, _>(now)
        .bind::<Binary, _>(collection);
    let count = on_either!(connection, |connection| insert.execute(connection)?);
    diesel::update(waves::table.find((collection, number)))
        .set(waves::waiting.eq(waves::waiting + Count(count)))
        .execute(connection)?;
    Ok(true)
}

/// Removes queued messages of closed collections.
pub fn drop_closed(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let now = Moment::from(now);
    let closed = collections::table.filter(collections::closes_at.le(now)).select(collections::id);
    let closed = messages::table
        .filter(messages::collection.eq_any(closed))
        .select(messages::collection)
        .distinct()
        .load::<Id>(connection)?;
    if closed.is_empty() {
        return Ok(());
    }
    connection.writing(|connection| clear_queue(connection, &closed))
}
