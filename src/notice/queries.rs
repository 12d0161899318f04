use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;

use super::{Notice, NoticeKind};
use crate::{
    audit,
    invitation::outbox,
    store::{
        Connection, Id, StoreError,
        schema::{notices, users},
    },
};

/// A notice that this process has claimed.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: Id,
    pub recipient: String,
    /// `None` where another version of this service queued it.
    pub kind: Option<NoticeKind>,
    pub attempts: i32,
    pub ends_at: DateTime<Utc>,
    /// How many times it was handed over before without an answer.
    pub handed: i32,
    lease: NaiveDateTime,
    /// Who caused it, by their email address.
    pub actor: Option<String>,
}

/// How long a process has the notices that it claimed: longer than a mail server may take to greet,
/// to hear who sends and who receives; and again from there to its confirmation.
pub const LEASE: TimeDelta = TimeDelta::minutes(15);

/// Queues a notice, in the transaction of what it tells of.
pub fn queue(connection: &mut Connection, notice: &Notice<'_>) -> Result<(), StoreError> {
    if matches!(notice.kind, NoticeKind::Join { .. } | NoticeKind::NewPassword { .. }) {
        forget_return(connection, notice.recipient)?;
    }
    diesel::insert_into(notices::table)
        .values((
            notices::id.eq(Id::random()),
            notices::recipient.eq(notice.recipient),
            notices::kind.eq(notice.kind.key()),
            notices::about.eq(notice.kind.about()),
            notices::detail.eq(notice.kind.detail()),
            notices::attempts.eq(0),
            notices::due_at.eq(stored(notice.due_at)),
            notices::ends_at.eq(stored(notice.ends_at)),
            notices::actor.eq(notice.actor),
        ))
        .execute(connection)?;
    Ok(())
}

/// How many notices wait.
pub fn waiting(connection: &mut Connection) -> Result<u64, StoreError> {
    let count: i64 = notices::table.count().get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

type Row = (Id, String, String, Id, Option<String>, i32, NaiveDateTime, i32, Option<String>);

/// Claims at most `most` notices that are due, within the limit of all messages of all processes
/// together. One that is claimed is due again when its lease has run out.
pub fn claim(
    connection: &mut Connection,
    most: u32,
    per_minute: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let due = || notices::table.filter(notices::due_at.le(stored(now)));
    // A look first, since there is nothing nearly always: nobody else has to wait for it.
    if due().count().get_result::<i64>(connection)? == 0 {
        return Ok(Vec::new());
    }
    connection.writing(|connection| {
        let count = outbox::allowed(connection, most, per_minute, now)?;
        let chosen = due().order((notices::due_at, notices::id)).limit(count.into()).select((
            notices::id,
            notices::recipient,
            notices::kind,
            notices::about,
            notices::detail,
            notices::attempts,
            notices::ends_at,
            notices::handed,
            notices::actor,
        ));
        let rows: Vec<Row> = match connection {
            Connection::Sqlite(connection) => chosen.load(connection)?,
            Connection::Postgres(connection) => {
                chosen.for_update().skip_locked().load(connection)?
            }
        };
        let lease = stored(now + LEASE);
        let claimed: Vec<Claimed> = rows.into_iter().map(|row| claimed(row, lease)).collect();
        let ids: Vec<Id> = claimed.iter().map(|notice| notice.id).collect();
        diesel::update(notices::table.filter(notices::id.eq_any(&ids)))
            .set(notices::due_at.eq(lease))
            .execute(connection)?;
        outbox::use_up(connection, i32::try_from(claimed.len()).unwrap_or(i32::MAX))?;
        Ok(claimed)
    })
}

fn claimed(
    (id, recipient, key, about, detail, attempts, ends_at, handed, actor): Row,
    lease: NaiveDateTime,
) -> Claimed {
    let kind = NoticeKind::read(&key, about, detail.as_deref());
    Claimed { id, recipient, kind, attempts, ends_at: ends_at.and_utc(), handed, lease, actor }
}

/// Counts a notice as handed over and extends its lease. Gives `false` where it is gone, another
/// process has it, or it was handed over too often.
pub fn may_leave(
    connection: &mut Connection,
    notice: &Claimed,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = notices::table
        .find(notice.id)
        .filter(notices::due_at.eq(notice.lease).and(notices::handed.lt(outbox::MOST_COPIES)));
    let changed = diesel::update(row)
        .set((notices::handed.eq(notices::handed + 1), notices::due_at.eq(stored(now + LEASE))))
        .execute(connection)?;
    Ok(changed > 0)
}

/// What became of a claimed notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// There is nothing to tell any more.
    Unneeded,
    /// It was refused for good, or its time is over. The audit log says so.
    GivenUp {
        why: &'static str,
    },
    /// Refused for now.
    Later {
        due_at: DateTime<Utc>,
    },
    /// It was handed over, and no answer came.
    Unknown {
        due_at: DateTime<Utc>,
    },
    /// It did not come to it: the next one may try from this time on.
    Untouched {
        due_at: DateTime<Utc>,
    },
}

/// Records what became of a notice. `counted` says whether it was counted as handed over: of a
/// refusal it is known that nothing arrived.
pub fn record(
    connection: &mut Connection,
    notice: &Claimed,
    counted: bool,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let row = notices::table.find(notice.id);
    let handed = notices::handed.eq(notices::handed - i32::from(counted));
    match outcome {
        Outcome::Sent | Outcome::Unneeded => {
            diesel::delete(row).execute(connection)?;
        }
        Outcome::GivenUp { why } => connection.writing(|connection| {
            // Another process may have had it after the lease, and have written the entry.
            if diesel::delete(row).execute(connection)? == 0 {
                return Ok(());
            }
            let what = notice.kind.map_or("a message", NoticeKind::name);
            audit::record(
                connection,
                audit::SERVICE,
                &format!("Gave up sending {what}: {why}"),
                notice.recipient.as_str(),
            )
        })?,
        Outcome::Later { due_at } => {
            diesel::update(row)
                .set((
                    notices::due_at.eq(stored(*due_at)),
                    notices::attempts.eq(notice.attempts + 1),
                    handed,
                ))
                .execute(connection)?;
        }
        Outcome::Unknown { due_at } => {
            diesel::update(row)
                .set((
                    notices::due_at.eq(stored(*due_at)),
                    notices::attempts.eq(notice.attempts + 1),
                ))
                .execute(connection)?;
        }
        Outcome::Untouched { due_at } => {
            diesel::update(row)
                .set((notices::due_at.eq(stored(*due_at)), handed))
                .execute(connection)?;
        }
    }
    Ok(())
}

/// Forgets that mail to an address came back, as somebody writes to it again.
fn forget_return(connection: &mut Connection, email: &str) -> Result<(), StoreError> {
    let returned =
        users::table.filter(users::email.eq(email).and(users::mail_returned_at.is_not_null()));
    diesel::update(returned)
        .set(users::mail_returned_at.eq(None::<NaiveDateTime>))
        .execute(connection)?;
    Ok(())
}

/// A time as precisely as both databases keep it.
fn stored(time: DateTime<Utc>) -> NaiveDateTime {
    time.naive_utc().trunc_subsecs(6)
}
