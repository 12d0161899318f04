use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::{Notice, NoticeKind};
use crate::{
    audit,
    invitation::outbox,
    store::{
        Connection, Count, Id, Moment, RowLock, StoreError, WithLock as _,
        schema::{notices, users},
    },
};

/// A notice that this process has claimed.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: Id,
    pub recipient: String,
    /// `None` if another version of the service queued it.
    pub kind: Option<NoticeKind>,
    pub attempts: i32,
    pub ends_at: DateTime<Utc>,
    /// How many earlier deliveries ended without a reply.
    pub handed: i32,
    lease: Moment,
    /// The email address of the person who caused it.
    pub actor: Option<String>,
}

/// The lease of claimed notices: longer than a mail server may take from the greeting to the
/// recipient, and again from there to its confirmation.
pub const LEASE: TimeDelta = TimeDelta::minutes(15);

/// Queues a notice in the transaction of the change that it reports.
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
            notices::due_at.eq(Moment::from(notice.due_at)),
            notices::ends_at.eq(Moment::from(notice.ends_at)),
            notices::actor.eq(notice.actor),
        ))
        .execute(connection)?;
    Ok(())
}

/// How many notices are queued.
pub fn waiting(connection: &mut Connection) -> Result<u64, StoreError> {
    Ok(notices::table.count().get_result::<Count>(connection)?.0)
}

type Row = (Id, String, String, Id, Option<String>, i32, Moment, i32, Option<String>);

/// Claims at most `most` due notices, within the rate limit that all processes share. A claimed
/// notice is due again when its lease expires.
pub fn claim(
    connection: &mut Connection,
    most: u32,
    per_minute: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let due = || notices::table.filter(notices::due_at.le(Moment::from(now)));
    // Look without a lock first, because the queue is nearly always empty.
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
        let rows: Vec<Row> = chosen.with_lock(RowLock::UpdateSkipLocked).load(connection)?;
        let lease = Moment::from(now + LEASE);
        let claimed: Vec<Claimed> = rows.into_iter().map(|row| claimed(row, lease)).collect();
        let ids: Vec<Id> = claimed.iter().map(|notice| notice.id).collect();
        diesel::update(notices::table.filter(notices::id.eq_any(&ids)))
            .set(notices::due_at.eq(lease))
            .execute(connection)?;
        outbox::use_up(connection, claimed.len())?;
        Ok(claimed)
    })
}

fn claimed(
    (id, recipient, key, about, detail, attempts, ends_at, handed, actor): Row,
    lease: Moment,
) -> Claimed {
    let kind = NoticeKind::read(&key, about, detail.as_deref());
    Claimed { id, recipient, kind, attempts, ends_at: ends_at.utc(), handed, lease, actor }
}

/// Counts a delivery attempt and extends the lease. Returns `false` if the notice no longer exists,
/// another process has it, or it was attempted too often.
pub fn may_leave(
    connection: &mut Connection,
    notice: &Claimed,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = notices::table
        .find(notice.id)
        .filter(notices::due_at.eq(notice.lease).and(notices::handed.lt(outbox::MOST_COPIES)));
    let changed = diesel::update(row)
        .set((
            notices::handed.eq(notices::handed + 1),
            notices::due_at.eq(Moment::from(now + LEASE)),
        ))
        .execute(connection)?;
    Ok(changed > 0)
}

/// The outcome of a claimed notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// It is obsolete.
    Unneeded,
    /// It was permanently refused, or has expired. The audit log records it.
    GivenUp {
        why: &'static str,
    },
    /// Temporarily refused.
    Later {
        due_at: DateTime<Utc>,
    },
    /// It was sent, but the server did not reply.
    Unknown {
        due_at: DateTime<Utc>,
    },
    /// It was not attempted; retry from this time on.
    Untouched {
        due_at: DateTime<Utc>,
    },
}

/// Records the outcome of a notice. `counted` says whether an attempt was counted; a refusal proves
/// that nothing arrived.
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
            // After the lease, another process may have claimed it and written the entry.
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
                    notices::due_at.eq(Moment::from(*due_at)),
                    notices::attempts.eq(notice.attempts + 1),
                    handed,
                ))
                .execute(connection)?;
        }
        Outcome::Unknown { due_at } => {
            diesel::update(row)
                .set((
                    notices::due_at.eq(Moment::from(*due_at)),
                    notices::attempts.eq(notice.attempts + 1),
                ))
                .execute(connection)?;
        }
        Outcome::Untouched { due_at } => {
            diesel::update(row)
                .set((notices::due_at.eq(Moment::from(*due_at)), handed))
                .execute(connection)?;
        }
    }
    Ok(())
}

/// Clears the mark of returned mail when somebody writes to the address again.
fn forget_return(connection: &mut Connection, email: &str) -> Result<(), StoreError> {
    let returned =
        users::table.filter(users::email.eq(email).and(users::mail_returned_at.is_not_null()));
    diesel::update(returned).set(users::mail_returned_at.eq(None::<Moment>)).execute(connection)?;
    Ok(())
}
