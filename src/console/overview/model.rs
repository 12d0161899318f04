use chrono::{DateTime, Utc};

use crate::{
    console::{
        inspections::Stage,
        pace::{self, Course},
    },
    inspection::{Area, Collection, Inspection},
    results::{Bounds, Figures, Measure, Rate},
    store::Id,
    survey::Audience,
};

/// An inspection with the figures of all its collections at one moment.
#[derive(Clone, Debug)]
pub struct Overview {
    pub inspection: Inspection,
    pub stage: Stage,
    /// The audiences that are asked anywhere, in their usual order, each with its total.
    pub audiences: Vec<(Audience, Rate)>,
    pub areas: Vec<AreaRow>,
    pub total: Rate,
    /// How many collections have results.
    pub released: usize,
    /// When the figures are from.
    pub now: DateTime<Utc>,
}

/// One area, with a cell for each of the overview's audiences.
#[derive(Clone, Debug)]
pub struct AreaRow {
    pub area: Area,
    /// `None` where the audience is not asked in this area.
    pub cells: Vec<Option<Cell>>,
    pub total: Rate,
}

/// One collection in the table.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub collection: Id,
    pub area: Area,
    pub audience: Audience,
    pub rate: Rate,
    pub measure: Measure,
    /// Where people are invited by email.
    pub bounds: Option<Bounds>,
    pub target: u8,
    /// The rate that a steady collection would have now, in percent, where that is a question.
    pub pace: Option<u64>,
    pub course: Course,
    pub opens_at: DateTime<Utc>,
    /// Whether it has opened and not closed yet.
    pub open: bool,
}

impl Overview {
    /// Lays out the figures. The order of `collections` does not matter.
    pub fn new(inspection: Inspection, collections: &[Collection], figures: &Figures, now: DateTime<Utc>) -> Self {
        let cells: Vec<Cell> = collections.iter().map(|c| Cell::of(c, figures, now)).collect();
        let total = |chosen: &dyn Fn(&Cell) -> bool| {
            cells.iter().filter(|cell| chosen(cell)).map(|cell| cell.rate).reduce(|a, b| a + b)
        };
        let audiences: Vec<(Audience, Rate)> = Audience::ALL
            .into_iter()
            .filter_map(|audience| Some((audience, total(&|cell| cell.audience == audience)?)))
            .collect();
        let row = |area| {
            let cell = |(audience, _): &(Audience, Rate)| {
                cells.iter().find(|cell| (cell.area, cell.audience) == (area, *audience)).copied()
            };
            let total = total(&|cell| cell.area == area)?;
            Some(AreaRow { area, cells: audiences.iter().map(cell).collect(), total })
        };
        let areas = Area::all().filter_map(row).collect();
        let total = total(&|_| true).unwrap_or_default();
        let released = collections.iter().filter(|collection| collection.released_at.is_some()).count();
        Self { stage: Stage::of(&inspection, now), inspection, audiences, areas, total, released, now }
    }

    /// Every collection, area by area.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.areas.iter().flat_map(|row| row.cells.iter().flatten())
    }

    /// The collections that stand like this, those furthest below their target first.
    pub fn standing(&self, course: Course) -> Vec<&Cell> {
        let mut cells: Vec<_> = self.cells().filter(|cell| cell.course == course).collect();
        cells.sort_by(|a, b| b.missing().total_cmp(&a.missing()));
        cells
    }
}

impl Cell {
    fn of(collection: &Collection, figures: &Figures, now: DateTime<Utc>) -> Self {
        let reach = figures.reach(collection);
        let returned = figures.returned(collection);
        let rate = reach.rate(returned);
        let course = Course::of(collection, rate, now);
        Self {
            collection: collection.id,
            area: collection.area,
            audience: collection.audience,
            rate,
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            target: collection.target_percent,
            pace: pace::to_catch_up(collection, course, now),
            course,
            opens_at: collection.opens_at,
            open: (collection.opens_at..collection.closes_at).contains(&now),
        }
    }

    /// Whether it has a rate that says how it stands.
    pub fn is_measured(&self) -> bool {
        self.rate.percent().is_some() && self.course != Course::Check
    }

    /// Whether it was open and is not any more.
    pub fn closed(&self) -> bool {
        !self.open && self.course != Course::NotOpen
    }

    /// How many percentage points are missing to the target.
    fn missing(&self) -> f64 {
        f64::from(self.target) - 100.0 * self.rate.fraction().unwrap_or(0.0)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{console::pace::tests::half_way, inspection::InspectionKind, results::Returns};

    fn inspection(like: &Collection) -> Inspection {
        Inspection {
            id: like.inspection,
            title: "Disabled children review".to_owned(),
            kind: InspectionKind::ThematicReview,
            lead: "lead@example.org".to_owned(),
            threshold: 10,
            opens_on: like.opens_at.date_naive(),
            closes_on: like.closes_at.date_naive(),
            keep_days: 365,
        }
    }

    /// Staff half way through, each in an area of its own, with what came back, the population, and how far the
    /// collection was moved.
    pub fn of(collections: impl Iterator<Item = (u64, Option<u32>, TimeDelta)>) -> Overview {
        let (staff, now) = half_way();
        let mut returns = Returns::default();
        let areas = Area::all().skip_while(|area| area.name() != "Fife");
        let made: Vec<_> = collections
            .zip(areas)
            .map(|((returned, population, moved), area)| {
                let (opens_at, closes_at) = (staff.opens_at + moved, staff.closes_at + moved);
                let one = Collection { id: Id::random(), area, population, opens_at, closes_at, ..staff.clone() };
                returns.insert(one.id, returned);
                one
            })
            .collect();
        Overview::new(inspection(&staff), &made, &returns.into(), now)
    }

    /// Two areas half way through: staff in both, 8 to 15 in one, where nobody stated the population.
    pub fn two_areas() -> Overview {
        let (staff, now) = half_way();
        let inspection = inspection(&staff);
        let fife = "Fife".parse().expect("an area");
        let there = Collection { id: Id::random(), area: fife, ..staff.clone() };
        let children = Collection {
            id: Id::random(),
            audience: Audience::Age8To15,
            population: None,
            target_percent: 40,
            ..staff.clone()
        };
        let returns = Returns::from([(staff.id, 45), (there.id, 10), (children.id, 7)]);
        Overview::new(inspection, &[staff, there, children], &returns.into(), now)
    }

    #[test]
    fn areas_and_audiences_make_a_table_with_gaps_and_totals() {
        let overview = two_areas();
        assert_eq!(
            overview.audiences,
            [(Audience::Staff, Rate::new(55, Some(200))), (Audience::Age8To15, Rate::new(7, None)),]
        );
        let names: Vec<_> = overview.areas.iter().map(|row| (row.area.name(), row.total)).collect();
        assert_eq!(names, [("Fife", Rate::new(10, Some(100))), ("Midlothian", Rate::new(52, None))]);
        assert!(overview.areas[0].cells[1].is_none());
        assert_eq!(overview.total, Rate::new(62, None));
    }

    #[test]
    fn those_furthest_from_their_target_come_first() {
        let overview = two_areas();
        let behind: Vec<_> = overview.standing(Course::Behind).iter().map(|cell| cell.area.name()).collect();
        assert_eq!(behind, ["Fife"]);
        assert_eq!(overview.standing(Course::OnPace).len(), 1);
    }
}
