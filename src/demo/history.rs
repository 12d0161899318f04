//! The demo's finished joint inspections of 2018 to 2020, with results. All answers are made up.

use super::{
    plan::{Counts, Plan, PlannedPart, day, in_parts},
    programmes::IN_2018,
};
use crate::{
    inspection::InspectionKind,
    language::calendar::{end_of, start_of},
};

/// Published: 102 children and young people, 56 parents and carers.
const SOUTH_LANARKSHIRE: Counts = [(1_162, 1_306), (61, 110), (41, 95), (56, 190)];
/// Published: 51 children, young people, parents and carers together.
const MIDLOTHIAN: Counts = [(239, 297), (6, 73), (14, 52), (31, 88)];

/// The localities that South Lanarkshire works in.
const LOCALITIES: [PlannedPart; 4] = [
    ("hamilton", "Hamilton, Blantyre and Larkhall", 374, 420),
    ("east-kilbride", "East Kilbride and Strathaven", 317, 356),
    ("clydesdale", "Clydesdale", 231, 260),
    ("rutherglen", "Rutherglen and Cambuslang", 240, 270),
];

/// The joint inspections of 2018 to 2020. Published: 1,162 staff of South Lanarkshire (89%), 239 of
/// Midlothian, over 7,000 staff in all, 647 children and young people, 305 parents and carers. The
/// rest is made up to add up to those.
const PROGRAMME: [(&str, Counts); 8] = [
    ("Aberdeen City", [(1_210, 1_580), (56, 130), (38, 92), (41, 150)]),
    ("Argyll and Bute", [(655, 890), (31, 70), (22, 48), (27, 84)]),
    ("City of Edinburgh", [(1_530, 2_140), (60, 210), (56, 150), (45, 230)]),
    ("Fife", [(1_495, 1_905), (52, 190), (112, 190), (66, 205)]),
    ("Midlothian", MIDLOTHIAN),
    ("Orkney Islands", [(108, 131), (12, 20), (9, 14), (7, 22)]),
    ("South Lanarkshire", SOUTH_LANARKSHIRE),
    ("Stirling", [(642, 812), (45, 88), (32, 60), (32, 96)]),
];

/// When each area of the programme was asked: South Lanarkshire and Midlothian as published, the
/// others made up.
const DATES: [[&str; 2]; 8] = [
    ["2018-08-20", "2018-09-28"],
    ["2018-10-22", "2018-11-30"],
    ["2019-01-14", "2019-02-22"],
    ["2019-03-11", "2019-04-19"],
    ["2020-02-03", "2020-03-13"],
    ["2019-05-06", "2019-06-07"],
    ["2019-08-19", "2019-12-06"],
    ["2019-09-02", "2019-10-11"],
];

/// All joint inspections that are over.
pub fn plans() -> Vec<Plan> {
    vec![programme()]
}

fn programme() -> Plan {
    let days =
        |place: usize| DATES.iter().filter_map(move |dates| dates.get(place).map(|text| day(text)));
    let (opens_on, closes_on) =
        (days(0).min().unwrap_or_default(), days(1).max().unwrap_or_default());
    let mut plan = Plan::new(IN_2018, InspectionKind::JointInspection, opens_on, closes_on);
    plan.inspection.programme = Some(IN_2018.to_owned());
    for ((area, counts), [opens, closes]) in PROGRAMME.into_iter().zip(DATES) {
        let first = plan.collections.len();
        plan.add_all(area, counts);
        for (collection, _) in plan.collections.iter_mut().skip(first) {
            (collection.opens_at, collection.closes_at) =
                (start_of(day(opens)), end_of(day(closes)));
        }
        if let Some(staff) = plan.collections.get_mut(first).filter(|_| area == "South Lanarkshire")
        {
            in_parts(staff, &LOCALITIES);
        }
    }
    plan.by_link()
}
