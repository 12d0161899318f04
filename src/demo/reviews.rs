//! The demo's thematic reviews of 2024, each with a national phase and one in four areas. All
//! answers are made up.

use super::plan::{Plan, STAFF, day, made_up};
use crate::{
    inspection::{Area, InspectionKind, Phase},
    survey::Framework,
};

/// The programmes that the reviews are reported in.
const OF_CARE_LEAVERS: &str = "Review of care leavers 2024";
const OF_DISABLED_CHILDREN: &str = "Review of services for disabled children 2024";

const LEAVERS: &str = "care-leavers";
const HOUSING: &str = "housing-support";
const THROUGHCARE: &str = "throughcare-staff";
const DISABLED: &str = "disabled-children";
const TEAMS: &str = "social-work-teams";
const PARENTS: &str = "parents-disabled-children";

/// Where the inspectors of the review of care leavers went.
const OF_LEAVERS: [&str; 4] =
    ["City of Edinburgh", "Dumfries and Galloway", "North Lanarkshire", "Shetland Islands"];
/// Where those of the review of services for disabled children went.
const OF_DISABLED: [&str; 4] =
    ["Aberdeen City", "Dundee City", "Dumfries and Galloway", "Na h-Eileanan Siar"];

/// The threshold from which small areas are counted in totals, in place of words of their own.
const IN_THE_TOTAL: u32 = 30;

/// Both reviews.
pub fn plans() -> Vec<Plan> {
    vec![leavers_everywhere(), leavers_in_four(), disabled_everywhere(), disabled_in_four()]
}

fn leavers_everywhere() -> Plan {
    let mut plan = review(
        "Care leavers review",
        (OF_CARE_LEAVERS, "care-leavers-2024", Phase::National),
        ["2024-04-22", "2024-05-22"],
    );
    for (number, area) in Area::all().enumerate() {
        plan.add(area.name(), LEAVERS, made_up(number, 14, 70, 15));
        plan.add(area.name(), HOUSING, made_up(number, 12, 40, 30));
    }
    plan.by_link()
}

fn leavers_in_four() -> Plan {
    let mut plan = review(
        "Care leavers review: four areas",
        (OF_CARE_LEAVERS, "care-leavers-2024", Phase::Local),
        ["2024-06-10", "2024-07-05"],
    );
    for (number, area) in OF_LEAVERS.into_iter().enumerate() {
        plan.add(area, THROUGHCARE, made_up(number, 40, 90, 50));
        plan.add(area, LEAVERS, made_up(number, 20, 60, 30));
    }
    plan.by_link()
}

fn disabled_everywhere() -> Plan {
    let mut plan = review(
        "Disabled children review: every area",
        (OF_DISABLED_CHILDREN, "disabled-children-2024", Phase::National),
        ["2023-11-06", "2023-12-15"],
    );
    for area in Area::all() {
        plan.add(area.name(), TEAMS, (0, 0));
    }
    // What areas answered has no figures that would stay.
    plan.inspection.keep_days = 3_650;
    plan
}

fn disabled_in_four() -> Plan {
    let mut plan = review(
        "Disabled children review: four areas",
        (OF_DISABLED_CHILDREN, "disabled-children-2024", Phase::Local),
        ["2024-01-22", "2024-02-29"],
    );
    for (number, area) in OF_DISABLED.into_iter().enumerate() {
        plan.add(area, DISABLED, made_up(number, 30, 60, 30));
        plan.add(area, PARENTS, made_up(number, 40, 70, 25));
        plan.add(area, STAFF, made_up(number, 60, 120, 50));
    }
    plan.by_link()
}

fn review(
    title: &str,
    (programme, framework, phase): (&str, &str, Phase),
    days: [&str; 2],
) -> Plan {
    let [opens_on, closes_on] = days.map(day);
    let mut plan = Plan::new(title, InspectionKind::ThematicReview, opens_on, closes_on);
    plan.inspection.programme = Some(programme.to_owned());
    plan.inspection.framework = Framework::stored(framework);
    plan.inspection.particulars.phase = Some(phase);
    if phase == Phase::National {
        // Most areas are too small to be shown alone, so they are shown in the total only.
        plan.inspection.threshold = IN_THE_TOTAL;
    }
    plan
}
