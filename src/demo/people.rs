//! Who can sign in to the demo: somebody in every role.

use chrono::{DateTime, Days, NaiveTime, Utc};

use super::{
    fieldwork::LEAD,
    fill::{Batch, FillError, returned_at},
    queries,
    running::{COORDINATED, COORDINATOR, NATIONAL_LEAD},
};
use crate::{
    inspection::Area,
    language::calendar::{self, instant},
    store::Connection,
    users::{self, NewUser, Role, scope::queries::led_by},
};

/// Somebody who can be tried.
pub struct Person {
    pub email: &'static str,
    pub role: Role,
    /// What they see.
    pub sees: &'static str,
}

/// Everybody, the inspection lead first.
pub const PEOPLE: [Person; 7] = [
    Person {
        email: LEAD,
        role: Role::Lead,
        sees: "leads the joint inspection: what came since yesterday, who is behind, and the \
            results of earlier ones.",
    },
    Person {
        email: NATIONAL_LEAD,
        role: Role::Lead,
        sees: "leads the national survey: 32 areas on one map.",
    },
    Person {
        email: COORDINATOR,
        role: Role::Coordinator,
        sees: "looks after South Lanarkshire: its counts, lists of staff, slips and posters; no \
            results.",
    },
    Person {
        email: "viewer@speir.example",
        role: Role::Viewer,
        sees: "sees the counts of every inspection; changes nothing, sees no results.",
    },
    Person {
        email: "reader@speir.example",
        role: Role::Reader,
        sees: "reads the inspections of the lead: counts and results, no comments; changes \
            nothing.",
    },
    Person {
        email: "analyst@speir.example",
        role: Role::Analyst,
        sees: "sees every result and takes released responses away; changes nothing.",
    },
    Person {
        email: "admin@speir.example",
        role: Role::Admin,
        sees: "sees and changes everything: people, surveys, the audit log.",
    },
];

/// Adds everybody with one password, as if each had last signed in yesterday afternoon.
pub fn add_people(
    connection: &mut Connection,
    hash: &str,
    batches: &[Batch],
    now: DateTime<Utc>,
) -> Result<(), FillError> {
    let yesterday = calendar::day(now) - Days::new(1);
    let visit = instant(yesterday.and_time(NaiveTime::from_hms_opt(16, 10, 0).unwrap_or_default()));
    let mut returned = returned_at(batches, visit);
    let open = |batch: &&Batch| {
        let collection = &batch.entry.collection;
        (collection.opens_at..collection.closes_at).contains(&visit)
    };
    let open: Vec<_> = batches.iter().filter(open).map(|batch| batch.entry.collection.id).collect();
    returned.retain(|collection, _| open.contains(collection));
    queries::at_once(connection, |connection| {
        for person in PEOPLE {
            let areas: Option<Area> = COORDINATED.parse().ok();
            let read =
                if person.role == Role::Reader { led_by(connection, LEAD)? } else { Vec::new() };
            let new = NewUser::new(person.email, person.role).in_areas(areas).of_inspections(read);
            let user = users::add(connection, &new, hash)?;
            queries::visited(connection, user.id, visit, &returned)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use validator::Validate;

    use super::*;

    #[test]
    fn every_role_can_be_tried() {
        for role in Role::ALL {
            assert!(PEOPLE.iter().any(|person| person.role == role), "{role}");
        }
        for person in PEOPLE {
            NewUser::new(person.email, person.role).validate().expect("an address");
        }
        assert!(COORDINATED.parse::<Area>().is_ok());
    }
}
