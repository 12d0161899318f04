use super::{
    representativeness::{Part, Spread, checked, indicator, is_cut_off},
    undefined::Undefined,
};

/// A part, and what one more message to it is expected to bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    pub part: Part,
    /// The fraction of those who have not answered that would answer, from 0 to 1: what earlier
    /// waves brought.
    pub brings: f64,
}

/// What response would be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The R-indicator, adjusted for chance.
    pub indicator: f64,
    /// The R-indicator of the rates as they are.
    pub unadjusted: f64,
    /// The overall response rate, from 0 to 1.
    pub rate: f64,
}

impl Outcome {
    /// As [`super::Representativeness::is_cut_off`].
    pub fn is_cut_off(&self) -> bool {
        is_cut_off(self.indicator, self.unadjusted)
    }
}

/// What one more message would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospects {
    /// As it is now.
    pub now: Outcome,
    /// After one more message to one part, in the order of the parts.
    pub after: Vec<Outcome>,
    /// The place of the part whose message raises the indicator most; of several, the one that
    /// raises the rate most. `None` if none raises it.
    pub best: Option<usize>,
}

/// What the R-indicator and the rate would become after one more message to each part alone, with
/// `r + brings·(N − r)` answers of `N` there. This follows B. Schouten, N. Shlomo and C. Skinner (*Journal
/// of Official Statistics* 27, 2011), who use partial indicators to choose whom to ask
/// again; here the effect is calculated.
///
/// An error as in [`super::representativeness()`], and if `brings` is not a fraction.
pub fn one_more(prospects: &[Prospect]) -> Result<Prospects, Undefined> {
    let parts: Vec<Part> = prospects.iter().map(|one| one.part).collect();
    let numbers = checked(&parts)?;
    let now = outcome(&numbers);
    let mut after = Vec::with_capacity(numbers.len());
    for (place, prospect) in prospects.iter().enumerate() {
        let brings = Undefined::unless_fraction(prospect.brings)?;
        let then = numbers.iter().enumerate().map(|(at, (people, answers))| {
            let more = if at == place { brings * (people - answers) } else { 0.0 };
            (*people, answers + more)
        });
        after.push(outcome(&then.collect::<Vec<_>>()));
    }
    let raises = after.iter().enumerate().filter(|(_, then)| then.indicator > now.indicator);
    let order = |a: &Outcome, b: &Outcome| {
        a.indicator.total_cmp(&b.indicator).then(a.rate.total_cmp(&b.rate))
    };
    // The first of equals.
    let best = raises.rev().max_by(|a, b| order(a.1, b.1)).map(|(place, _)| place);
    Ok(Prospects { now, after, best })
}

fn outcome(parts: &[(f64, f64)]) -> Outcome {
    let spread = Spread::of(parts);
    Outcome {
        indicator: indicator(spread.adjusted()),
        unadjusted: indicator(spread.square),
        rate: spread.rate,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn prospect(issued: u64, returned: u64, brings: f64) -> Prospect {
        Prospect { part: Part { issued, returned }, brings }
    }

    #[test]
    fn the_part_that_answers_least_is_best_asked_again() {
        let found =
            one_more(&[prospect(400, 240, 0.2), prospect(400, 100, 0.2), prospect(400, 200, 0.2)]);
        let found = found.unwrap();
        assert_eq!(found.best, Some(1));
        assert!((found.after[1].rate - 600.0 / 1_200.0).abs() < 1e-12);
        assert!(found.after[0].indicator < found.now.indicator);
    }

    #[test]
    fn where_no_message_makes_response_more_even_none_is_best() {
        let even = one_more(&[prospect(400, 200, 0.3), prospect(400, 200, 0.3)]).unwrap();
        assert_eq!(even.best, None);
        let nothing = one_more(&[prospect(400, 200, 0.0), prospect(400, 100, 0.0)]).unwrap();
        assert_eq!((nothing.best, nothing.after), (None, vec![nothing.now; 2]));
    }

    #[test]
    fn every_input_is_defined() {
        assert_eq!(one_more(&[]), Err(Undefined::Nothing));
        assert_eq!(one_more(&[prospect(4, 2, 0.5)]), Err(Undefined::OnePart));
        let wrong = one_more(&[prospect(4, 2, 0.5), prospect(4, 2, 1.5)]);
        assert!(matches!(wrong, Err(Undefined::NotAFraction(_))));
    }

    proptest! {
        #[test]
        fn a_message_never_lowers_the_rate_and_the_best_one_is_best(
            parts in prop::collection::vec((1_u64..300, 0_u64..300, 0.0..=1.0_f64), 2..8),
        ) {
            let parts: Vec<Prospect> =
                parts.into_iter().map(|(n, r, brings)| prospect(n, r.min(n), brings)).collect();
            let found = one_more(&parts).unwrap();
            for then in &found.after {
                prop_assert!(then.rate >= found.now.rate - 1e-12 && then.rate <= 1.0 + 1e-12);
                prop_assert!((0.0..=1.0).contains(&then.indicator));
                let best = found.best.map_or(found.now, |place| found.after[place]);
                prop_assert!(best.indicator >= then.indicator);
            }
        }
    }
}
