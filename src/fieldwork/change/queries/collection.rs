use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    super::{Difference, Refused, SETTLES, sentence, words},
    returned::returned,
    take,
};
use crate::{
    audit,
    inspection::{Collection, State},
    invitation::{outbox::clear_queue, wave},
    officers::queries as officers,
    store::{Connection, Count, Id, Moment, StoreError, schema::collections},
};

/// The changeable values of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub target_percent: u8,
    pub version: u32,
}

impl From<&Collection> for Setup {
    fn from(collection: &Collection) -> Self {
        Self {
            opens_at: collection.opens_at,
            closes_at: collection.closes_at,
            target_percent: collection.target_percent,
            version: collection.version,
        }
    }
}

impl Setup {
    /// The differences in `other`.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let time = |at: &DateTime<Utc>| words(*at);
        [
            Difference::between("the opening time", &self.opens_at, &other.opens_at, time),
            Difference::between("the closing time", &self.closes_at, &other.closes_at, time),
            Difference::between("the target", &self.target_percent, &other.target_percent, |t| {
                format!("{t}%")
            }),
            Difference::between(
                "the survey version",
                &self.version,
                &other.version,
                u32::to_string,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Why it cannot become `to` at `now`: each field with a sentence. `begun` says whether people
    /// may answer already, or have.
    fn broken(&self, to: &Self, begun: bool, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
        let mut broken = Vec::new();
        let mut add = |field, sentence: &str| broken.push((field, sentence.to_owned()));
        if to.opens_at != self.opens_at {
            if begun {
                add(
                    "opens_at",
                    "It is open or opens within a minute, so you can no longer change the opening \
                        time.",
                );
            } else if to.opens_at < now + SETTLES {
                add("opens_at", "Choose an opening time that is at least a minute from now.");
            }
        }
        if to.version != self.version && begun {
            add(
                "version",
                "It is open or opens within a minute, so you can no longer change the survey \
                    version.",
            );
        }
        if to.closes_at != self.closes_at && to.closes_at <= now {
            add("closes_at", "This time is in the past. Choose a closing time in the future.");
        } else if to.closes_at <= to.opens_at
            && (to.closes_at, to.opens_at) != (self.closes_at, self.opens_at)
        {
            add(
                "closes_at",
                "The closing time must be after the opening time. Choose a later one.",
            );
        }
        if to.target_percent != self.target_percent && !(1..=100).contains(&to.target_percent) {
            add("target_percent", "Write a target from 1 to 100 percent.");
        }
        broken
    }
}

impl Collection {
    /// Whether it is open, or opens so soon that it counts as open.
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.opens_at <= now + SETTLES
    }
}

/// Changes a collection from the values that a form was filled with to its new ones.
///
/// A later closing time for a closed collection reopens it: its link works at once, and invitations
/// that had not been sent are sent. Reminders do not return; one that no longer falls between
/// opening and closing is dropped.
pub fn change(
    connection: &mut Connection,
    id: Id,
    (from, to): (&Setup, &Setup),
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        let collection = take_unreleased(connection, id, from)?;
        let begun = collection.has_begun(now) || returned(connection, id)? > 0;
        let broken = from.broken(to, begun, now);
        if !broken.is_empty() {
            return Err(Refused::Broken(broken));
        }
        let differences = from.differences(to);
        if differences.is_empty() {
            return Ok(());
        }
        let reopens = from.closes_at <= now && to.closes_at > now;
        let verb = if reopens { "Reopened the collection, and changed" } else { "Changed" };
        audit::with(connection, actor, &sentence(verb, &differences), &collection, |connection| {
            store(connection, id, to, now)?;
            wave::move_invitation(connection, id, to.opens_at)?;
            if reopens {
                wave::resume(connection, id)?;
            }
            if (to.opens_at, to.closes_at) != (from.opens_at, from.closes_at) {
                // When reopening, those that came due while it was closed would all be sent at
                // once.
                let after = if reopens { now } else { to.opens_at };
                wave::keep_between(connection, id, after, to.closes_at)?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// Closes a collection that is open at `now`. A form that is already open can be sent until
/// [`crate::inspection::GRACE`] is over; no more messages are sent.
pub fn close(
    connection: &mut Connection,
    id: Id,
    from: &Setup,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        let collection = take_unreleased(connection, id, from)?;
        if collection.state(now) != State::Open {
            return Err(Refused::NotOpen);
        }
        let to = Setup { closes_at: now, ..from.clone() };
        audit::with(
            connection,
            actor,
            &sentence("Closed the collection early:", &from.differences(&to)),
            &collection,
            |connection| {
                store(connection, id, &to, now)?;
                clear_queue(connection, &[id])?;
                wave::keep_between(connection, id, to.opens_at, to.closes_at)
            },
        )?;
        Ok(())
    })
}

/// Locks and reads a collection that still equals `from`, and whose answers nobody has seen.
fn take_unreleased(
    connection: &mut Connection,
    id: Id,
    from: &Setup,
) -> Result<Collection, Refused> {
    let collection = take(connection, id)?;
    if collection.released_at.is_some() {
        return Err(Refused::Released);
    }
    let current = Setup::from(&collection);
    if current == *from { Ok(collection) } else { Err(Refused::Stale(from.differences(&current))) }
}

/// Stores the values, and moves the messages to officers with the times.
pub(super) fn store(
    connection: &mut Connection,
    id: Id,
    to: &Setup,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::update(collections::table.find(id).filter(collections::released_at.is_null()))
        .set((
            collections::opens_at.eq(Moment::from(to.opens_at)),
            collections::closes_at.eq(Moment::from(to.closes_at)),
            collections::target_percent.eq(Count(to.target_percent)),
            collections::version.eq(Count(to.version)),
        ))
        .execute(connection)?;
    officers::reschedule(connection, id, (to.opens_at, to.closes_at), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn setup() -> Setup {
        Setup {
            opens_at: time("2026-12-01T09:00:00Z"),
            closes_at: time("2026-12-21T17:00:00Z"),
            target_percent: 80,
            version: 2,
        }
    }

    #[test]
    fn changes_name_old_and_new_values_in_scottish_time() {
        let to = Setup { closes_at: time("2026-07-01T16:00:00Z"), target_percent: 70, ..setup() };
        assert_eq!(
            sentence("Changed", &setup().differences(&to)),
            "Changed the closing time from 21 December 2026 at 17:00 to 1 July 2026 at 17:00; the \
                target from 80% to 70%"
        );
        assert!(setup().differences(&setup()).is_empty());
    }

    #[test]
    fn before_it_opens_everything_can_change_to_what_is_still_to_come() {
        let now = time("2026-11-26T10:00:00Z");
        let to = Setup {
            opens_at: time("2026-11-27T09:00:00Z"),
            closes_at: time("2026-11-28T09:00:00Z"),
            target_percent: 100,
            version: 1,
        };
        assert!(setup().broken(&to, false, now).is_empty());
        for (to, field) in [
            (Setup { opens_at: time("2026-11-26T10:00:30Z"), ..setup() }, "opens_at"),
            (Setup { opens_at: time("2026-12-21T17:00:00Z"), ..setup() }, "closes_at"),
            (Setup { closes_at: time("2026-11-26T10:00:00Z"), ..setup() }, "closes_at"),
            (Setup { target_percent: 0, ..setup() }, "target_percent"),
            (Setup { target_percent: 101, ..setup() }, "target_percent"),
        ] {
            let broken = setup().broken(&to, false, now);
            assert_eq!(
                broken.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
                [field],
                "{to:?}"
            );
        }
    }

    #[test]
    fn once_it_has_opened_only_the_closing_time_and_the_target_change() {
        let now = time("2026-12-10T10:00:00Z");
        let to = Setup { closes_at: time("2027-01-10T17:00:00Z"), target_percent: 60, ..setup() };
        assert!(setup().broken(&to, true, now).is_empty());
        let to = Setup { opens_at: time("2026-12-11T09:00:00Z"), version: 3, ..setup() };
        let broken = setup().broken(&to, true, now);
        assert_eq!(
            broken.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            ["opens_at", "version"]
        );
    }

    #[test]
    fn a_closed_collection_can_reopen_or_change_its_target() {
        let now = time("2026-12-21T18:00:00Z");
        assert!(setup().broken(&Setup { target_percent: 70, ..setup() }, true, now).is_empty());
        assert!(
            setup()
                .broken(&Setup { closes_at: time("2026-12-22T17:00:00Z"), ..setup() }, true, now)
                .is_empty()
        );
        let past = Setup { closes_at: time("2026-12-20T17:00:00Z"), ..setup() };
        assert_eq!(setup().broken(&past, true, now).len(), 1, "a release would come at once");
    }
}
