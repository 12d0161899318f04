//! The inspections of the demo that are in fieldwork, with the counts that were published where there are any, and dates
//! moved to today.

use chrono::{Duration, NaiveDate};

use super::history;
use crate::{
    inspection::{
        Area, InspectionKind, Stratum,
        create::{
            DEFAULT_KEEP_DAYS, DEFAULT_THRESHOLD, NewCollection, NewInspection, NewStratum, end_of, start_of,
            usual_target,
        },
    },
    survey::Audience::{self, Age8To15, Age16Plus, ParentsCarers, Staff},
};

/// An inspection to be made, and how many responses each of its collections gets.
pub struct Plan {
    pub inspection: NewInspection,
    pub collections: Vec<(NewCollection, Fill)>,
}

/// How many responses come by the collection's own link, and by the link of each of its strata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    pub own: u32,
    pub strata: Vec<u32>,
}

/// Returned and issued for staff, 8 to 15, 16 and over, parents and carers.
pub type Counts = [(u32, u32); 4];

/// Published: 102 children and young people, 56 parents and carers.
pub const SOUTH_LANARKSHIRE: Counts = [(1_162, 1_306), (61, 110), (41, 95), (56, 190)];
/// Published: 51 children, young people, parents and carers together.
pub const MIDLOTHIAN: Counts = [(239, 297), (19, 73), (14, 52), (18, 88)];

/// The localities that South Lanarkshire works in: key, name, and returned and issued of its staff.
const LOCALITIES: [(&str, &str, u32, u32); 4] = [
    ("hamilton", "Hamilton, Blantyre and Larkhall", 374, 420),
    ("east-kilbride", "East Kilbride and Strathaven", 317, 356),
    ("clydesdale", "Clydesdale", 231, 260),
    ("rutherglen", "Rutherglen and Cambuslang", 240, 270),
];

const DISABLED_CHILDREN: [&str; 4] = ["Aberdeen City", "Dumfries and Galloway", "Dundee City", "Na h-Eileanan Siar"];

/// The email address of the demo's inspection lead.
pub const LEAD: &str = "lead@speir.example";

/// All inspections of the demo: those in fieldwork on `today`, and those whose results are there.
pub fn plans(today: NaiveDate) -> Vec<Plan> {
    let mut plans = vec![south_lanarkshire(today), midlothian(today), disabled_children(today)];
    plans.extend(history::plans());
    plans
}

fn south_lanarkshire(today: NaiveDate) -> Plan {
    let mut plan = plan("South Lanarkshire joint inspection", InspectionKind::JointInspection, today, 18, 3);
    plan.add_all("South Lanarkshire", SOUTH_LANARKSHIRE);
    if let Some(staff) = plan.collections.first_mut() {
        in_localities(staff);
    }
    plan
}

/// Parts the staff of South Lanarkshire by locality.
pub fn in_localities((staff, fill): &mut (NewCollection, Fill)) {
    for (key, name, returned, population) in LOCALITIES {
        staff.strata.push(NewStratum { key: key.to_owned(), name: name.to_owned(), population });
        fill.strata.push(returned);
    }
    fill.own = 0;
}

fn midlothian(today: NaiveDate) -> Plan {
    let mut plan = plan("Midlothian joint inspection", InspectionKind::JointInspection, today, 12, 26);
    plan.add_all("Midlothian", MIDLOTHIAN);
    plan
}

fn disabled_children(today: NaiveDate) -> Plan {
    let mut plan = plan("Disabled children review", InspectionKind::ThematicReview, today, 14, 24);
    for (number, area) in Area::all().enumerate() {
        plan.add(area.name(), Staff, made_up(number, 18, 60, 45));
    }
    for (number, area) in DISABLED_CHILDREN.into_iter().enumerate() {
        plan.add(area, Age8To15, made_up(number, 24, 40, 20));
        plan.add(area, Age16Plus, made_up(number, 12, 30, 25));
    }
    plan
}

/// Returned and issued that differ from area to area: from `fewest` issued, `spread` more at most, and from `percent`
/// returned.
pub fn made_up(number: usize, fewest: usize, spread: usize, percent: usize) -> (u32, u32) {
    let issued = fewest + number * 37 % spread;
    let returned = issued * (percent + number * 29 % 45) / 100;
    (u32::try_from(returned).unwrap_or(0), u32::try_from(issued).unwrap_or(0))
}

fn plan(title: &str, kind: InspectionKind, today: NaiveDate, since: i64, left: i64) -> Plan {
    Plan::new(title, kind, today - Duration::days(since), today + Duration::days(left))
}

impl Plan {
    pub fn new(title: &str, kind: InspectionKind, opens_on: NaiveDate, closes_on: NaiveDate) -> Self {
        let inspection = NewInspection {
            title: title.to_owned(),
            kind,
            lead: LEAD.to_owned(),
            threshold: DEFAULT_THRESHOLD,
            opens_on,
            closes_on,
            keep_days: DEFAULT_KEEP_DAYS,
        };
        Self { inspection, collections: Vec::new() }
    }

    pub fn add_all(&mut self, area: &str, counts: Counts) {
        for (audience, counts) in [Staff, Age8To15, Age16Plus, ParentsCarers].into_iter().zip(counts) {
            self.add(area, audience, counts);
        }
    }

    pub fn add(&mut self, area: &str, audience: Audience, (returned, issued): (u32, u32)) {
        // The names above are those of areas; a test makes every plan.
        let Ok(area) = area.parse::<Area>() else { return };
        let collection = NewCollection {
            area,
            audience,
            version: 1,
            population: Some(issued),
            target_percent: usual_target(audience),
            opens_at: start_of(self.inspection.opens_on),
            closes_at: end_of(self.inspection.closes_on),
            strata: Vec::new(),
            // Staff are asked by email.
            open_link: audience != Staff,
            coordinator: Some(format!("coordinator@{}", domain(area))),
        };
        self.collections.push((collection, Fill { own: returned, strata: Vec::new() }));
    }
}

/// A made-up domain of an area, such as `south-lanarkshire.example`.
pub fn domain(area: Area) -> String {
    format!("{}.example", area.name().to_lowercase().replace(' ', "-"))
}

impl Fill {
    /// The responses that come by the link of each stratum, the collection's own link first.
    pub fn by_link<'a>(&'a self, strata: &'a [Stratum]) -> impl Iterator<Item = (Option<&'a Stratum>, u32)> {
        let strata = strata.iter().map(Some).zip(self.strata.iter().copied());
        std::iter::once((None, self.own)).chain(strata)
    }
}

#[cfg(test)]
mod tests {
    use validator::Validate;

    use super::*;

    #[test]
    fn the_demo_shows_the_published_counts() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let plans = plans(today);
        assert_eq!(plans.iter().map(|p| p.collections.len()).collect::<Vec<_>>(), [4, 4, 40, 32, 36]);
        let returned = |plan: &Plan, audiences: &[Audience]| {
            let ours = plan.collections.iter().filter(|(c, _)| audiences.contains(&c.audience));
            ours.map(|(_, fill)| fill.own + fill.strata.iter().sum::<u32>()).sum::<u32>()
        };
        assert!(returned(&plans[3], &[Staff]) > 7_000);
        assert_eq!(returned(&plans[3], &[Age8To15, Age16Plus]), 647);
        assert_eq!(returned(&plans[3], &[ParentsCarers]), 305);
        assert_eq!(returned(&plans[0], &[Staff]), 1_162);
        assert_eq!(returned(&plans[0], &[Age8To15, Age16Plus]), 102);
        assert_eq!(returned(&plans[1], &[Age8To15, Age16Plus, ParentsCarers]), 51);
        for plan in plans {
            plan.inspection.validate().expect("a sound inspection");
            for (collection, fill) in plan.collections {
                collection.validate().expect("a sound collection");
                let strata: u32 = collection.strata.iter().map(|s| s.population).sum();
                assert!(strata == 0 || Some(strata) == collection.population);
                assert!(fill.own + fill.strata.iter().sum::<u32>() <= collection.population.unwrap_or(0));
            }
        }
    }
}
