use chrono::{DateTime, TimeDelta, Utc};
use diesel::{prelude::*, upsert::excluded};

use super::{
    FailureKind,
    counts::{Counts, hour_of},
};
use crate::{
    audit::{SERVICE, record},
    language::calendar,
    store::{Connection, Count, Moment, StoreError, on_either, schema::failures},
};

/// How long after its end an hour is written: by then every process has added what it counted.
const GRACE: TimeDelta = TimeDelta::minutes(1);
/// The subject of failures without an account.
const NO_ACCOUNT: &str = "No account";

/// Adds counts, in the order of their keys, so that no two processes wait for each other.
pub(super) fn add(connection: &mut Connection, counts: &Counts) -> Result<(), StoreError> {
    connection.writing(|connection| {
        for ((hour, account, kind), times) in counts {
            let row = diesel::insert_into(failures::table)
                .values((
                    failures::hour.eq(Moment::from(*hour)),
                    failures::account.eq(account),
                    failures::kind.eq(kind.key()),
                    failures::times.eq(times),
                ))
                .on_conflict((failures::hour, failures::account, failures::kind))
                .do_update()
                .set(failures::times.eq(failures::times + excluded(failures::times)));
            on_either!(connection, |connection| row.execute(connection)?);
        }
        Ok(())
    })
}

/// Writes an entry for each count of the hours that have ended, and deletes the counts. Only one
/// process finds them. Returns how many.
pub fn write_ended(connection: &mut Connection, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let before = Moment::from(hour_of(now - GRACE));
    let any = failures::table
        .filter(failures::hour.lt(before))
        .select(failures::times)
        .first::<i64>(connection);
    if any.optional()?.is_none() {
        return Ok(0);
    }
    connection.writing(|connection| {
        let mut ended = diesel::delete(failures::table.filter(failures::hour.lt(before)))
            .returning((failures::hour, failures::account, failures::kind, failures::times))
            .get_results::<(Moment, String, FailureKind, Count)>(connection)?;
        ended.sort();
        for (hour, account, kind, Count(times)) in &ended {
            let subject = if account.is_empty() { NO_ACCOUNT } else { account };
            record(connection, SERVICE, &sentence(hour.utc(), *kind, *times), subject)?;
        }
        Ok(ended.len())
    })
}

/// "12 wrong passwords on 13 July 2026 between 10:00 and 11:00", in Scottish time.
fn sentence(hour: DateTime<Utc>, kind: FailureKind, times: u64) -> String {
    let (one, several) = kind.names();
    let to = hour + TimeDelta::hours(1);
    let what = if times == 1 { one } else { several };
    format!(
        "{times} {what} on {} between {} and {}",
        calendar::date(calendar::day(hour)),
        calendar::time(hour),
        calendar::time(to)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_reported_in_scottish_time() {
        let hour = |text: &str| text.parse().expect("a time");
        assert_eq!(
            sentence(hour("2026-07-13T09:00:00Z"), FailureKind::Password, 12),
            "12 wrong passwords on 13 July 2026 between 10:00 and 11:00"
        );
        assert_eq!(
            sentence(hour("2026-01-13T23:00:00Z"), FailureKind::SecondStep, 1),
            "1 wrong code at the second step on 13 January 2026 between 23:00 and 00:00"
        );
    }
}
