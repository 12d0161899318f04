use chrono::TimeDelta;
use proptest::prelude::*;

use super::{
    amount::Amount,
    model::Overview,
    params::{Params, Sort},
};
use crate::{
    fieldwork::standing::tests::standings,
    inspection::{
        Area, Collection, Inspection, InspectionKind,
        sample::{half_way, inspection_of},
    },
    rates::{Days, Figures, Rate, Returns, Visible},
    store::Id,
    survey::Instrument,
};

pub fn inspection(like: &Collection) -> Inspection {
    Inspection {
        title: "Disabled children review".to_owned(),
        kind: InspectionKind::ThematicReview,
        ..inspection_of(like)
    }
}

/// An overview of collections with their responses, half way through.
pub fn laid_out(collections: &[Collection], returns: Returns, params: Params) -> Overview {
    let (like, now) = half_way();
    let standings = standings(collections, returns, now);
    Overview::new(inspection(&like), collections, (&standings, &Days::default()), params, now)
}

/// Staff half way through, each in a different area, with responses, population, and how far the
/// collection was moved.
pub fn of(collections: impl Iterator<Item = (u64, Option<u32>, TimeDelta)>) -> Overview {
    let (staff, _) = half_way();
    let mut returns = Returns::default();
    let areas = Area::all().skip_while(|area| area.name() != "Fife");
    let made: Vec<_> = collections
        .zip(areas)
        .map(|((returned, population, moved), area)| {
            let (opens_at, closes_at) = (staff.opens_at + moved, staff.closes_at + moved);
            let one = Collection {
                id: Id::random(),
                area,
                population,
                opens_at,
                closes_at,
                ..staff.clone()
            };
            returns.insert(one.id, returned);
            one
        })
        .collect();
    laid_out(&made, returns, Params::default())
}

/// Two areas half way through: staff in both, 8 to 15 in one, with no population set.
pub fn two_areas() -> Overview {
    two_areas_as(Params::default())
}

pub fn two_areas_as(params: Params) -> Overview {
    let (staff, _) = half_way();
    let fife = "Fife".parse().expect("an area");
    let there = Collection { id: Id::random(), area: fife, ..staff.clone() };
    let children = Collection {
        id: Id::random(),
        survey: Instrument::children(),
        population: None,
        target_percent: 40,
        ..staff.clone()
    };
    let returns = Returns::from([(staff.id, 45), (there.id, 10), (children.id, 7)]);
    laid_out(&[staff, there, children], returns, params)
}

/// Staff in all 32 areas, with rates from 0 to the target.
pub fn everywhere(params: Params) -> Overview {
    let (staff, _) = half_way();
    let made: Vec<_> =
        Area::all().map(|area| Collection { id: Id::random(), area, ..staff.clone() }).collect();
    let returns = made.iter().zip(0..).map(|(one, number)| (one.id, number * 3)).collect();
    laid_out(&made, returns, params)
}

fn names(overview: &Overview) -> Vec<&str> {
    overview.areas.iter().map(|row| row.area.name()).collect()
}

#[test]
fn areas_and_audiences_make_a_table_with_gaps_and_totals() {
    let overview = two_areas();
    assert_eq!(
        overview.surveys,
        [
            (Instrument::staff(), Amount::Rate(Rate::new(55, Some(200)))),
            (Instrument::children(), Amount::Rate(Rate::new(Visible::Held, None)))
        ]
    );
    let rows: Vec<_> = overview.areas.iter().map(|row| (row.area.name(), row.total)).collect();
    let (fife, midlothian) = (Rate::new(10, Some(100)), Rate::new(45, Some(100)));
    assert_eq!(rows, [("Fife", Some(fife)), ("Midlothian", Some(midlothian))]);
    assert!(overview.areas[0].cells[1].is_none());
    assert_eq!(overview.total, Rate::new(55, Some(200)), "a total has only what is shown");
}

#[test]
fn one_audience_leaves_out_the_areas_that_do_not_ask_it_and_all_other_returns() {
    let overview =
        two_areas_as(Params { survey: Some(Instrument::children()), ..Params::default() });
    assert_eq!(names(&overview), ["Midlothian"]);
    assert_eq!(overview.total, Rate::new(Visible::Held, None));
    assert_eq!(overview.cells.len(), 3, "what needs somebody is not hidden by a filter");
    assert_eq!(overview.all_surveys(), [Instrument::staff(), Instrument::children()]);
}

/// Staff, records and meetings of one area, half way through.
pub fn with_records(params: Params) -> Overview {
    let (staff, _) = half_way();
    let recorded = |survey, population| Collection {
        id: Id::random(),
        survey,
        population,
        open_link: false,
        ..staff.clone()
    };
    let records = recorded(Instrument::record_reading(), Some(109));
    let meetings = recorded(Instrument::conversations(), None);
    let returns = Returns::from([(staff.id, 45), (records.id, 98), (meetings.id, 31)]);
    laid_out(&[staff, records, meetings], returns, params)
}

#[test]
fn records_and_meetings_are_no_responses() {
    let overview = with_records(Params::default());
    assert_eq!(overview.total, Rate::new(45, Some(100)));
    assert_eq!(overview.areas[0].total, Some(Rate::new(45, Some(100))));
    assert_eq!(overview.surveys.len(), 1, "the table is of people");
    for (survey, amount) in [
        (Instrument::record_reading(), "records read 98 of 109"),
        (Instrument::conversations(), "meetings 31"),
    ] {
        let alone = with_records(Params { survey: Some(survey), ..Params::default() });
        let recorded = alone.surveys[0].1.recorded().map(|recorded| recorded.to_string());
        assert_eq!(recorded.as_deref(), Some(amount));
        assert!(!alone.has_rates() && alone.areas[0].total.is_none());
    }
}

#[test]
fn urgent_collections_come_first() {
    let overview = of([(45, 0), (50, 0), (5, 0), (10, 0), (33, 0), (0, 8)]
        .map(|(returned, days)| (returned, Some(100), TimeDelta::days(days)))
        .into_iter());
    let rates: Vec<_> =
        overview.areas.iter().filter_map(|row| row.total).map(|total| total.returned).collect();
    assert_eq!(rates, [5, 10, 33, 45, 50, 0]);
}

prop_compose! {
    fn collections()(
        places in prop::collection::btree_set((0..32_usize, 0..4_usize), 1..60),
        rates in prop::collection::vec((0..200_u64, prop::option::of(0..150_u32), -9..9_i64), 60),
    ) -> (Vec<Collection>, Returns) {
        let (staff, _) = half_way();
        let mut returns = Returns::new();
        let made = places.into_iter().zip(rates).map(|((area, survey), (returned, population, days))| {
            let one = Collection {
                id: Id::random(),
                area: Area::all().nth(area).expect("an area"),
                survey: Instrument::all()[survey],
                population,
                opens_at: staff.opens_at + TimeDelta::days(days),
                closes_at: staff.closes_at + TimeDelta::days(days),
                ..staff.clone()
            };
            returns.insert(one.id, returned);
            one
        }).collect();
        (made, returns)
    }
}

proptest! {
    #[test]
    fn every_collection_appears_once_whatever_the_order_and_totals_are_sums(
        (made, returns) in collections(),
        sort in prop::sample::select(Sort::ALL.to_vec()),
        survey in prop::option::of(prop::sample::select(Instrument::all())),
    ) {
        let overview = laid_out(&made, returns.clone(), Params { sort, survey });
        let mut shown: Vec<Id> =
            overview.areas.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.collection).collect();
        let chosen = made.iter().filter(|one| survey.is_none_or(|survey| one.survey == survey));
        let mut expected: Vec<Id> = chosen.map(|one| one.id).collect();
        let figures = Figures::from(returns.clone());
        let of_each = made.iter().filter(|one| expected.contains(&one.id));
        let returned: u64 = of_each.map(|one| figures.returned(one).or_none()).sum();
        shown.sort();
        expected.sort();
        prop_assert_eq!(shown, expected);
        prop_assert_eq!(overview.total.returned.or_none(), returned);
        let areas = overview.areas.iter().filter_map(|row| row.total);
        prop_assert_eq!(areas.map(|total| total.returned).sum::<Visible>().or_none(), returned);
        let surveys = overview.surveys.iter().filter_map(|(_, amount)| amount.rate());
        prop_assert_eq!(surveys.map(|rate| rate.returned).sum::<Visible>().or_none(), returned);
        for row in &overview.areas {
            let sum = row.cells.iter().flatten().map(|cell| cell.standing.rate).reduce(|a, b| a + b);
            prop_assert_eq!(row.total, sum);
        }
    }
}
