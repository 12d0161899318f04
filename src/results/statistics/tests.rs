//! Calculates the cases of a file, for `tests/statistics`, which compares the answers with those of
//! other programs.

use std::{env, fs};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Group, Interval, Part, Prospect, Sample, adjusted, average, difference_probability,
    discoveries, exact_probability, interval, least_expected, one_more, pooled, representativeness,
    weighted,
};
use crate::{
    records::agreement::Agreement,
    results::{
        change::{Change, judge_together},
        wording::Proportion,
    },
};

/// A count, a base and a population.
type Counts = (u64, u64, Option<u64>);

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Interval(Counts),
    Difference(Counts, Counts),
    Discoveries(Vec<f64>),
    /// The sides of every comparison of a page.
    Page(Vec<(Counts, Counts)>),
    Kappa(Vec<(usize, usize)>),
    /// How many could answer, did, and would after one more message, by part.
    Representativeness(Vec<(u64, u64, f64)>),
    Weights(Vec<Counts>),
    Areas(Vec<Counts>),
}

impl Case {
    fn answer(self) -> Value {
        match self {
            Self::Interval((count, base, all)) => {
                let (low, high) = interval(proportion(count, base).value(), base, all).unwrap();
                json!([low, high])
            }
            Self::Difference(before, now) => {
                let found = Interval::of(&sample(before), &sample(now));
                let (a, b) = (proportion(before.0, before.1), proportion(now.0, now.1));
                json!({
                    "interval": [found.low, found.high],
                    "p": difference_probability(&sample(before), &sample(now)),
                    "exact": exact_probability(a, b),
                    "expected": least_expected(a, b),
                })
            }
            Self::Discoveries(p) => {
                json!([adjusted(&p).unwrap(), discoveries(&p, 0.05).unwrap()])
            }
            Self::Page(sides) => {
                let change = |(then, now)| Change::of(&sample(then), &sample(now));
                let mut changes: Vec<Change> = sides.into_iter().map(change).collect();
                judge_together(&mut changes);
                let judged = changes.iter().filter(|change| change.is_judged()).count();
                let verdicts = changes.iter().map(|change| format!("{:?}", change.verdict));
                json!([judged, verdicts.collect::<Vec<_>>()])
            }
            Self::Kappa(pairs) => {
                let found = Agreement::of(&pairs, true);
                json!([found.kappa, found.weighted])
            }
            Self::Representativeness(parts) => response(&parts),
            Self::Weights(parts) => {
                let found = weighted(&groups(&parts)).unwrap();
                json!({
                    "weights": found.weights, "share": found.share, "error": found.standard_error,
                    "interval": found.interval, "kish": found.kish,
                    "effective": found.effective_base, "effect": found.design_effect,
                })
            }
            Self::Areas(areas) => {
                let areas = groups(&areas);
                let (pool, mean) = (pooled(&areas).unwrap(), average(&areas).unwrap());
                json!([pool.share, pool.interval, mean.share, mean.standard_error, mean.interval])
            }
        }
    }
}

fn response(parts: &[(u64, u64, f64)]) -> Value {
    let prospects: Vec<Prospect> = parts
        .iter()
        .map(|(issued, returned, brings)| Prospect {
            part: Part { issued: *issued, returned: *returned },
            brings: *brings,
        })
        .collect();
    let parts: Vec<Part> = prospects.iter().map(|one| one.part).collect();
    let (found, more) = (representativeness(&parts).unwrap(), one_more(&prospects).unwrap());
    let after: Vec<_> = more.after.iter().map(|then| (then.indicator, then.rate)).collect();
    json!({
        "indicator": found.indicator, "unadjusted": found.unadjusted,
        "error": found.standard_error, "interval": found.interval, "partial": found.partial,
        "rate": found.rate, "after": after, "best": more.best,
    })
}

fn proportion(count: u64, base: u64) -> Proportion {
    Proportion::new(count, base).unwrap()
}

fn sample((count, base, all): Counts) -> Sample {
    Sample::new(proportion(count, base), all)
}

fn groups(of: &[Counts]) -> Vec<Group> {
    let group = |(favourable, base, population): &Counts| Group {
        favourable: *favourable,
        base: *base,
        population: *population,
    };
    of.iter().map(group).collect()
}

#[test]
#[ignore = "tests/statistics runs it, and names the files"]
fn answers_the_cases_of_a_file() {
    let file = |name: &str| env::var(name).unwrap_or_else(|_| panic!("{name} names no file"));
    let cases = fs::read_to_string(file("STATISTICS_CASES")).unwrap();
    let answers = cases.lines().map(|line| {
        let case: Case = serde_json::from_str(line).unwrap();
        format!("{}\n", case.answer())
    });
    fs::write(file("STATISTICS_ANSWERS"), answers.collect::<String>()).unwrap();
}
