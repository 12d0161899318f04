use std::collections::BTreeMap;

use crate::results::{
    Share, Shown,
    change::{Change, judge_together},
    wording::Proportion,
};

/// What was answered at one of the times.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    Answered(Shown<Share>),
    /// As printed elsewhere.
    Printed(u8),
    /// It was not asked then, or in a way that cannot be compared.
    NotAsked,
}

/// One question of an earlier time beside the latest.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its place in the latest survey.
    pub item: usize,
    pub text: String,
    pub then: Point,
    pub now: Shown<Share>,
    pub change: Option<Change>,
    /// What changed about the question since.
    pub care: Vec<String>,
}

/// The answers to a survey at several times.
#[derive(Clone, Debug)]
pub struct Times {
    /// The name of each time, the earliest first.
    pub names: Vec<String>,
    /// Whether names are long, so that points have their numbers.
    pub are_numbered: bool,
    /// The questions that were asked at the latest time and at another, in their order.
    pub rows: Vec<Row>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Row {
    pub item: usize,
    pub text: String,
    /// One for each time.
    pub points: Vec<Point>,
    /// The change since the latest of the earlier times at which it was answered, and which that is.
    pub change: Option<(usize, Change)>,
    /// What changed about the question since which time.
    pub care: Vec<(usize, String)>,
}

impl Times {
    /// Puts together what each earlier time, the earliest first, says beside the latest of this name.
    pub fn new(earlier: Vec<(String, Vec<Compared>)>, latest: &str) -> Self {
        let times = earlier.len();
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        let mut names = Vec::new();
        for (time, (name, compared)) in earlier.into_iter().enumerate() {
            names.push(name);
            for one in compared {
                let row = rows.entry(one.item).or_insert_with(|| Row::new(times, &one));
                row.add(time, one);
            }
        }
        names.push(latest.to_owned());
        let mut rows: Vec<Row> = rows.into_values().collect();
        judge_together(rows.iter_mut().filter_map(|row| row.change.as_mut()).map(|(_, c)| c));
        Self { names, are_numbered: false, rows }
    }

    /// The changes, one for each question that has one.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.rows.iter().filter_map(|row| row.change.as_ref()).map(|(_, change)| change)
    }
}

impl Row {
    fn new(times: usize, one: &Compared) -> Self {
        let mut points = vec![Point::NotAsked; times];
        points.push(Point::Answered(one.now));
        let text = one.text.clone();
        Self { item: one.item, text, points, change: None, care: Vec::new() }
    }

    /// What Speir counted comes before what was printed elsewhere.
    fn add(&mut self, time: usize, one: Compared) {
        let Some(point) = self.points.get_mut(time) else { return };
        if matches!(point, Point::Answered(_)) {
            return;
        }
        *point = one.then;
        self.change = one.change.map(|change| (time, change)).or(self.change);
        self.care.retain(|(then, _)| *then != time);
        if !one.care.is_empty() {
            self.care.push((time, one.care.join(" and ")));
        }
    }
}

impl Point {
    /// Its height on the line, in percent, if it is shown as a number.
    pub fn percent(&self) -> Option<u8> {
        match self {
            Self::Answered(shown) => Some(Proportion::of(*shown.figure()?)?.percent()),
            Self::Printed(percent) => Some(*percent),
            Self::NotAsked => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::change::{Sample, Verdict};

    fn share(favourable: u64, base: u64) -> Shown<Share> {
        Shown::Figure(Share { favourable, base })
    }

    fn compared(item: usize, then: Point, change: Option<Change>) -> Compared {
        let text = format!("Question {item}");
        Compared { item, text, then, now: share(660, 1_000), change, care: Vec::new() }
    }

    fn change(before: u64) -> Change {
        let of = |count| Sample::new(Proportion::new(count, 1_000).expect("one"), None);
        Change::of(&of(before), &of(660))
    }

    #[test]
    fn each_time_is_a_point_and_the_change_is_since_the_latest_that_was_answered() {
        let first = compared(0, Point::Answered(share(500, 1_000)), Some(change(500)));
        let hidden = compared(0, Point::Answered(Shown::FewerThan(10)), None);
        let other = compared(1, Point::Answered(share(655, 1_000)), Some(change(655)));
        let times = Times::new(
            vec![("2020".to_owned(), vec![first]), ("2023".to_owned(), vec![hidden, other])],
            "2026",
        );
        assert_eq!(times.names, ["2020", "2023", "2026"]);
        let percents =
            |row: usize| times.rows[row].points.iter().map(Point::percent).collect::<Vec<_>>();
        assert_eq!(percents(0), [Some(50), None, Some(66)]);
        assert_eq!(percents(1), [None, Some(66), Some(66)]);
        let (since, change) = times.rows[0].change.expect("it changed");
        assert_eq!((since, change.points, change.verdict), (0, 16, Verdict::Larger));
        assert_eq!(times.rows[1].change.map(|(since, _)| since), Some(1));
    }

    #[test]
    fn what_was_counted_comes_before_what_was_printed() {
        let both =
            |first: Point, second: Point| vec![compared(0, first, None), compared(0, second, None)];
        let (counted, printed) = (Point::Answered(share(500, 1_000)), Point::Printed(40));
        for compared in [both(counted.clone(), printed.clone()), both(printed, counted)] {
            let times = Times::new(vec![("Then".to_owned(), compared)], "Now");
            assert_eq!(times.rows[0].points[0].percent(), Some(50));
        }
    }

    #[test]
    fn changes_are_judged_together() {
        let all = |before: u64| {
            (0..5)
                .map(move |item| {
                    compared(
                        item,
                        Point::NotAsked,
                        Some(change(if item == 0 { 613 } else { before })),
                    )
                })
                .collect()
        };
        let times = Times::new(vec![("Then".to_owned(), all(659))], "Now");
        assert_eq!(times.rows[0].change.map(|(_, c)| c.verdict), Some(Verdict::WithinChance));
        let alone = Times::new(
            vec![("Then".to_owned(), vec![compared(0, Point::NotAsked, Some(change(613)))])],
            "Now",
        );
        assert_eq!(alone.rows[0].change.map(|(_, c)| c.verdict), Some(Verdict::Larger));
    }
}
