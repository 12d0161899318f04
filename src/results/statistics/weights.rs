use super::{
    group::{Group, all_checked},
    normal::{Z, real},
    undefined::Undefined,
    wilson::wilson,
};

/// A proportion whose parts count as much as they have people, not as much as they have answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    /// What one answer of each part counts for, in the order of the parts: 1 on average.
    pub weights: Vec<f64>,
    /// The weighted proportion, from 0 to 1.
    pub share: f64,
    /// Its standard error, with the finite population correction.
    pub standard_error: f64,
    /// Its 95% interval; `None` if no part shows any variation although not everybody answered, so
    /// that chance cannot be estimated.
    pub interval: Option<(f64, f64)>,
    /// How much the weights alone would widen the variance: 1 if they are all equal.
    pub kish: f64,
    /// How many equally weighted answers tell as much, by [`Self::kish`].
    pub effective_base: f64,
    /// The variance, over that of a simple random sample of as many answers; `None` if the latter
    /// is 0 because everybody answered, or answered alike.
    pub design_effect: Option<f64>,
}

/// Weights answers by part, so that each part counts for its share of the population
/// (post-stratification). With `N` people and `n` answers, `N_h` and `n_h` in part h, and `p_h`
/// the share there:
///
/// - an answer in part h has the weight `(N_h/N)/(n_h/n)`, and the proportion is
///   `Σ (N_h/N)·p_h`
///   (Cochran, *Sampling Techniques*, section 5A.9);
/// - its variance, for the numbers of answers as they are, is
///   `Σ (N_h/N)²·(1 − n_h/N_h)·p_h(1 − p_h)/(n_h − 1)` (Cochran, section 5.10; D. Holt and T. M.
///   F. Smith, "Post stratification", *Journal of the Royal Statistical Society A* 142, 1979);
/// - the design effect of weighting is n·Σw²/(Σw)², which is 1 + cv² of the weights, and the
///   effective base n over it (L. Kish, "Weighting for unequal `P_i`", *Journal of Official
///   Statistics* 8, 1992);
/// - the design effect is the variance over (1 − n/N)·s²/n with s² = n/(n − 1)·p(1 − p), p the
///   weighted proportion: what `svymean(deff = TRUE)` of R's package `survey` gives for
///   `svydesign(strata, fpc)`;
/// - the interval is Wilson's with the base p(1 − p)/variance, what a simple random sample needs
///   for that variance (E. L. Korn and B. I. Graubard, *Survey Methodology* 24, 1998).
///
/// An error if there is no part; if the population of a part is unknown, nobody answered in it, or
/// one person of several; or if it has more of a kind than there are.
pub fn weighted(parts: &[Group]) -> Result<Weighted, Undefined> {
    let parts = all_checked(parts)?;
    let populations = parts
        .iter()
        .enumerate()
        .map(|(place, part)| part.population.map(real).ok_or(Undefined::UnknownPopulation(place)))
        .collect::<Result<Vec<f64>, Undefined>>()?;
    let all: f64 = populations.iter().sum();
    let answered: f64 = parts.iter().map(|part| real(part.base)).sum();
    let (mut share, mut variance, mut squares) = (0.0, 0.0, 0.0);
    let mut weights = Vec::with_capacity(parts.len());
    for (place, (part, people)) in parts.iter().zip(&populations).enumerate() {
        let of_all = people / all;
        let weight = of_all * answered / real(part.base);
        share += of_all * part.share();
        variance += of_all * of_all * part.variance(place)?;
        squares += real(part.base) * weight * weight;
        weights.push(weight);
    }
    let share = share.clamp(0.0, 1.0);
    let simple = share * (1.0 - share) / (answered - 1.0) * (1.0 - answered / all);
    let kish = squares / answered;
    let is_census = parts.iter().all(|part| part.is_census());
    let is_alike = parts.iter().all(|part| part.favourable == 0)
        || parts.iter().all(|part| part.favourable == part.base);
    let interval = if is_census {
        Some((share, share))
    } else {
        (variance > 0.0).then(|| wilson(share, share * (1.0 - share) / variance, Z))
    };
    Ok(Weighted {
        weights,
        share,
        standard_error: variance.sqrt(),
        interval,
        kish,
        effective_base: answered / kish,
        design_effect: (!is_census && !is_alike).then(|| variance / simple),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(favourable: u64, base: u64, population: u64) -> Group {
        Group { favourable, base, population: Some(population) }
    }

    #[test]
    fn a_part_counts_for_its_people() {
        // Nine in ten work where few answered.
        let found = weighted(&[part(50, 50, 100), part(10, 50, 900)]).unwrap();
        assert!((found.share - 0.28).abs() < 1e-12, "{found:?}");
        assert!((found.weights[0] - 0.2).abs() < 1e-12 && (found.weights[1] - 1.8).abs() < 1e-12);
        assert!((found.kish - 1.64).abs() < 1e-12);
        assert!((found.effective_base - 100.0 / 1.64).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_weighted_is_named() {
        let whole = part(5, 10, 20);
        assert_eq!(weighted(&[]), Err(Undefined::Nothing));
        assert_eq!(weighted(&[whole, part(0, 0, 20)]), Err(Undefined::NobodyAnswered(1)));
        assert_eq!(weighted(&[whole, part(1, 1, 20)]), Err(Undefined::OneAnswer(1)));
        assert_eq!(weighted(&[part(5, 10, 9)]), Err(Undefined::TooMany(0)));
        let unknown = Group { population: None, ..whole };
        assert_eq!(weighted(&[unknown]), Err(Undefined::UnknownPopulation(0)));
    }

    #[test]
    fn where_everybody_answered_nothing_is_left_to_chance() {
        let found = weighted(&[part(5, 10, 10), part(1, 1, 1)]).unwrap();
        assert_eq!((found.interval, found.design_effect), (Some((found.share, found.share)), None));
        assert!(found.standard_error.abs() < 1e-15 && (found.kish - 1.0).abs() < 1e-12);
    }

    #[test]
    fn answers_that_are_all_alike_leave_chance_unknown() {
        let found = weighted(&[part(10, 10, 20), part(9, 9, 30)]).unwrap();
        assert_eq!((found.interval, found.design_effect), (None, None));
    }

    proptest! {
        #[test]
        fn equal_rates_need_no_weights(parts in prop::collection::vec((0_u64..=20, 10_u64..40), 1..8), times in 2_u64..5) {
            let parts: Vec<Group> = parts.into_iter().map(|(a, n)| part(a.min(n), n, times * n)).collect();
            let found = weighted(&parts).unwrap();
            let [count, base] = [|part: &Group| part.favourable, |part: &Group| part.base]
                .map(|of| parts.iter().map(of).sum::<u64>());
            prop_assert!((found.share - real(count) / real(base)).abs() < 1e-12);
            prop_assert!(found.weights.iter().all(|weight| (weight - 1.0).abs() < 1e-12));
            prop_assert!((found.kish - 1.0).abs() < 1e-12);
        }

        #[test]
        fn weights_are_one_on_average_and_only_ever_cost_precision(
            parts in prop::collection::vec((0_u64..=40, 2_u64..40, 40_u64..400), 1..8),
        ) {
            let parts: Vec<Group> = parts.into_iter().map(|(a, n, all)| part(a.min(n), n, all)).collect();
            let found = weighted(&parts).unwrap();
            let answered: f64 = parts.iter().map(|part| real(part.base)).sum();
            let sum: f64 = parts.iter().zip(&found.weights).map(|(part, weight)| real(part.base) * weight).sum();
            prop_assert!((sum - answered).abs() < 1e-9);
            prop_assert!(found.kish >= 1.0 - 1e-12 && found.effective_base <= answered + 1e-9);
            if let Some((low, high)) = found.interval {
                prop_assert!(0.0 <= low && low <= found.share && found.share <= high && high <= 1.0);
            }
        }
    }
}
