//! A differencing attack, and that it fails: somebody takes every figure that is ever shown of an
//! inspection, each time that another area is released, writes them down as equations, and solves
//! them for what is hidden. Pages, files and interfaces all take their figures from the same model,
//! which is asked here.
//!
//! Of no part that is not shown by itself is the number of favourable answers found, nor is it
//! bounded more closely than the figure of the group that it is shown with bounds it for somebody
//! who knows how many of the part answered.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{Arc, LazyLock},
};

use proptest::prelude::*;
use speir::{
    inspection::{Inspection, Link, Part},
    results::{
        AcrossAreas, CollectionResults, Figure, NamedPart, Share, Shown, Tallies, Tally,
        groups::by_label,
    },
    survey::{Edition, Survey},
};

use super::sample;

const QUESTION: &str = "listened-to";
const K: u64 = 10;
/// The fewest people of whom numbers are shown.
const NUMBERS: u64 = 30;

/// What the people of one part answered.
#[derive(Clone, Copy, Debug)]
struct People {
    population: u32,
    favourable: u64,
    unfavourable: u64,
    outside: u64,
    skipped: u64,
}

impl People {
    const fn base(&self) -> u64 {
        self.favourable + self.unfavourable
    }

    const fn returned(&self) -> u64 {
        self.base() + self.outside + self.skipped
    }
}

prop_compose! {
    fn people()(
        population in 4..60_u32, base in 0..70_u64, outside in 0..4_u64, skipped in 0..4_u64, content in 0..=4_u64, odd in 0..=1_u64,
    ) -> People {
        let favourable = (base * content / 4 + odd).min(base);
        People { population, favourable, unfavourable: base - favourable, outside, skipped }
    }
}

/// Two to four areas of up to six parts; the first part of each came by the area's own link.
fn inspection() -> impl Strategy<Value = Vec<Vec<People>>> {
    prop::collection::vec(prop::collection::vec(people(), 1..7), 2..5)
}

static SURVEY: LazyLock<Arc<Survey>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
    Arc::clone(Edition::read(&folder).unwrap().english())
});

/// One of the unknown numbers: the area, its part, and which answers.
type Unknown = (usize, String, &'static str);

/// What somebody knows: that some unknown numbers sum up to a number, and that none is above a
/// bound.
#[derive(Default)]
struct Knowledge {
    names: HashMap<Unknown, usize>,
    sums: Vec<(Vec<usize>, i64)>,
    /// Sums of which only the largest value is known: how many responses a part has is shown to
    /// everybody.
    at_most: Vec<(Vec<usize>, i64)>,
}

impl Knowledge {
    fn unknown(&mut self, area: usize, part: &str, which: &'static str) -> usize {
        let next = self.names.len();
        *self.names.entry((area, part.to_owned(), which)).or_insert(next)
    }

    fn learn(&mut self, parts: &[(usize, String)], which: &'static str, sum: u64) {
        let unknown = parts.iter().map(|(area, part)| self.unknown(*area, part, which)).collect();
        self.sums.push((unknown, i64::try_from(sum).unwrap()));
    }

    fn learn_figure(&mut self, parts: &[(usize, String)], figure: &Figure) {
        let favourable = figure.favourable.unwrap();
        self.learn(parts, "favourable", favourable);
        self.learn(parts, "unfavourable", figure.base - favourable);
        self.learn(parts, "outside", figure.outside.iter().map(|option| option.count).sum());
    }

    /// The least and the greatest value of each unknown, as far as passing bounds from sum to sum
    /// tells them.
    fn bounds(&self) -> Vec<(i64, i64)> {
        let mut bounds = vec![(0, 10_000); self.names.len()];
        for _ in 0..60 {
            for (exact, (unknown, sum)) in self
                .sums
                .iter()
                .map(|sum| (true, sum))
                .chain(self.at_most.iter().map(|sum| (false, sum)))
            {
                let (least, most) = unknown
                    .iter()
                    .fold((0, 0), |(a, b), one| (a + bounds[*one].0, b + bounds[*one].1));
                for one in unknown {
                    let (from, to) = bounds[*one];
                    let from = if exact { from.max(sum - (most - to)) } else { from };
                    bounds[*one] = (from, to.min(sum - (least - from.min(bounds[*one].0))));
                }
            }
        }
        bounds
    }

    /// Which unknowns the sums determine, by elimination.
    #[expect(clippy::cast_precision_loss)]
    fn determined(&self) -> Vec<bool> {
        let width = self.names.len();
        let mut rows: Vec<Vec<f64>> = self
            .sums
            .iter()
            .map(|(unknown, sum)| {
                let mut row = vec![0.0; width + 1];
                for one in unknown {
                    row[*one] = 1.0;
                }
                row[width] = *sum as f64;
                row
            })
            .collect();
        let mut done = 0;
        for column in 0..width {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else {
                continue;
            };
            rows.swap(done, pivot);
            let factor = rows[done][column];
            rows[done].iter_mut().for_each(|cell| *cell /= factor);
            let pivot = rows[done].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(number, _)| *number != done) {
                let factor = row[column];
                row.iter_mut().zip(&pivot).for_each(|(cell, of_pivot)| *cell -= factor * of_pivot);
            }
            done += 1;
        }
        let mut determined = vec![false; width];
        for row in &rows[..done] {
            let mut there = (0..width).filter(|column| row[*column].abs() > 1e-9);
            if let (Some(only), None) = (there.next(), there.next()) {
                determined[only] = true;
            }
        }
        determined
    }
}

/// An area as the service would have released it, with the key of the part that each group of
/// people is kept under.
fn release(
    place: usize,
    groups: &[People],
    inspection: &Inspection,
    survey: &Arc<Survey>,
) -> (CollectionResults, Vec<(String, People)>) {
    let parts: Vec<Part> = groups
        .iter()
        .enumerate()
        .skip(1)
        .map(|(number, people)| Part {
            key: format!("part-{number}"),
            name: format!("Part {number}"),
            population: people.population,
            link: Link::random(),
        })
        .collect();
    let mut kept: Vec<(String, People)> = Vec::new();
    let keys =
        std::iter::once("").chain(parts.iter().map(|part| part.kept_as(u32::try_from(K).unwrap())));
    for (key, people) in keys.zip(groups) {
        match kept.iter_mut().find(|(there, _)| there == key) {
            Some((_, sum)) => {
                sum.favourable += people.favourable;
                sum.unfavourable += people.unfavourable;
                sum.outside += people.outside;
                sum.skipped += people.skipped;
            }
            None => kept.push((key.to_owned(), *people)),
        }
    }
    kept.retain(|(_, people)| people.returned() > 0);
    let mut tallies = Tallies::new();
    for (key, people) in &kept {
        let mut tally = Tally::default();
        for (option, count) in [
            (Tally::ANSWERED, people.base() + people.outside),
            ("agree", people.favourable),
            ("disagree", people.unfavourable),
            ("not-sure", people.outside),
        ] {
            tally.add(option, count);
        }
        tallies.entry(key.clone()).or_default().insert(QUESTION.to_owned(), tally);
    }
    let collection = sample::collection(inspection, place, survey);
    let returned = kept.iter().map(|(_, people)| people.returned()).sum();
    let labels: Vec<(String, bool, u64)> =
        kept.iter().map(|(key, people)| (key.clone(), true, people.returned())).collect();
    let named: Vec<NamedPart> = parts
        .iter()
        .map(|part| NamedPart { key: part.key.clone(), name: part.name.clone() })
        .collect();
    (
        CollectionResults::new(
            inspection.k(),
            collection,
            Arc::clone(survey),
            (by_label("", &labels), &named),
            &tallies,
            returned,
        ),
        kept,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn no_figure_and_no_difference_of_figures_taken_at_any_time_gives_a_hidden_number_away(areas in inspection()) {
        let survey = Arc::clone(&SURVEY);
        let inspection = sample::inspection(u32::try_from(K).unwrap());
        let released: Vec<_> = areas.iter().enumerate().map(|(n, groups)| release(n, groups, &inspection, &survey)).collect();
        let mut all = Knowledge::default();
        let atoms = |area: usize| released[area].1.iter().map(move |(key, _)| (area, key.clone())).collect::<Vec<_>>();
        for (area, (results, parts)) in released.iter().enumerate() {
            for (key, people) in parts {
                let three = ["favourable", "unfavourable", "outside"].map(|which| all.unknown(area, key, which));
                all.at_most.push((three.to_vec(), i64::try_from(people.returned()).unwrap()));
            }
            let question = results.question(QUESTION).unwrap();
            if let Shown::Figure(whole) = &question.whole {
                all.learn_figure(&atoms(area), whole);
            }
            for (division, figures) in results.groups.divisions.iter().zip(&question.splits) {
                for (group, figure) in division.groups.iter().zip(figures) {
                    prop_assert!(figure.base == 0 || figure.base >= NUMBERS);
                    let people = group.labels.iter().map(|label| (area, label.clone()));
                    all.learn_figure(&people.collect::<Vec<_>>(), figure);
                }
            }
            // What the inspection's page shows once this area is released, too.
            let so_far: Vec<CollectionResults> = released[..=area].iter().map(|(results, _)| results.clone()).collect();
            let across = AcrossAreas::new(Arc::clone(&survey), K, so_far, &HashSet::new(), |_, _| true);
            let question = across.questions.iter().find(|q| survey.items[q.item].id == QUESTION).unwrap();
            if let Shown::Figure(whole) = &question.whole {
                let shown: Vec<_> = question.shown().flat_map(|(place, _)| atoms(place)).collect();
                all.learn_figure(&shown, whole);
            }
        }
        let (bounds, determined) = (all.bounds(), all.determined());
        for (area, (results, parts)) in released.iter().enumerate() {
            let question = results.question(QUESTION).unwrap();
            for (key, people) in parts.iter().filter(|(_, people)| people.base() > 0) {
                let groups = results.groups.divisions.iter().zip(&question.splits);
                let of_group = groups.flat_map(|(division, figures)| division.groups.iter().zip(figures))
                    .find(|(group, _)| group.labels.contains(key));
                if of_group.is_some_and(|(group, _)| group.labels.len() == 1) {
                    continue;
                }
                let around = of_group.map(|(_, figure)| figure).or(question.whole.figure());
                if parts.len() == 1 && around.is_some() {
                    prop_assert!(people.base() >= NUMBERS, "few are shown");
                    continue;
                }
                let unknown = all.names[&(area, key.clone(), "favourable")];
                let (from, to) = bounds[unknown];
                let true_value = i64::try_from(people.favourable).unwrap();
                prop_assert!((from..=to).contains(&true_value), "the attack itself is wrong");
                let by_group = around.and_then(Figure::share).map_or(people.base(), |share| width(people.base(), share));
                let (open, by_group) = (to - from, i64::try_from(by_group).unwrap());
                prop_assert!(
                    open >= by_group,
                    "of {} people of {area} {key:?}, {from} to {to} are found, where their group \
                        alone leaves {by_group} open: {:?}", people.base(), question
                );
                prop_assert!(!determined[unknown] || by_group == 0, "found exactly: {area} \
                    {key:?}");
            }
        }
    }
}

/// How many values are possible for the favourable answers among `size` people of `group`, less one.
fn width(size: u64, group: Share) -> u64 {
    let others = group.base.saturating_sub(size);
    size.min(group.favourable) - group.favourable.saturating_sub(others)
}
