use chrono::{DateTime, NaiveDate, Utc};
use diesel::{prelude::*, upsert::excluded};

use super::{Fact, Rhythm, ends, is_for, items, morning, record, words};
use crate::{
    audit, fieldwork,
    inspection::Collection,
    notice::{Notice, NoticeKind, Words, queue},
    rates,
    settings::BaseUrl,
    store::{
        Connection, Id, Passes, StoreError, on_either,
        schema::{chores, digests, users as people},
    },
    users::{self, Role, Scope, User},
    web::paths,
};

const CHORE: &str = "digest";

/// Somebody who gets digests.
#[derive(Clone, Debug)]
pub struct Reader {
    pub id: Id,
    pub email: String,
    pub rhythm: Rhythm,
}

/// The rhythm of a user's digest.
pub fn setting(connection: &mut Connection, user: Id) -> Result<Rhythm, StoreError> {
    let (role, chosen) = people::table
        .left_join(digests::table.on(digests::reader.eq(people::id)))
        .filter(people::id.eq(user))
        .select((people::role, digests::rhythm.nullable()))
        .first::<(Role, Option<Rhythm>)>(connection)?;
    Ok(chosen.unwrap_or(Rhythm::usual(role)))
}

/// Sets the rhythm of a user's digest, and records it in the audit log.
pub fn set(connection: &mut Connection, user: &User, rhythm: Rhythm) -> Result<(), StoreError> {
    let action = match rhythm {
        Rhythm::Daily => "Chose a digest on every working day",
        Rhythm::Weekly => "Chose a digest once a week",
        Rhythm::Never => "Stopped the digest",
    };
    audit::with(connection, &user.email, action, "Own account", |connection| {
        let row = diesel::insert_into(digests::table)
            .values((digests::reader.eq(user.id), digests::rhythm.eq(rhythm.key())))
            .on_conflict(digests::reader)
            .do_update()
            .set(digests::rhythm.eq(excluded(digests::rhythm)));
        on_either!(connection, |connection| row.execute(connection)?);
        Ok(())
    })
}

/// Queues this morning's digests, unless another process has done so. Returns how many.
pub fn queue_due(connection: &mut Connection, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let Some(today) = morning(now) else { return Ok(0) };
    connection.writing(|connection| {
        if !claim(connection, today)? {
            return Ok(0);
        }
        let due: Vec<_> =
            readers(connection)?.into_iter().filter(|reader| reader.rhythm.is_due(today)).collect();
        due.iter().try_for_each(|reader| queue_for(connection, reader.id, &reader.email, now))?;
        Ok(due.len())
    })
}

/// Queues a user's digest at once, whatever they have chosen.
pub fn queue_now(
    connection: &mut Connection,
    user: &User,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    queue_for(connection, user.id, &user.email, now)
}

fn queue_for(
    connection: &mut Connection,
    user: Id,
    recipient: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    queue(
        connection,
        &Notice {
            kind: NoticeKind::Digest { user },
            recipient,
            due_at: now,
            ends_at: ends(now),
            actor: None,
        },
    )
}

/// Claims the task of a day: only one process succeeds.
fn claim(connection: &mut Connection, today: NaiveDate) -> Result<bool, StoreError> {
    let row =
        diesel::insert_into(chores::table).values(chores::name.eq(CHORE)).on_conflict_do_nothing();
    on_either!(connection, |connection| row.execute(connection)?);
    let undone = chores::done_on.is_null().or(chores::done_on.lt(today));
    let taken = diesel::update(chores::table.find(CHORE).filter(undone))
        .set(chores::done_on.eq(Some(today)))
        .execute(connection)?;
    Ok(taken > 0)
}

fn readers(connection: &mut Connection) -> Result<Vec<Reader>, StoreError> {
    let rows = people::table
        .left_join(digests::table.on(digests::reader.eq(people::id)))
        .select((people::id, people::email, people::role, digests::rhythm.nullable()))
        .load::<(Id, String, Role, Option<Rhythm>)>(connection)?;
    let reader = |(id, email, role, rhythm): (Id, String, Role, Option<Rhythm>)| {
        is_for(role).then(|| Reader { id, email, rhythm: rhythm.unwrap_or(Rhythm::usual(role)) })
    };
    Ok(rows.into_iter().filter_map(reader).collect())
}

/// A user's digest at `now`. `None` if nothing needs them, or the user no longer exists.
pub fn words_for(
    connection: &mut Connection,
    user: Id,
    passes: &Passes,
    base_url: &BaseUrl,
    now: DateTime<Utc>,
) -> Result<Option<Words>, StoreError> {
    let Some(user) = users::by_id(connection, user)?
        .map(|account| account.user)
        .filter(|user| is_for(user.role))
    else {
        return Ok(None);
    };
    let rhythm = setting(connection, user.id)?;
    let stop = base_url.with(&paths::STOP_DIGEST.of(passes.write(user.id)));
    if user.role == Role::Admin {
        let head = audit::head(connection)?;
        return Ok(head.map(|head| record::words(head, rhythm, base_url, &stop, now)));
    }
    let facts = facts(connection, &user, now)?;
    Ok(words(&items(&facts, rhythm, now), rhythm, base_url, &stop, now))
}

/// The unreleased collections that a user may see.
fn facts(
    connection: &mut Connection,
    user: &User,
    now: DateTime<Utc>,
) -> Result<Vec<Fact>, StoreError> {
    let scope = Scope::of(connection, user)?;
    let visible = fieldwork::everything(connection, &scope)?;
    let figures = rates::figures_of_all(connection, now)?;
    let messages = fieldwork::messages_of(connection, now)?;
    let next_waves = fieldwork::next_waves(connection, now)?;
    let mut facts = Vec::new();
    for seen in visible {
        let waiting: Vec<_> =
            seen.collections.into_iter().filter(|one| one.released_at.is_none()).collect();
        let standings = fieldwork::standings(
            connection,
            seen.inspection.id,
            &waiting,
            (&figures, &messages),
            now,
        )?;
        let fact = |collection: Collection| {
            Some(Fact {
                inspection: seen.inspection.title.clone(),
                standing: *standings.get(&collection.id)?,
                next_wave: next_waves.get(&collection.id).copied(),
                collection,
            })
        };
        facts.extend(waiting.into_iter().filter_map(fact));
    }
    Ok(facts)
}
