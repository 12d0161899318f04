use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    super::{Difference, Refused, SETTLES, sentence, words},
    Setup, collection, take,
};
use crate::{
    audit::{self, Subject},
    inspection::{
        Collection, Contact, Inspection, InspectionKind, Particulars, Phase, State, queries,
        queries::set_remind_all,
    },
    invitation::wave,
    language::calendar,
    store::{Connection, Count, Id, schema::inspections},
};

/// The changeable values of an inspection, as a form was filled with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    pub title: String,
    pub kind: InspectionKind,
    pub lead: String,
    pub keep_days: u32,
    pub contact: Contact,
    #[serde(default)]
    pub particulars: Particulars,
    /// When each of its collections closes, by their ids.
    pub closings: BTreeMap<String, DateTime<Utc>>,
}

impl Outline {
    pub fn of(inspection: &Inspection, collections: &[Collection]) -> Self {
        Self {
            title: inspection.title.clone(),
            kind: inspection.kind,
            lead: inspection.lead.clone(),
            keep_days: inspection.keep_days,
            contact: inspection.contact.clone(),
            particulars: inspection.particulars.clone(),
            closings: collections.iter().map(|one| (one.id.to_string(), one.closes_at)).collect(),
        }
    }

    /// The differences in `other`, given the inspection's collections.
    pub fn differences(&self, other: &Self, collections: &[Collection]) -> Vec<Difference> {
        let mut found = self.own_differences(other);
        for one in collections {
            let id = one.id.to_string();
            let closing = |outline: &Self| outline.closings.get(&id).copied();
            let word =
                |at: &Option<DateTime<Utc>>| at.map_or_else(|| "not there".to_owned(), words);
            let what = format!("the closing time of {}", one.name());
            found.extend(Difference::between(what, &closing(self), &closing(other), word));
        }
        let (before, after) = (self.closings.len(), other.closings.len());
        if found.is_empty() {
            found.extend(Difference::between(
                "the number of collections",
                &before,
                &after,
                usize::to_string,
            ));
        }
        found
    }

    fn own_differences(&self, other: &Self) -> Vec<Difference> {
        let quoted = |title: &String| format!("“{title}”");
        let days = |days: &u32| format!("{days} days");
        let usual = |text: &Option<String>| {
            text.as_ref().map_or_else(|| "the usual".to_owned(), |t| format!("“{t}”"))
        };
        let listed = |listed: &bool| if *listed { "on it" } else { "not on it" }.to_owned();
        let reminded = |all: &bool| {
            if *all { "everybody" } else { "everybody whose link is unused" }.to_owned()
        };
        let (before, after) = (&self.contact, &other.contact);
        let (was, is) = (&self.particulars, &other.particulars);
        let followed =
            |one: &Option<Id>| if one.is_some() { "an earlier one" } else { "none" }.to_owned();
        let phase = |one: &Option<Phase>| {
            one.map_or_else(|| "none".to_owned(), |phase| phase.name().to_lowercase())
        };
        [
            Difference::between("the title", &self.title, &other.title, quoted),
            Difference::between("the kind", &self.kind, &other.kind, |kind| {
                kind.name().to_lowercase()
            }),
            Difference::between("the lead", &self.lead, &other.lead, String::clone),
            Difference::between(
                "how long responses are kept",
                &self.keep_days,
                &other.keep_days,
                days,
            ),
            Difference::between("who signs the messages", &before.team, &after.team, usual),
            Difference::between("the telephone number", &before.phone, &after.phone, usual),
            Difference::between("where replies go", &before.reply_to, &after.reply_to, usual),
            Difference::between(
                "the public list of surveys",
                &before.listed,
                &after.listed,
                listed,
            ),
            Difference::between(
                "who gets reminders",
                &before.remind_all,
                &after.remind_all,
                reminded,
            ),
            Difference::between(
                "the inspection that it follows",
                &was.follows,
                &is.follows,
                followed,
            ),
            Difference::between(
                "the recommendations",
                &was.recommendations,
                &is.recommendations,
                |all| format!("“{}”", all.join(" / ")),
            ),
            Difference::between("the phase", &was.phase, &is.phase, phase),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The new values of an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOutline {
    pub title: String,
    pub kind: InspectionKind,
    pub lead: String,
    pub keep_days: u32,
    pub contact: Contact,
    pub particulars: Particulars,
    /// The new closing time of every open or planned collection that closes earlier.
    pub extend_to: Option<DateTime<Utc>>,
}

/// Changes an inspection from the values that a form was filled with to its new ones, and extends
/// its collections.
pub fn change_inspection(
    connection: &mut Connection,
    id: Id,
    (from, to): (&Outline, &NewOutline),
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        let (inspection, collections) = take_inspection(connection, id, from)?;
        let extended = match to.extend_to {
            Some(until) if until <= now => return Err(past()),
            Some(until) => {
                let earlier =
                    |one: &&Collection| is_before_closing(one, now) && one.closes_at < until;
                let extended: Vec<&Collection> = collections.iter().filter(earlier).collect();
                if extended.is_empty() {
                    return Err(nothing_to_extend());
                }
                extended
            }
            None => Vec::new(),
        };
        let new = Outline {
            title: to.title.clone(),
            kind: to.kind,
            lead: to.lead.clone(),
            keep_days: to.keep_days,
            contact: to.contact.clone(),
            particulars: to.particulars.clone(),
            closings: from.closings.clone(),
        };
        let theirs = |kind: InspectionKind| kind.belongs_to_partnership();
        if theirs(inspection.kind) != theirs(new.kind)
            && collections.iter().any(|one| one.opens_at <= now + SETTLES)
        {
            return Err(owner_is_fixed());
        }
        let differences = from.own_differences(&new);
        // Entries come last: whoever holds the head of the log waits for no row.
        let mut entries: Vec<(String, Subject)> = Vec::new();
        if !differences.is_empty() {
            diesel::update(inspections::table.find(id))
                .set((
                    inspections::title.eq(&new.title),
                    inspections::kind.eq(new.kind.key()),
                    inspections::lead.eq(&new.lead),
                    inspections::keep_days.eq(Count(new.keep_days)),
                    inspections::team.eq(&new.contact.team),
                    inspections::phone.eq(&new.contact.phone),
                    inspections::reply_to.eq(&new.contact.reply_to),
                    inspections::listed.eq(new.contact.listed),
                    inspections::follows.eq(new.particulars.follows),
                    inspections::recommendations.eq(new.particulars.lines()),
                    inspections::phase.eq(new.particulars.phase.map(Phase::key)),
                ))
                .execute(connection)?;
            set_remind_all(connection, id, new.contact.remind_all)?;
            entries.push((sentence("Changed", &differences), Subject::from(&inspection)));
        }
        if let Some(until) = to.extend_to {
            for one in extended {
                let before = Setup::from(one);
                let after = Setup { closes_at: until, ..before.clone() };
                collection::store(connection, one.id, &after, now)?;
                wave::keep_between(connection, one.id, one.opens_at, until)?;
                entries
                    .push((sentence("Changed", &before.differences(&after)), Subject::from(one)));
            }
            let last_day = inspection.closes_on.max(calendar::day(until));
            diesel::update(inspections::table.find(id))
                .set(inspections::closes_on.eq(last_day))
                .execute(connection)?;
        }
        for (action, subject) in entries {
            audit::record(connection, actor, &action, subject)?;
        }
        Ok(())
    })
}

/// Whether it has not closed yet.
pub(super) fn is_before_closing(collection: &Collection, now: DateTime<Utc>) -> bool {
    matches!(collection.state(now), State::Planned | State::Open)
}

/// People answered knowing who would see the results.
fn owner_is_fixed() -> Refused {
    Refused::Broken(vec![(
        "kind",
        "The results of a self-evaluation belong to the partnership. Once a survey has opened, an \
            inspection cannot become one or stop being one."
            .to_owned(),
    )])
}

fn past() -> Refused {
    Refused::Broken(vec![(
        "extend_to",
        "This time is in the past. Choose a closing time in the future, or leave it empty."
            .to_owned(),
    )])
}

fn nothing_to_extend() -> Refused {
    Refused::Broken(vec![(
        "extend_to",
        "No open or planned collection closes before then. Choose a later time, or leave it empty."
            .to_owned(),
    )])
}

/// Locks and reads the rows of an inspection that still equals `from`, and of its collections,
/// until the transaction ends.
pub(super) fn take_inspection(
    connection: &mut Connection,
    id: Id,
    from: &Outline,
) -> Result<(Inspection, Vec<Collection>), Refused> {
    diesel::update(inspections::table.find(id))
        .set(inspections::keep_days.eq(inspections::keep_days))
        .execute(connection)?;
    let inspection = queries::unscoped::inspection_by_id(connection, id)?.ok_or(Refused::Gone)?;
    let mut ids: Vec<Id> =
        queries::unscoped::collections_of(connection, id)?.iter().map(|one| one.id).collect();
    // In one order, so that concurrent transactions wait rather than deadlock.
    ids.sort_unstable();
    let collections =
        ids.into_iter().map(|id| take(connection, id)).collect::<Result<Vec<_>, _>>()?;
    let current = Outline::of(&inspection, &collections);
    if current == *from {
        Ok((inspection, collections))
    } else {
        Err(Refused::Stale(from.differences(&current, &collections)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_by_others_are_named() {
        let before = Outline {
            title: "Fife 2026".to_owned(),
            kind: InspectionKind::JointInspection,
            lead: "lead@example.org".to_owned(),
            keep_days: 365,
            contact: Contact::default(),
            particulars: Particulars::default(),
            closings: BTreeMap::from([("a".to_owned(), DateTime::default())]),
        };
        let after = Outline {
            title: "Fife".to_owned(),
            kind: InspectionKind::ProgressReview,
            keep_days: 30,
            ..before.clone()
        };
        assert_eq!(
            sentence("Changed", &before.differences(&after, &[])),
            "Changed the title from “Fife 2026” to “Fife”; the kind from joint inspection to \
             progress review; how long responses are kept from 365 days to 30 days"
        );
        let fewer = Outline { closings: BTreeMap::new(), ..before.clone() };
        assert_eq!(before.differences(&fewer, &[])[0].to, "0");
        assert!(before.differences(&before, &[]).is_empty());
    }
}
