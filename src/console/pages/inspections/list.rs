use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    fieldwork::{Need, Recorded, Standings},
    inspection::{Collection, Inspection},
    language::calendar,
    rates::Rate,
    store::Id,
    survey::Instrument,
};

/// An inspection in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub inspection: Inspection,
    pub stage: Stage,
    pub collections: usize,
    /// All responses together; `None` if people are asked nothing.
    pub total: Option<Rate>,
    /// What the team has recorded, by survey.
    pub recorded: BTreeMap<Instrument, Recorded>,
    pub open: usize,
    /// How many collections are behind, and how many more need action for another reason.
    pub behind: usize,
    pub need_more: usize,
    /// When the next open collection closes, and when the next planned one opens.
    pub closes_next: Option<DateTime<Utc>>,
    pub opens_next: Option<DateTime<Utc>>,
}

/// The stage of an inspection by its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Opens in so many days.
    Ahead(i64),
    /// The present day and the number of days, counted from 1.
    Day(i64, i64),
    Over,
}

impl Stage {
    /// The stage of `inspection` at `now`.
    pub fn of(inspection: &Inspection, now: DateTime<Utc>) -> Self {
        let today = calendar::day(now);
        if today < inspection.opens_on {
            return Self::Ahead((inspection.opens_on - today).num_days());
        }
        if today > inspection.closes_on {
            return Self::Over;
        }
        let day = |date: NaiveDate| (date - inspection.opens_on).num_days() + 1;
        Self::Day(day(today), day(inspection.closes_on))
    }

    /// "Day 9 of 21", "Opens in 3 days".
    pub fn words(self) -> String {
        match self {
            Self::Ahead(1) => "Opens tomorrow".to_owned(),
            Self::Ahead(days) => format!("Opens in {days} days"),
            Self::Day(day, of) if day == of => format!("Last day of {of}"),
            Self::Day(day, of) => format!("Day {day} of {of}"),
            Self::Over => "Closed".to_owned(),
        }
    }
}

impl Listed {
    fn new(
        inspection: Inspection,
        collections: &[&Collection],
        standings: &Standings,
        now: DateTime<Utc>,
    ) -> Self {
        let open = || collections.iter().filter(|one| (one.opens_at..one.closes_at).contains(&now));
        let recorded = recorded(collections, standings);
        let standings = || collections.iter().filter_map(|one| standings.get(&one.id));
        let behind = standings().filter(|one| one.needs.contains(Need::Behind)).count();
        Self {
            stage: Stage::of(&inspection, now),
            collections: collections.len(),
            total: standings()
                .filter(|one| one.recorded.is_none())
                .map(|one| one.rate)
                .reduce(|a, b| a + b),
            recorded,
            open: open().count(),
            need_more: standings().filter(|one| !one.needs.is_empty()).count() - behind,
            behind,
            closes_next: open().map(|one| one.closes_at).min(),
            opens_next: collections.iter().map(|one| one.opens_at).filter(|at| *at > now).min(),
            inspection,
        }
    }
}

/// What the team has recorded in all areas, by survey.
fn recorded(collections: &[&Collection], standings: &Standings) -> BTreeMap<Instrument, Recorded> {
    let mut of_each: BTreeMap<Instrument, Recorded> = BTreeMap::new();
    for one in collections {
        if let Some(recorded) = standings.get(&one.id).and_then(|standing| standing.recorded) {
            let sum = of_each.get(&one.survey).map_or(recorded, |sum| *sum + recorded);
            of_each.insert(one.survey, sum);
        }
    }
    of_each
}

/// The list: open inspections first, then planned ones, then closed ones; within each, the one that
/// closes last comes first.
pub fn listed(
    inspections: Vec<Inspection>,
    collections: &[Collection],
    standings: &HashMap<Id, Arc<Standings>>,
    now: DateTime<Utc>,
) -> Vec<Listed> {
    let mut of_each: HashMap<Id, Vec<&Collection>> = HashMap::new();
    for collection in collections {
        of_each.entry(collection.inspection).or_default().push(collection);
    }
    let mut list: Vec<_> = inspections
        .into_iter()
        .map(|inspection| {
            let its_own = of_each.remove(&inspection.id).unwrap_or_default();
            let none = Standings::new();
            let standings = standings.get(&inspection.id).map_or(&none, |standings| &**standings);
            Listed::new(inspection, &its_own, standings, now)
        })
        .collect();
    list.sort_by_key(|listed| match listed.stage {
        Stage::Day(..) => 0,
        Stage::Ahead(_) => 1,
        Stage::Over => 2,
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::sample;

    fn stage(today: &str) -> String {
        let inspection = Inspection {
            opens_on: "2026-02-02".parse().expect("a date"),
            closes_on: "2026-02-22".parse().expect("a date"),
            ..sample::inspection()
        };
        Stage::of(&inspection, format!("{today}T12:00:00Z").parse().expect("a time")).words()
    }

    #[test]
    fn a_card_knows_how_many_are_behind_and_what_closes_and_opens_next() {
        use chrono::TimeDelta;

        use crate::{fieldwork::standing::tests::standings, rates::Returns};

        let (collection, now) = sample::half_way();
        let inspection = sample::inspection_of(&collection);
        let moved = |days| {
            let by = TimeDelta::days(days);
            let (opens_at, closes_at) = (collection.opens_at + by, collection.closes_at + by);
            Collection { id: Id::random(), opens_at, closes_at, ..collection.clone() }
        };
        let all = [moved(0), moved(-1), moved(6), moved(-9)];
        let returns = Returns::from([(all[0].id, 45), (all[1].id, 5), (all[3].id, 5)]);
        let standings = HashMap::from([(inspection.id, Arc::new(standings(&all, returns, now)))]);
        let list = listed(vec![inspection], &all, &standings, now);
        assert_eq!(
            (list[0].collections, list[0].open, list[0].behind, list[0].need_more),
            (4, 2, 1, 0)
        );
        assert_eq!(list[0].total, Some(Rate::new(55, Some(400))));
        assert_eq!(
            (list[0].closes_next, list[0].opens_next),
            (Some(all[1].closes_at), Some(all[2].opens_at))
        );
    }

    #[test]
    fn the_days_of_an_inspection_are_counted_from_one() {
        assert_eq!(stage("2026-01-30"), "Opens in 3 days");
        assert_eq!(stage("2026-02-01"), "Opens tomorrow");
        assert_eq!(stage("2026-02-02"), "Day 1 of 21");
        assert_eq!(stage("2026-02-10"), "Day 9 of 21");
        assert_eq!(stage("2026-02-22"), "Last day of 21");
        assert_eq!(stage("2026-02-23"), "Closed");
    }
}
