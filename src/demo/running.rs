//! The demo's running and planned inspections. All figures are made up. The number of responses so
//! far follows from the number at closing and from when people answer.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    plan::{AGE_8_TO_15, AGE_16_PLUS, PARENTS_CARERS, Plan, PlannedPart, STAFF, in_parts},
    programmes::IN_2018,
};
use crate::{
    inspection::{
        Area,
        InspectionKind::{JointInspection, NationalSurvey, ProgressReview},
    },
    language::calendar::{self, end_of},
};

/// The email address of who leads the national survey.
pub const NATIONAL_LEAD: &str = "national@speir.example";
/// The area whose co-ordinator can be tried, and the address.
pub const COORDINATED: &str = "South Lanarkshire";
pub const COORDINATOR: &str = "coordinator@speir.example";
/// The area whose staff are reminded while the demo runs.
pub const REMINDED: &str = "Orkney Islands";

/// The areas of the joint inspection: returned by closing and issued. Highland will end far below
/// its targets.
const JOINT: [(&str, [(u32, u32); 4]); 4] = [
    ("South Lanarkshire", [(1_149, 1_306), (86, 180), (42, 95), (63, 190)]),
    ("Midlothian", [(255, 297), (31, 73), (19, 52), (24, 88)]),
    ("Highland", [(392, 940), (22, 140), (12, 85), (16, 120)]),
    ("Orkney Islands", [(114, 131), (10, 20), (6, 14), (9, 22)]),
];
const SOUTH_LANARKSHIRE: [PlannedPart; 4] = [
    ("hamilton", "Hamilton, Blantyre and Larkhall", 382, 420),
    ("east-kilbride", "East Kilbride and Strathaven", 324, 356),
    ("clydesdale", "Clydesdale", 218, 260),
    ("rutherglen", "Rutherglen and Cambuslang", 225, 270),
];
/// The last is too small to stand alone.
const HIGHLAND: [PlannedPart; 4] = [
    ("inverness", "Inverness and Nairn", 196, 410),
    ("ross", "Ross, Skye and Lochaber", 121, 296),
    ("caithness", "Caithness and Sutherland", 72, 226),
    ("small-isles", "Small Isles", 3, 8),
];
/// What the team records in the same area.
const RECORDED: [&str; 2] = ["record-reading", "conversations"];
/// Where the children of South Lanarkshire get their slips.
const SLIPS: [(&str, u32); 4] = [
    ("Hamilton, primary schools", 72),
    ("East Kilbride, primary schools", 56),
    ("Youth club, Lanark", 32),
    ("Children’s houses", 20),
];
/// The areas of the national survey that do badly, with the percentage of staff and of young people
/// who will have answered.
const SLOW: [(&str, usize, usize); 4] = [
    ("Argyll and Bute", 31, 12),
    ("Clackmannanshire", 38, 24),
    ("Moray", 44, 15),
    ("West Lothian", 52, 18),
];

/// The joint inspection on day 14 of 21, the national survey on day 10 of 28, and a review that
/// opens next week.
pub fn plans(today: NaiveDate) -> Vec<Plan> {
    vec![joint(today), national(today), to_come(today)]
}

fn joint(today: NaiveDate) -> Plan {
    let opens_on = today - Days::new(13);
    let title = format!("Joint inspections, {}", calendar::month(opens_on));
    let mut plan = Plan::new(&title, JointInspection, opens_on, today + Days::new(7));
    for (area, counts) in JOINT {
        plan.add_all(area, counts);
    }
    for survey in RECORDED {
        plan.add(COORDINATED, survey, (0, 0));
    }
    for (collection, fill) in &mut plan.collections {
        match (collection.area.name(), collection.survey.key()) {
            (COORDINATED, AGE_8_TO_15) => {
                collection.open_link = false;
                fill.places = &SLIPS;
            }
            ("Midlothian", AGE_16_PLUS) => collection.closes_at = end_of(today + Days::new(1)),
            ("Highland", PARENTS_CARERS) => collection.population = None,
            (REMINDED, STAFF) => fill.reminded = true,
            _ => {}
        }
        if collection.area.name() == COORDINATED && !collection.audience().is_signed_in() {
            collection.coordinator = Some(COORDINATOR.to_owned());
        }
    }
    for (area, parts) in [("South Lanarkshire", &SOUTH_LANARKSHIRE), ("Highland", &HIGHLAND)] {
        let staff = |(collection, _): &&mut (_, _)| is_staff_of(collection, area);
        if let Some(staff) = plan.collections.iter_mut().find(staff) {
            in_parts(staff, parts);
        }
    }
    plan
}

fn is_staff_of(collection: &crate::inspection::create::NewCollection, area: &str) -> bool {
    collection.survey.key() == STAFF && collection.area.name() == area
}

fn national(today: NaiveDate) -> Plan {
    let mut plan = Plan::new(
        "National survey of children’s services",
        NationalSurvey,
        today - Days::new(9),
        today + Days::new(18),
    );
    NATIONAL_LEAD.clone_into(&mut plan.inspection.lead);
    for (number, area) in Area::all().enumerate() {
        let slow = SLOW.iter().find(|(name, ..)| *name == area.name());
        let (staff, young) = slow.map_or_else(
            || (80 + number * 29 % 16, 38 + number * 17 % 22),
            |(_, staff, young)| (*staff, *young),
        );
        plan.add(area.name(), STAFF, share(60 + number * 37 % 173, staff));
        plan.add(area.name(), AGE_16_PLUS, share(24 + number * 31 % 67, young));
    }
    for (collection, _) in &mut plan.collections {
        if collection.area.name() == COORDINATED {
            collection.coordinator = Some(COORDINATOR.to_owned());
        }
    }
    plan
}

/// So many of those issued, in percent, with them.
fn share(issued: usize, percent: usize) -> (u32, u32) {
    (u32::try_from(issued * percent / 100).unwrap_or(0), u32::try_from(issued).unwrap_or(0))
}

/// What the joint inspections are made up to have recommended to Stirling.
const RECOMMENDATIONS: [&str; 2] = [
    "Give each child a plan that they have seen and understand.",
    "Show staff what has changed because of what they reported.",
];

fn to_come(today: NaiveDate) -> Plan {
    let monday = today + Days::new(u64::from(7 - today.weekday().num_days_from_monday()));
    let mut plan =
        Plan::new("Stirling progress review", ProgressReview, monday, monday + Days::new(20));
    plan.inspection.follows = Some(IN_2018.to_owned());
    plan.inspection.particulars.recommendations = RECOMMENDATIONS.map(str::to_owned).into();
    plan.add_all("Stirling", [(0, 812), (0, 88), (0, 60), (0, 96)]);
    plan
}
