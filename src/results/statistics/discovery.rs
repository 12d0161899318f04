use super::undefined::Undefined;

/// The adjusted p-values of Benjamini and Hochberg, in the order of `probabilities`: with the m
/// p-values sorted, the smallest of m·p(j)/j over all j from its own place on, at most 1
/// (Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", *Journal of the Royal
/// Statistical Society B* 57, 1995, section 3.1; as adjusted p-values: D. Yekutieli and Y.
/// Benjamini, *Journal of Statistical Planning and Inference* 82, 1999).
///
/// An error if one of them is not a probability. None gives none.
pub fn adjusted(probabilities: &[f64]) -> Result<Vec<f64>, Undefined> {
    let mut ranked = probabilities
        .iter()
        .enumerate()
        .map(|(place, p)| Ok((place, Undefined::unless_fraction(*p)?)))
        .collect::<Result<Vec<(usize, f64)>, Undefined>>()?;
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut least: f64 = 1.0;
    let mut found = Vec::with_capacity(ranked.len());
    for (at, (place, p)) in ranked.iter().enumerate() {
        least = least.min(p * (real(ranked.len()) / real(ranked.len() - at)));
        found.push((*place, least));
    }
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, adjusted)| adjusted).collect())
}

/// Which of `probabilities` are discoveries, if of all that are called so a share of `rate` is
/// expected to be due to chance: those whose [`adjusted`] p-value is at most `rate`.
///
/// An error as in [`adjusted`].
pub fn discoveries(probabilities: &[f64], rate: f64) -> Result<Vec<bool>, Undefined> {
    let rate = Undefined::unless_fraction(rate)?;
    Ok(adjusted(probabilities)?.into_iter().map(|p| p <= rate).collect())
}

fn real(count: usize) -> f64 {
    super::normal::real(count as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The 15 p-values of the paper's example (section 3.2), of which four are discoveries.
    #[test]
    fn the_example_of_the_paper_comes_out() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let found = discoveries(&p, 0.05).unwrap();
        assert_eq!(found.iter().filter(|one| **one).count(), 4);
        assert!(found[..4].iter().all(|one| *one));
    }

    #[test]
    fn every_input_is_defined() {
        assert_eq!(adjusted(&[]), Ok(Vec::new()));
        assert_eq!(adjusted(&[0.0, 1.0]), Ok(vec![0.0, 1.0]));
        for wrong in [-0.1, 1.1, f64::NAN] {
            assert!(matches!(adjusted(&[0.5, wrong]), Err(Undefined::NotAFraction(_))));
        }
    }

    proptest! {
        #[test]
        fn one_comparison_is_judged_as_if_alone(p in 0.0..=1.0_f64) {
            prop_assert_eq!(adjusted(&[p]), Ok(vec![p]));
        }

        #[test]
        fn it_keeps_the_order_and_never_makes_a_probability_smaller(p in prop::collection::vec(0.0..=1.0_f64, 0..60)) {
            let found = adjusted(&p).unwrap();
            for (a, one) in p.iter().zip(&found) {
                prop_assert!(one >= a && *one <= 1.0);
                for (b, other) in p.iter().zip(&found) {
                    prop_assert!(a > b || one <= other);
                }
            }
        }

        #[test]
        fn it_finds_what_the_rule_of_the_paper_finds(p in prop::collection::vec((0.0..=1.0_f64).prop_map(|p| p * p * p), 1..60)) {
            let mut sorted = p.clone();
            sorted.sort_by(f64::total_cmp);
            let limit = (1..=p.len()).rev().find(|k| sorted[k - 1] * (real(p.len()) / real(*k)) <= 0.05);
            let wanted: Vec<bool> = p.iter().map(|one| limit.is_some_and(|k| *one <= sorted[k - 1])).collect();
            prop_assert_eq!(discoveries(&p, 0.05).unwrap(), wanted);
        }
    }
}
